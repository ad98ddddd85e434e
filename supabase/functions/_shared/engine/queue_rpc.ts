/**
 * The queue through database functions (supabase/migrations/*_work.sql).
 *
 * @module
 */
import type { Rpc } from "../platform/rpc.ts";
import { Completions } from "./completions.ts";
import type { Answer, Assignment, Queue } from "./queue.ts";

export function createRpcQueue(rpc: Rpc): Queue {
  const key = (held: Assignment) => ({ p_job_id: held.job.id, p_token: held.token });
  const completions = new Completions(rpc);
  return {
    begin: (jobId, token) => rpc<Assignment | null>("begin_job", { p_job_id: jobId, p_token: token }),
    checkpoint: (held, step) => rpc<Answer>("checkpoint_job", { ...key(held), p_step: step }),
    handOn: (held, step) => rpc<Answer>("hand_on_job", { ...key(held), p_step: step }),
    complete: (held, result, step, next) => completions.add(held, result, step, next),
    // Questions are the only rows that a kind keeps in the database.
    publish: (held, rows) => rpc<Answer>("publish_questions", { ...key(held), p_questions: rows }),
    fail: (held, error, transient, step) =>
      rpc<Answer>("fail_job", { ...key(held), p_error: error, p_transient: transient, p_step: step }),
  };
}

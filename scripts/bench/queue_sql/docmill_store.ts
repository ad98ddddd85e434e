/**
 * Ours in the comparison of verbs, called as `npm run worker` calls it.
 *
 * @module
 */
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import type { Held, Store } from "./beside.ts";
import { bareDatabase } from "./database.ts";

const KIND = "bench";

export async function openDocmill(): Promise<Store> {
  const database = await bareDatabase();
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await database.sql`insert into queue.kinds ${database.sql({ kind: KIND, ...limits })}`;
  const [owner] = await database.owners(1);
  const connection = database.connect();
  const rpc = createPostgresRpc(connection);
  const complete = (held: Held[], next: boolean) =>
    rpc<{ next: Assignment }[]>("complete_jobs", {
      p_jobs: (held as Assignment[]).map(({ job, token }) => ({ job_id: job.id, token, result: {}, step: {}, next })),
    });
  return {
    name: "Docmill",
    async enqueue() {
      await connection`insert into public.jobs (owner, kind, title) values (${owner!}, ${KIND}, 'bench')`;
    },
    dispatch: (amount) => rpc<Assignment[]>("claim_jobs", { p_kinds: [KIND], p_limit: amount }),
    complete: async (held) => void await complete(held, false),
    completeAndDispatch: async (held) => (await complete(held, true)).map(({ next }) => next),
    async [Symbol.asyncDispose]() {
      await connection.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

/**
 * A worker outside the Edge: claims jobs of the kinds whose target is `worker`, and works on them with the same engine and
 * no limits. Any number may run. Told to stop, it gives each job back at its next checkpoint.
 *
 * @module
 */
import { WORKER_LIMITS } from "../../supabase/functions/_shared/engine/budget.ts";
import { CpuMeter } from "../../supabase/functions/_shared/engine/cpu_meter.ts";
import type { Assignment } from "../../supabase/functions/_shared/engine/queue.ts";
import { createRpcQueue } from "../../supabase/functions/_shared/engine/queue_rpc.ts";
import { work } from "../../supabase/functions/_shared/engine/work.ts";
import type { Logger } from "../../supabase/functions/_shared/pipelines/pipeline.ts";
import type { ObjectStore } from "../../supabase/functions/_shared/platform/object_store.ts";
import type { Rpc } from "../../supabase/functions/_shared/platform/rpc.ts";
import type { Wake } from "./wake.ts";

export interface WorkerOptions {
  readonly rpc: Rpc;
  readonly store: ObjectStore;
  readonly wake: Wake;
  readonly log: Logger;
  readonly kinds: readonly string[];
  /** Jobs worked on side by side. */
  readonly concurrency: number;
  /** Aborted to stop. */
  readonly stop: AbortSignal;
}

/** Works until stopped; resolves when the last job has been given back. */
export async function runWorker({ rpc, store, wake, log, kinds, concurrency, stop }: WorkerOptions): Promise<void> {
  const queue = createRpcQueue(rpc);
  const context = { queue, store, meter: new CpuMeter(0), limits: WORKER_LIMITS, log, shutdown: stop };
  const running = new Set<Promise<void>>();
  const slotFree = () => Promise.race(running);

  const start = (assignment: Assignment) => {
    const job = work(assignment, context).then(
      (outcome) => log.info("job left", { job: assignment.job.id, outcome }),
      (error) => log.error("job broke off", { job: assignment.job.id, error }),
    ).then(() => void running.delete(job));
    running.add(job);
  };

  while (!stop.aborted) {
    const assignments = await claim(rpc, kinds, concurrency - running.size, log);
    assignments.forEach(start);
    if (running.size >= concurrency) await slotFree();
    else if (assignments.length === 0) await wake.wait(stop);
  }
  await Promise.all(running);
}

/** The next jobs, or none; a database that is away for a while is waited for, not died of. */
async function claim(rpc: Rpc, kinds: readonly string[], limit: number, log: Logger): Promise<Assignment[]> {
  try {
    return await rpc<Assignment[]>("claim_jobs", { p_kinds: kinds, p_limit: limit });
  } catch (error) {
    log.warn("cannot claim", { error });
    return [];
  }
}

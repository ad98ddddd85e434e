/**
 * A worker outside the Edge: claims jobs of the kinds whose target is `worker`, and works on them with the same engine and
 * no limits. Any number may run. Told to stop, it gives each job back at its next checkpoint; one whose step does not end
 * is left, and goes on from its checkpoint elsewhere when its lease runs out.
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
  /** How long steps may take to end once it is stopped. */
  readonly graceMs?: number;
}

/** Less than the 30 s after which Kubernetes and others kill. */
const GRACE_MS = 25_000;

/** A worker that serves several kinds comes back to the others after so long, however many jobs of one kind wait. */
const ONE_KIND_MS = 1000;

/** Works until stopped; resolves when the last job has been given back, or can be waited for no longer. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { stop, log, graceMs = GRACE_MS } = options;
  const running = new Set<Promise<void>>();
  const given = Promise.withResolvers<void>();
  let grace: ReturnType<typeof setTimeout> | undefined;
  const onStop = () => void (grace = setTimeout(given.resolve, graceMs));
  if (stop.aborted) return;
  stop.addEventListener("abort", onStop);
  try {
    await Promise.race([claimAndWork(options, running), given.promise]);
    if (running.size > 0) log.warn("jobs left to others", { jobs: running.size });
  } finally {
    stop.removeEventListener("abort", onStop);
    clearTimeout(grace);
  }
}

async function claimAndWork(
  { rpc, store, wake, log, kinds, concurrency, stop }: WorkerOptions,
  running: Set<Promise<void>>,
): Promise<void> {
  const queue = createRpcQueue(rpc);
  const limits = kinds.length > 1 ? { ...WORKER_LIMITS, drainMs: ONE_KIND_MS } : WORKER_LIMITS;
  const context = { queue, store, meter: new CpuMeter(0), limits, log, shutdown: stop };
  const slotFree = () => Promise.race(running);
  // Those served longest ago are asked for first.
  let turns = kinds;
  let left = new AbortController();

  const start = (assignment: Assignment) => {
    const job = work(assignment, context).then(
      (outcome) => log.info("job left", { job: assignment.job.id, outcome }),
      (error) => log.error("job broke off", { job: assignment.job.id, error }),
    ).then(() => {
      running.delete(job);
      left.abort();
    });
    running.add(job);
  };

  while (!stop.aborted) {
    left = new AbortController();
    const assignments = await claim(rpc, turns, concurrency - running.size, log);
    assignments.forEach(start);
    const served = new Set<string>(assignments.map(({ job }) => job.kind));
    turns = [...turns.filter((kind) => !served.has(kind)), ...served];
    if (running.size >= concurrency) await slotFree();
    else if (assignments.length === 0) await wake.wait(AbortSignal.any([stop, left.signal]));
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

/**
 * Completes jobs together: those that are done while a call is under way go into the next one. A busy worker so pays for a
 * round trip, a transaction and a look for whose turn it is once for many jobs; a job that is alone does not wait.
 *
 * @module
 */
import { setImmediate } from "node:timers/promises";
import { JobError } from "../jobs/errors.ts";
import type { Json } from "../pipelines/pipeline.ts";
import type { Rpc } from "../platform/rpc.ts";
import type { Answer, Assignment, StepReport } from "./queue.ts";

/** As many at once as leave a call short: 50 small jobs take the database about 10 ms. */
const MOST_AT_ONCE = 50;

/** After so many, and so long, the queue's tables are worth a look: the rows of jobs that are done may be in the way. */
const COMPACT_EVERY = 500;
const COMPACT_EVERY_MS = 500;

interface Completion {
  readonly job: { job_id: string; token: string; result: Json; step: StepReport; next: boolean };
  readonly answered: PromiseWithResolvers<Answer>;
}

export class Completions {
  #waiting: Completion[] = [];
  #sending = false;
  #sentSince = 0;
  #compactedAt = performance.now();

  constructor(private readonly rpc: Rpc) {}

  add(held: Assignment, result: Json, step: StepReport, next: boolean): Promise<Answer> {
    const answered = Promise.withResolvers<Answer>();
    this.#waiting.push({ job: { job_id: held.job.id, token: held.token, result, step, next }, answered });
    if (!this.#sending) this.#sendAll();
    return answered.promise;
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    // A turn of the event loop: jobs that were answered together are often done together.
    for (; this.#waiting.length > 0; await setImmediate()) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      await this.#send(batch);
      this.#sentSince += batch.length;
      if (this.#sentSince >= COMPACT_EVERY && performance.now() - this.#compactedAt >= COMPACT_EVERY_MS) {
        await this.#compact();
      }
    }
    this.#sending = false;
  }

  /** The database does it itself every ten seconds, so nobody minds when it cannot be done now. */
  async #compact(): Promise<void> {
    this.#sentSince = 0;
    this.#compactedAt = performance.now();
    await this.rpc("compact_queue", {}).catch(() => {});
  }

  /**
   * What is refused for good is refused for one of the jobs (a result that is too large), which is not to keep the others
   * from completing. A connection lost or a deadlock is tried once more: whatever was done already is told as `lost`.
   */
  async #send(batch: readonly Completion[], triesLeft = 1): Promise<void> {
    try {
      const answers = await this.rpc<Answer[]>("complete_jobs", { p_jobs: batch.map(({ job }) => job) });
      batch.forEach(({ answered }, i) => answered.resolve(answers[i]!));
    } catch (error) {
      const isTransient = error instanceof JobError && error.transient;
      if (isTransient && triesLeft > 0) return await this.#send(batch, triesLeft - 1);
      if (isTransient || batch.length === 1) return batch.forEach(({ answered }) => answered.reject(error));
      for (const each of batch) await this.#send([each]);
    }
  }
}

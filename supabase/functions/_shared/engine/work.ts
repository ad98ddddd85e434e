/**
 * The engine: step, checkpoint, step, … until the job is done or must be handed on.
 *
 * Each job is worked on at least once and has exactly one outcome: steps repeat their own effect only, and every verb of
 * the queue is fenced by the lease.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";
import type { AnyPipeline, Json, Logger } from "../pipelines/pipeline.ts";
import { loadPipeline } from "../pipelines/registry.ts";
import type { ObjectStore } from "../platform/object_store.ts";
import { type BudgetLimits, InvocationBudget } from "./budget.ts";
import type { CpuMeter } from "./cpu_meter.ts";
import type { Answer, Assignment, Queue } from "./queue.ts";
import { JobRun, partsFolder, RESULTS_BUCKET } from "./run.ts";

export interface EngineContext {
  readonly queue: Queue;
  readonly store: ObjectStore;
  readonly meter: CpuMeter;
  readonly limits: BudgetLimits;
  readonly log: Logger;
  /** Aborted when the process is told to end: the job is handed on at its next checkpoint. */
  readonly shutdown: AbortSignal;
}

export type Outcome = "completed" | "failed" | "handed-on" | "lost";

/** Works on one job and, while the budget lasts, on those that wait behind it. */
export async function work(assignment: Assignment, context: EngineContext): Promise<Outcome> {
  for (let held: Assignment | null = assignment;;) {
    const { outcome, next } = await workOnOne(held, context);
    if (!next) return outcome;
    held = next;
  }
}

interface Worked {
  readonly outcome: Outcome;
  readonly next?: Assignment | null;
}

async function workOnOne(held: Assignment, context: EngineContext): Promise<Worked> {
  const { queue, meter, shutdown } = context;
  const log = withFields(context.log, { job: held.job.id, kind: held.job.kind, attempt: held.job.attempt });
  const budget = new InvocationBudget(meter, context.limits, held.losses);
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    queue.checkpoint(held, {}).then((answer) => "lost" in answer && lost.abort(answer.lost), () => {});
  }, held.lease_seconds * 1000 / 3);

  let run: JobRun | undefined;
  const settle = (answer: Answer, outcome: Outcome): Worked => {
    if ("lost" in answer) {
      log.info("lease lost", { reason: answer.lost });
      return { outcome: "lost" };
    }
    return { outcome, next: answer.next ?? null };
  };
  try {
    const pipeline = await meter.measure(() => loadPipeline(held.job.kind));
    run = new JobRun({
      assignment: held,
      pipeline,
      options: parseOptions(pipeline, held.job.options),
      store: context.store,
      meter,
      budget,
      signal: lost.signal,
      log,
    });
    for (let cursor: Json | undefined = held.cursor ?? undefined;;) {
      const current = run;
      const answer = await meter.measure(() => pipeline.step(current, cursor));
      budget.stepEnded();
      if ("done" in answer) {
        const wantsNext = budget.allowsAnotherStep() && !shutdown.aborted;
        const settled = settle(await queue.complete(held, answer.done, run.takeReport(), wantsNext), "completed");
        if (settled.outcome === "completed" && cursor !== undefined) await removeParts(held, context.store, log);
        return settled;
      }
      cursor = answer.next;
      const report = run.takeReport(cursor);
      if (shutdown.aborted || !budget.allowsAnotherStep()) return settle(await queue.handOn(held, report), "handed-on");
      const kept = await queue.checkpoint(held, report);
      if ("lost" in kept) return settle(kept, "lost");
    }
  } catch (error) {
    if (lost.signal.aborted) return settle({ lost: String(lost.signal.reason) }, "lost");
    const known = error instanceof JobError ? error : unexpected(error);
    log[error instanceof JobError ? "warn" : "error"]("step failed", {
      type: known.type,
      transient: known.transient,
      error,
    });
    const info = { type: known.type, detail: known.detail };
    return settle(await queue.fail(held, info, known.transient, run?.takeReport() ?? {}), "failed");
  } finally {
    clearInterval(heartbeat);
  }
}

/** Checks what the job was created with; the database takes any options, so this is where they are known to be right. */
function parseOptions(pipeline: AnyPipeline, options: unknown): unknown {
  const parsed = pipeline.options.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new JobError("invalid_options", `The option "${issue?.path.join(".")}" is wrong: ${issue?.message}.`);
}

/** An error that no code foresaw: what happened is for the log, the user is told what to do. */
function unexpected(cause: unknown): JobError {
  if (cause instanceof RangeError && /allocation|memory/i.test(cause.message)) {
    return new JobError("out_of_memory", "The document needs more memory than there is.", { transient: true, cause });
  }
  const detail = "Something went wrong on our side. Try again; if it happens again, report it with the job's id.";
  return new JobError("internal", detail, { cause });
}

/** Parts are of no use once the job is completed. What stays because this fails goes with the job. */
async function removeParts(held: Assignment, store: ObjectStore, log: Logger): Promise<void> {
  try {
    await store.removeFolder(RESULTS_BUCKET, partsFolder(held.job));
  } catch (error) {
    log.warn("parts not removed", { error });
  }
}

function withFields(log: Logger, fields: Record<string, unknown>): Logger {
  return {
    debug: (message, more) => log.debug(message, { ...fields, ...more }),
    info: (message, more) => log.info(message, { ...fields, ...more }),
    warn: (message, more) => log.warn(message, { ...fields, ...more }),
    error: (message, more) => log.error(message, { ...fields, ...more }),
  };
}

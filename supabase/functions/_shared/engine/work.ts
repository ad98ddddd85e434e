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
import type { Answer, Assignment, Queue, StepReport } from "./queue.ts";
import { JobRun } from "./run.ts";

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

/**
 * Works on one job and, while the budget lasts, on those that wait behind it.
 *
 * @throws {JobError} when the database cannot be told: the lease runs out, and the sweep takes the job up again from its
 * checkpoint. Trouble of ours is no failure of the job; what the database refuses for good is.
 */
export async function work(assignment: Assignment, context: EngineContext): Promise<Outcome> {
  const budget = new InvocationBudget(context.meter, context.limits);
  for (let held: Assignment | null = assignment;;) {
    const { outcome, next } = await workOnOne(held, budget, context);
    if (!next) return outcome;
    held = next;
  }
}

interface Worked {
  readonly outcome: Outcome;
  readonly next?: Assignment | null;
}

async function workOnOne(held: Assignment, budget: InvocationBudget, context: EngineContext): Promise<Worked> {
  const { queue, shutdown } = context;
  const log = withFields(context.log, { job: held.job.id, kind: held.job.kind, attempt: held.job.attempt });
  const lost = new AbortController();
  let run: JobRun | undefined;
  // One at a time, and none that is overtaken: it would take the job back to the stage before.
  let beat: Promise<void> | undefined;
  const heartbeat = setInterval(() => {
    beat ??= queue.checkpoint(held, run?.peek() ?? {})
      .then((answer) => void ("lost" in answer && lost.abort(answer.lost)), () => {})
      .finally(() => beat = undefined);
  }, held.lease_seconds * 1000 / 3);

  const settle = (answer: Answer, outcome: Outcome): Worked => {
    if ("lost" in answer) {
      log.info("lease lost", { reason: answer.lost });
      return { outcome: "lost" };
    }
    return { outcome, next: answer.next ?? null };
  };
  const fail = async (error: unknown, told: StepReport = {}) => {
    if (lost.signal.aborted) return settle({ lost: String(lost.signal.reason) }, "lost");
    const known = error instanceof JobError ? error : unexpected(error);
    const { type, detail, transient, retryAfter } = known;
    const level = error instanceof JobError && type !== "internal" ? "warn" : "error";
    log[level]("step failed", { stage: run?.peek().stage, type, error });
    const report = retryAfter === undefined ? told : { ...told, retry_after: retryAfter };
    return settle(await queue.fail(held, { type, detail }, transient, report), "failed");
  };
  budget.turnTo(held.losses);
  try {
    for (let cursor: Json | undefined = held.cursor ?? undefined;;) {
      const answer = await budget.step(async () => {
        run ??= await openRun(held, budget, lost.signal, log, context);
        return await run.context.pipeline.step(run, cursor);
      }, lost.signal).catch((error: unknown) => ({ error }));
      await beat;

      // No room beside the other jobs of this isolate.
      if (!answer) return settle(await queue.handOn(held, run?.takeReport() ?? {}), "handed-on");
      if ("error" in answer) return await fail(answer.error, run?.peek());
      const report = run!.takeReport("next" in answer ? answer.next : undefined);
      try {
        if ("done" in answer) {
          const another = !shutdown.aborted && budget.allowsAnotherJob();
          return settle(await queue.complete(held, answer.done, report, another), "completed");
        }
        cursor = answer.next;
        if (shutdown.aborted || !budget.allowsAnotherStep()) {
          return settle(await queue.handOn(held, report), "handed-on");
        }
        const kept = await queue.checkpoint(held, report);
        if ("lost" in kept) return settle(kept, "lost");
      } catch (error) {
        if (!isRefusedForGood(error)) throw error;
        return await fail(unexpected(error));
      }
    }
  } finally {
    clearInterval(heartbeat);
    // A step that was given up may still run: its work is void.
    lost.abort("left");
  }
}

/** What a step tells and the database cannot keep (a result that is too large, a character that it has not) it never can. */
function isRefusedForGood(error: unknown): boolean {
  return error instanceof JobError && !error.transient && !["unauthorized", "forbidden"].includes(error.type);
}

/** Loads the pipeline, which is counted as the first step's work. */
async function openRun(
  held: Assignment,
  budget: InvocationBudget,
  signal: AbortSignal,
  log: Logger,
  { store, queue, meter }: EngineContext,
): Promise<JobRun> {
  const pipeline = await loadPipeline(held.job.kind);
  const options = parseOptions(pipeline, held.job.options);
  return new JobRun({ assignment: held, pipeline, options, store, queue, meter, budget, signal, log });
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

function withFields(log: Logger, fields: Record<string, unknown>): Logger {
  return {
    debug: (message, more) => log.debug(message, { ...fields, ...more }),
    info: (message, more) => log.info(message, { ...fields, ...more }),
    warn: (message, more) => log.warn(message, { ...fields, ...more }),
    error: (message, more) => log.error(message, { ...fields, ...more }),
  };
}

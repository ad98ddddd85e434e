/**
 * An end to waiting for a step. Nothing in JavaScript ends work that hangs; what can be ended is that somebody waits for it.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";

/**
 * Waits for `work`, but no longer than `ms` and not beyond `signal`.
 *
 * @throws {JobError} `step_timeout`, transient: what did not answer may do so the next time
 * @throws the signal's reason
 */
export async function within<T>(ms: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const over = Promise.withResolvers<never>();
  const giveUp = () => over.reject(signal?.reason);
  signal?.addEventListener("abort", giveUp);
  const timer = setTimeout(() => over.reject(tooLong(ms)), ms);
  try {
    return await Promise.race([work(), over.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

function tooLong(ms: number): JobError {
  const detail = `A part of the work did not end within ${Math.round(ms / 1000)} seconds and was given up. ` +
    "Try again; if it happens again, report it with the job's id.";
  return new JobError("step_timeout", detail, { transient: true });
}

/**
 * Looks after jobs that fall silent. Realtime does not promise delivery: were the message of a job's end lost on a
 * connection that is well, its bar would stand still for good. So an active job of which nothing is heard for a while is
 * looked at once, and if that tells nothing new, again after twice the time. A job that is heard of is never looked at.
 *
 * @module
 */
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import type { KnownJobs } from "./known_jobs.ts";

const FIRST_WAIT_MS = 30_000;
const LAST_WAIT_MS = 10 * 60_000;

interface Watch {
  wait: number;
  until: number;
}

/** @param look fetches those jobs and makes their news known; throws when the server cannot be reached */
export function watchSilence(
  known: KnownJobs,
  look: (ids: readonly string[]) => Promise<void>,
  firstWaitMs = FIRST_WAIT_MS,
): void {
  const watched = new Map<string, Watch>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  known.watch((id, job) => {
    if (job && isActive(job)) watched.set(id, { wait: firstWaitMs, until: Date.now() + firstWaitMs });
    else watched.delete(id);
    arm();
  });

  function arm(): void {
    clearTimeout(timer);
    if (watched.size === 0) return;
    const next = Math.min(...[...watched.values()].map(({ until }) => until));
    timer = setTimeout(lookAtSilent, Math.max(0, next - Date.now()));
  }

  function lookAtSilent(): void {
    const now = Date.now();
    const silent = [...watched].filter(([, { until }]) => until <= now);
    for (const [, watch] of silent) {
      watch.wait = Math.min(LAST_WAIT_MS, watch.wait * 2);
      watch.until = now + watch.wait;
    }
    arm();
    // Unreachable: the live connection will notice as well, and fetches when it is back.
    if (silent.length > 0) look(silent.map(([id]) => id)).catch(() => {});
  }
}

function isActive(job: Job): boolean {
  return job.status === "queued" || job.status === "processing";
}

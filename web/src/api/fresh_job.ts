/**
 * Fetching a job with its files, not older than what was heard of it.
 *
 * News come out of the write-ahead log, and there a change stands a moment before other connections see it: what is
 * fetched upon a message may be what was before it. The row is put right by its version; files have none.
 *
 * @module
 */
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import type { JobWithFiles } from "./jobs.ts";
import type { KnownJobs } from "./known_jobs.ts";

const MOST_TRIES = 6;
/** Before the second try; twice as long before each further one. */
const FIRST_PAUSE_MS = 40;

/** @param fetch asks the server */
export function freshJob(
  id: string,
  known: KnownJobs,
  fetch: () => Promise<JobWithFiles | null>,
): Promise<JobWithFiles | null> {
  // Whatever is heard from now on is fetched after this.
  const heard = known.get(id);
  return notBehind(fetch, (job) => !known.isDeleted(id) && isBehind(job, heard));
}

/** Asks until the answer is as new as the news, or for a second. */
export async function notBehind<Answer>(
  fetch: () => Promise<Answer>,
  isBehind: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tries = 1;; tries++) {
    const answer = await fetch();
    if (!isBehind(answer) || tries === MOST_TRIES) return answer;
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (tries - 1)));
  }
}

/** Whether a turning point was heard of at which files change; see `fetchDetails`. */
function isBehind(job: Job | null, heard: Job | undefined): boolean {
  if (!heard) return false;
  if (!job) return true;
  return heard.version > job.version &&
    (heard.status !== job.status || heard.attempt !== job.attempt || heard.processed_files !== job.processed_files);
}

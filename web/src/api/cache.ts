/**
 * What the pages show: react-query's cache, in which lists and job pages agree with {@link KnownJobs} at any moment.
 * A list is what was fetched, plus the news since: so one job's move needs no refetching, and an answer that was under
 * way while news came in does not undo it.
 *
 * @module
 */
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import type { JobCursor, JobFilter, JobPage, JobWithFiles } from "./jobs.ts";
import type { KnownJobs } from "./known_jobs.ts";

export const keys = {
  all: ["jobs"] as const,
  lists: ["jobs", "list"] as const,
  list: (filter: JobFilter) => ["jobs", "list", filter] as const,
  job: (id: string) => ["jobs", "one", id] as const,
  events: (id: string) => ["jobs", "events", id] as const,
};

export type JobList = InfiniteData<JobPage, JobCursor | null>;

/** Brings every list, and the job's own page, up to date with what is known. */
export function showNews(client: QueryClient, known: KnownJobs, id: string): void {
  for (const [key, list] of client.getQueriesData<JobList>({ queryKey: keys.lists })) {
    if (list) client.setQueryData<JobList>(key, upToDateList(list, key[2] as JobFilter, known));
  }
  client.setQueryData<JobWithFiles | null>(keys.job(id), (job) => job === undefined ? job : upToDateJob(job, known));
}

/** A message carries the row alone; a job's files and timeline change at its turning points and are fetched then. */
export function fetchDetails(client: QueryClient, job: Job, before: Job | undefined): void {
  const turned = before?.status !== job.status || before.attempt !== job.attempt;
  if (turned) void client.invalidateQueries({ queryKey: keys.job(job.id) });
  else if (before.processed_files !== job.processed_files) fetchAfterwards(client, keys.job(job.id));
  if (turned || before.stage !== job.stage) void client.invalidateQueries({ queryKey: keys.events(job.id) });
}

/** What is being fetched because of news, and whether there have been more since. */
const fetching = new Map<string, { isLate: boolean }>();

/**
 * Fetches again, once what is being fetched has come: each of 200 files that are done is news, and where fetches take
 * longer than the next news, none that news stop would ever come to its end.
 */
function fetchAfterwards(client: QueryClient, queryKey: ReturnType<typeof keys.job>): void {
  const [, , id] = queryKey, under = fetching.get(id);
  if (under) {
    under.isLate = true;
    return;
  }
  // What the page itself is fetching may be from before these news.
  const state = { isLate: client.isFetching({ queryKey }) > 0 };
  fetching.set(id, state);
  void client.invalidateQueries({ queryKey }, { cancelRefetch: false }).finally(() => {
    fetching.delete(id);
    if (state.isLate) fetchAfterwards(client, queryKey);
  });
}

export function upToDateJob(job: JobWithFiles | null, known: KnownJobs): JobWithFiles | null {
  return job && !known.isDeleted(job.id) ? { ...job, ...newest(job, known) } : null;
}

/** The list with the newest versions, without what is deleted or no longer passes the filter, with what now does. */
export function upToDateList(list: JobList, filter: JobFilter, known: KnownJobs): JobList {
  const listed = new Map(list.pages.flatMap((page) => page.jobs).map((job) => [job.id, job]));
  const end = list.pages.at(-1)?.next;
  for (const job of known.news()) {
    if (!end || job.created_at > end.created_at) listed.set(job.id, job);
  }
  const jobs = [...listed.values()].map((job) => newest(job, known))
    .filter((job) => !known.isDeleted(job.id) && passes(job, filter))
    .sort((a, b) => a.created_at === b.created_at ? (a.id < b.id ? 1 : -1) : a.created_at < b.created_at ? 1 : -1);
  return { ...list, pages: list.pages.map((page, index) => ({ ...page, jobs: index === 0 ? jobs : [] })) };
}

function newest(job: Job, known: KnownJobs): Job {
  const heard = known.get(job.id);
  return heard && heard.version > job.version ? heard : job;
}

function passes(job: Job, filter: JobFilter): boolean {
  const hasText = job.title.toLowerCase().includes(filter.text?.toLowerCase() ?? "");
  return hasText && (filter.status ?? job.status) === job.status && (filter.kind ?? job.kind) === job.kind;
}

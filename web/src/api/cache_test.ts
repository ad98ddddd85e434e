import assert from "node:assert/strict";
import type { Job } from "../../../supabase/functions/_shared/jobs/job.ts";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { fetchDetails, type JobList, keys, upToDateJob, upToDateList } from "./cache.ts";
import type { JobCursor, JobFilter } from "./jobs.ts";
import { KnownJobs } from "./known_jobs.ts";
import { aJob } from "./testing.ts";

const at = (minute: number) => `2026-11-01T10:${String(minute).padStart(2, "0")}:00Z`;
const listOf = (jobs: Job[], next: JobCursor | null = null): JobList => ({
  pages: [{ jobs, next }],
  pageParams: [null],
});

function titles(list: JobList, known: KnownJobs, filter: JobFilter = {}): string[] {
  return upToDateList(list, filter, known).pages.flatMap((page) => page.jobs).map((job) => job.title);
}

Deno.test("a job that was created since the list was fetched stands at its place", () => {
  const known = new KnownJobs();
  known.hear(aJob({ title: "new", created_at: at(5) }));
  const list = listOf([aJob({ title: "newest", created_at: at(9) }), aJob({ title: "old", created_at: at(1) })]);
  assert.deepEqual(titles(list, known), ["newest", "new", "old"]);
});

Deno.test("news of a job further down than what was fetched waits for its page", () => {
  const known = new KnownJobs();
  known.hear(aJob({ title: "ancient", created_at: at(0) }));
  const last = aJob({ title: "last fetched", created_at: at(3) });
  assert.deepEqual(titles(listOf([last], last), known), ["last fetched"]);
});

Deno.test("an answer that was under way does not undo newer news", () => {
  const known = new KnownJobs();
  const job = aJob({ version: 1, progress: 0.1 });
  known.hear({ ...job, version: 4, progress: 0.4 });
  assert.equal(upToDateList(listOf([job]), {}, known).pages[0]?.jobs[0]?.progress, 0.4);
});

Deno.test("a job leaves a filtered list when it no longer passes, and enters when it does", () => {
  const known = new KnownJobs();
  const leaving = aJob({ title: "leaving", status: "processing" });
  const entering = aJob({ title: "entering", status: "processing" });
  known.hear({ ...leaving, version: 2, status: "completed" });
  known.hear(entering);
  assert.deepEqual(titles(listOf([leaving]), known, { status: "processing" }), ["entering"]);
});

Deno.test("the text filter looks at titles, whatever their case", () => {
  const known = new KnownJobs();
  known.hear(aJob({ title: "Ascot.pdf" }));
  known.hear(aJob({ title: "York.pdf" }));
  assert.deepEqual(titles(listOf([]), known, { text: "ascot" }), ["Ascot.pdf"]);
});

Deno.test("a deleted job leaves its lists and its page", () => {
  const known = new KnownJobs();
  const job = aJob({});
  known.forget(job.id);
  assert.deepEqual(titles(listOf([job]), known), []);
  assert.equal(upToDateJob({ ...job, files: [] }, known), null);
});

Deno.test("after messages were missed, what was heard before proves nothing", () => {
  const known = new KnownJobs();
  known.hear(aJob({ title: "deleted while nobody listened" }));
  known.startOver();
  assert.deepEqual(titles(listOf([]), known), []);
});

Deno.test("news that come faster than a job can be fetched stop no fetch, and the last of them is fetched", async () => {
  const client = new QueryClient();
  let job = { ...aJob({ status: "processing" }), files: [] };
  const answers: (() => void)[] = [];
  let stopped = 0;
  const observer = new QueryObserver(client, {
    queryKey: keys.job(job.id),
    queryFn: ({ signal }) => {
      signal.addEventListener("abort", () => stopped++);
      const { promise, resolve } = Promise.withResolvers<Job>();
      answers.push(() => resolve(job));
      return promise;
    },
  });
  const shown: number[] = [];
  const leave = observer.subscribe(({ data }) => data && shown.push(data.processed_files));
  for (let done = 1; done <= 5; done++) {
    const before = job;
    job = { ...job, processed_files: done, version: done + 1 };
    fetchDetails(client, job, before);
  }
  while (shown.at(-1) !== 5 || client.isFetching() > 0) {
    answers.splice(0).forEach((answer) => answer());
    await new Promise((resolve) => setTimeout(resolve));
  }
  assert.deepEqual([stopped, answers.length], [0, 0]);
  leave();
  client.clear();
});

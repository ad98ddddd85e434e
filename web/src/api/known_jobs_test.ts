import assert from "node:assert/strict";
import { KnownJobs } from "./known_jobs.ts";
import { aJob } from "./testing.ts";

Deno.test("an older version never replaces a newer one", () => {
  const known = new KnownJobs();
  const newer = aJob({ version: 7, progress: 0.7 });
  known.hear(newer);
  assert.equal(known.see({ ...newer, version: 6, progress: 0.5 }), false);
  assert.equal(known.get(newer.id)?.progress, 0.7);
});

Deno.test("a deleted job does not come back with a late answer", () => {
  const known = new KnownJobs();
  const job = aJob({});
  known.see(job);
  known.forget(job.id);
  assert.equal(known.see({ ...job, version: 2 }), false);
  assert.equal(known.get(job.id), undefined);
  assert.equal(known.isDeleted(job.id), true);
});

Deno.test("watchers are told of a change once, with what was before", () => {
  const known = new KnownJobs();
  const seen: [string | undefined, string | undefined][] = [];
  known.watch((_id, job, before) => seen.push([before?.status, job?.status]));
  const job = aJob({});
  known.see(job);
  known.see(job);
  known.hear({ ...job, version: 2, status: "completed" });
  known.forget(job.id);
  assert.deepEqual(seen, [[undefined, "queued"], ["queued", "completed"], ["completed", undefined]]);
});

Deno.test("active jobs are those queued or processing", () => {
  const known = new KnownJobs();
  const [queued, running, done] = [aJob({}), aJob({ status: "processing" }), aJob({ status: "completed" })];
  [queued, running, done].forEach((job) => known.see(job));
  assert.deepEqual(known.active(), [queued, running]);
  known.forget(running.id);
  assert.deepEqual(known.active(), [queued]);
});

Deno.test("starting over drops the news and keeps the versions", () => {
  const known = new KnownJobs();
  const job = aJob({ version: 3 });
  known.hear(job);
  known.startOver();
  assert.deepEqual(known.news(), []);
  assert.equal(known.see({ ...job, version: 2 }), false);
});

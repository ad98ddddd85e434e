import assert from "node:assert/strict";
import { KnownJobs } from "./known_jobs.ts";
import { watchSilence } from "./silence.ts";
import { aJob } from "./testing.ts";

Deno.test("an active job that falls silent is looked at, and what is found becomes known", async () => {
  const known = new KnownJobs();
  const job = aJob({ status: "processing" });
  const { promise: looked, resolve } = Promise.withResolvers<readonly string[]>();
  watchSilence(known, (ids) => {
    known.see({ ...job, version: 2, status: "completed" });
    resolve(ids);
    return Promise.resolve();
  }, 20);
  known.hear(job);
  assert.deepEqual(await looked, [job.id]);
  assert.deepEqual(known.active(), []);
});

Deno.test("a job that is heard of, and one that has ended, are left alone", async () => {
  const known = new KnownJobs();
  const [talking, ended, silent] = [aJob({ status: "processing" }), aJob({ status: "failed" }), aJob({})];
  const { promise: looked, resolve } = Promise.withResolvers<readonly string[]>();
  watchSilence(known, (ids) => Promise.resolve(resolve(ids)), 60);
  [talking, ended, silent].forEach((job) => known.hear(job));
  let version = 1;
  const talk = setInterval(() => known.hear({ ...talking, version: ++version }), 10);
  assert.deepEqual(await looked, [silent.id]);
  clearInterval(talk);
  [talking, silent].forEach((job) => known.forget(job.id));
});

import assert from "node:assert/strict";
import { freshJob } from "./fresh_job.ts";
import type { JobWithFiles } from "./jobs.ts";
import { KnownJobs } from "./known_jobs.ts";
import { aJob } from "./testing.ts";

const before: JobWithFiles = { ...aJob({ status: "processing", version: 4 }), files: [] };
const after: JobWithFiles = { ...before, status: "completed", version: 5 };

/** A server that gives these answers, the last one again and again. */
function serverOf(...answers: (JobWithFiles | null)[]) {
  let asked = 0;
  return {
    asked: () => asked,
    fetch: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)]!),
  };
}

Deno.test("an answer from before the end that was heard of is asked for again", async () => {
  const known = new KnownJobs();
  known.hear(after);
  const server = serverOf(before, before, after);
  assert.equal((await freshJob(before.id, known, server.fetch))?.status, "completed");
  assert.equal(server.asked(), 3);
});

Deno.test("a job that was heard of and is not seen yet is asked for again; one that is deleted is not", async () => {
  const known = new KnownJobs();
  known.hear(before);
  assert.equal((await freshJob(before.id, known, serverOf(null, before).fetch))?.version, 4);
  known.forget(before.id);
  const server = serverOf(null);
  assert.equal(await freshJob(before.id, known, server.fetch), null);
  assert.equal(server.asked(), 1);
});

Deno.test("mere progress since the answer is no reason to ask again, and nobody is asked for ever", async () => {
  const known = new KnownJobs();
  known.hear({ ...before, version: 9, progress: 0.7 });
  const moving = serverOf(before);
  await freshJob(before.id, known, moving.fetch);
  assert.equal(moving.asked(), 1);
  known.hear({ ...after, version: 10 });
  const stuck = serverOf(before);
  assert.equal((await freshJob(before.id, known, stuck.fetch))?.version, 4);
  assert.ok(stuck.asked() < 10);
});

import assert from "node:assert/strict";
import { JobError } from "../jobs/errors.ts";
import type { Rpc } from "../platform/rpc.ts";
import { Completions } from "./completions.ts";
import type { Assignment } from "./queue.ts";

const held = (id: string) => ({ job: { id }, token: `token of ${id}` }) as Assignment;

/** The other side of the calls: answers those that are let through, and keeps account of them. */
function fakeRpc(answer: (ids: string[], call: number) => void = () => {}) {
  const calls: string[][] = [];
  const rpc = (async (_name: string, { p_jobs }: { p_jobs: { job_id: string }[] }) => {
    const ids = p_jobs.map((each) => each.job_id);
    calls.push(ids);
    await Promise.resolve();
    answer(ids, calls.length);
    return ids.map((id) => ({ ok: true, next: held(`after ${id}`) }));
  }) as Rpc;
  return { rpc, calls };
}

Deno.test("a job that is alone is completed at once; those done meanwhile go into the next call together", async () => {
  const { rpc, calls } = fakeRpc();
  const completions = new Completions(rpc);
  const answers = await Promise.all(["a", "b", "c"].map((id) => completions.add(held(id), {}, {}, true)));
  assert.deepEqual(calls, [["a"], ["b", "c"]]);
  assert.deepEqual(answers.map((each) => "ok" in each && each.next?.job.id), ["after a", "after b", "after c"]);
});

Deno.test("a call that broke off is made once more, and then each of its jobs is told", async () => {
  const lost = new JobError("database_unavailable", "The database does not answer.", { transient: true });
  const once = fakeRpc((_ids, call) => {
    if (call === 1) throw lost;
  });
  assert.ok("ok" in await new Completions(once.rpc).add(held("a"), {}, {}, false));
  assert.deepEqual(once.calls, [["a"], ["a"]]);

  const ever = fakeRpc(() => {
    throw lost;
  });
  const completions = new Completions(ever.rpc);
  const ends = await Promise.allSettled(["a", "b"].map((id) => completions.add(held(id), {}, {}, false)));
  assert.deepEqual(ends.map((each) => each.status), ["rejected", "rejected"]);
  assert.deepEqual(ever.calls, [["a"], ["a"], ["b"], ["b"]]);
});

Deno.test("of jobs completed together only the one that is refused is told so", async () => {
  const { rpc, calls } = fakeRpc((ids) => {
    if (ids.includes("bad")) throw new JobError("database_error", "The result is too large.");
  });
  const completions = new Completions(rpc);
  const ids = ["first", "good", "bad", "better"];
  const ends = await Promise.allSettled(ids.map((id) => completions.add(held(id), {}, {}, false)));
  assert.deepEqual(ends.map((each) => each.status), ["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(calls, [["first"], ["good", "bad", "better"], ["good"], ["bad"], ["better"]]);
});

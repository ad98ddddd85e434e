/** Several jobs at a time: taken fairly, completed each by itself, told of together. */
import assert from "node:assert/strict";
import { createPostgresRpc } from "../../../scripts/worker/rpc_postgres.ts";
import type { Answer, Assignment } from "../../functions/_shared/engine/queue.ts";
import { testKind } from "./support.ts";

const countBy = (owners: string[]) =>
  Object.fromEntries(Object.entries(Object.groupBy(owners, (o) => o)).map(([o, all]) => [o, all!.length]));

Deno.test("jobs taken together are dealt out in turn, to those with fewer running first", async () => {
  await using test = await testKind();
  const [one, two, three] = [await test.owner(), await test.owner(), await test.owner()];
  for (const owner of [one, two, three]) await test.add(owner, 20);
  assert.deepEqual(countBy((await test.claim(6)).map((each) => each.job.owner)), { [one]: 2, [two]: 2, [three]: 2 });
  const late = await test.owner();
  await test.add(late, 20);
  assert.deepEqual(
    countBy((await test.claim(5)).map((each) => each.job.owner))[late],
    3,
    "until it has as many running",
  );
});

Deno.test("jobs taken together go by priority, then by age, and never beyond an owner's limit", async () => {
  await using test = await testKind({ max_running: 10, max_per_owner: 4 });
  const owner = await test.owner();
  const older = await test.add(owner, 3);
  const [urgent] = await test.add(owner, 1, 9);
  await test.add(owner, 3);
  assert.deepEqual((await test.claim(10)).map((each) => each.job.id), [urgent, ...older]);
  assert.deepEqual(await test.claim(10), []);
});

Deno.test("of jobs completed together each has its own answer, and one lost lease keeps no other from completing", async () => {
  await using test = await testKind();
  const rpc = createPostgresRpc(test.sql);
  await test.add(await test.owner(), 5);
  const held = await test.claim(3);
  const entry = ({ job, token }: Assignment, next: boolean) => ({
    job_id: job.id,
    token,
    result: { of: job.id },
    step: {},
    next,
  });
  const forged = { ...held[1]!, token: crypto.randomUUID() };
  const answers = await rpc<Answer[]>("complete_jobs", {
    p_jobs: [entry(held[0]!, true), entry(forged, true), entry(held[2]!, false)],
  });
  assert.deepEqual(answers.map((each) => "lost" in each ? each.lost : Boolean(each.next)), [true, "superseded", false]);
  assert.deepEqual(await Promise.all(held.map((each) => test.status(each.job.id))), [
    "completed",
    "processing",
    "completed",
  ]);
  const rows = await test.sql`select id, result from public.jobs where kind = ${test.kind} and status = 'completed'`;
  for (const row of rows) assert.equal(row.result.of, row.id);
  const again = await rpc<Answer[]>("complete_jobs", { p_jobs: held.map((each) => entry(each, true)) });
  assert.deepEqual(again.map((each) => "lost" in each && each.lost), ["completed", false, "completed"]);
});

Deno.test("what the database refuses of one job does not keep the jobs beside it from completing", async () => {
  await using test = await testKind();
  await test.add(await test.owner(), 4);
  const held = await test.claim(4);
  const tooLarge = { text: Array.from({ length: 4000 }, () => crypto.randomUUID()).join() };
  const ends = await Promise.allSettled(
    held.map((each, n) => test.queue.complete(each, n === 2 ? tooLarge : {}, {}, false)),
  );
  assert.deepEqual(ends.map((each) => each.status), ["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  assert.equal(await test.status(held[2]!.job.id), "processing");
});

Deno.test("who completes jobs takes over his slots, but no more of them than a lowered limit allows", async () => {
  await using test = await testKind({ max_running: 6 });
  await test.add(await test.owner(), 30);
  const running = async () =>
    (await test.sql`select count(*)::int as n from queue.leases where kind = ${test.kind}`)[0]!.n;
  const together = async (held: Assignment[]) => {
    const answers = await Promise.all(held.map((each) => test.queue.complete(each, {}, {}, true)));
    return answers.flatMap((each) => "ok" in each && each.next ? [each.next] : []);
  };
  let held = await together(await test.claim(6));
  assert.equal(held.length, 6);
  await test.sql`update queue.kinds set max_running = 2 where kind = ${test.kind}`;
  held = await together(held);
  assert.equal(held.length, 2);
  assert.equal(await running(), 2);
  await test.sql`update queue.kinds set max_running = 3 where kind = ${test.kind}`;
  assert.equal((await test.claim(5)).length, 1);
  held = await together(held);
  assert.equal(await running(), 3);
});

Deno.test("an owner's jobs that change together are one message, or a few that fit", async () => {
  await using test = await testKind();
  const [one, two] = [await test.owner(), await test.owner()];
  await test.add(one, 30);
  await test.add(two, 1);
  const told = async (owner: string) => {
    const rows = await test.sql`
      select event, payload, pg_column_size(payload) as size from realtime.messages where topic = ${
      "jobs:" + owner
    } order by inserted_at`;
    await test.sql`delete from realtime.messages where topic = ${"jobs:" + owner}`;
    return rows;
  };
  const [added] = await told(one);
  assert.equal(added!.event, "jobs");
  assert.equal(added!.payload.jobs.length, 30);
  assert.ok(!("notify" in added!.payload.jobs[0]));
  assert.deepEqual((await told(two)).map((row) => row.event), ["job"], "one alone is told of as ever");

  const bulky = { text: Array.from({ length: 800 }, () => crypto.randomUUID()).join() };
  await test.sql`update public.jobs set result = ${test.sql.json(bulky)} where owner = ${one}`;
  const parts = await told(one);
  assert.equal(new Set(parts.flatMap((row) => row.payload.jobs.map((job: { id: string }) => job.id))).size, 30);
  assert.ok(parts.length > 1 && parts.every((row) => row.size < 200_000), parts.map((row) => row.size).join());
});

Deno.test("compacting the queue's tables loses no job and no lease, and takes dead rows behind an open transaction away", async () => {
  await using test = await testKind();
  await test.add(await test.owner(), 600);
  const [sitting, working] = [await test.sql.reserve(), await test.sql.reserve()];
  const rpc = createPostgresRpc(working);
  const claim = (limit: number) => rpc<Assignment[]>("claim_jobs", { p_kinds: [test.kind], p_limit: limit });
  const complete = (held: Assignment[]) =>
    rpc("complete_jobs", { p_jobs: held.map(({ job, token }) => ({ job_id: job.id, token, result: {}, step: {} })) });
  const size = async () => (await working`select pg_relation_size('queue.leases')::int as n`)[0]!.n;
  try {
    await sitting`begin isolation level repeatable read`;
    await sitting`select count(*) from public.jobs`;
    for (let done = 0; done < 500; done += 50) await complete(await claim(50));
    const held = await claim(1);
    const before = await size();
    // What one session has done is told to others at the end of a transaction, once a second unless it is told to.
    await working`select pg_stat_force_next_flush()`;
    await working`select public.compact_queue()`;
    assert.ok(await size() < before / 2, `${await size()} of ${before} bytes`);
    await complete(held);
    assert.equal(await test.status(held[0]!.job.id), "completed");
    assert.equal((await claim(200)).length, 99);
  } finally {
    await sitting`rollback`;
    sitting.release();
    working.release();
  }
});

Deno.test("workers behind the API are woken by an owner's first waiting job, and not by those behind it", async () => {
  await using test = await testKind();
  const [one, two] = [await test.owner(), await test.owner()];
  const calls = async () => {
    const [row] = await test.sql`
      select count(*)::int as n from realtime.messages where topic = 'queue' and payload ->> 'kind' = ${test.kind}`;
    return row!.n;
  };
  await test.add(one);
  await test.add(one, 5);
  assert.equal(await calls(), 1);
  await test.add(two);
  assert.equal(await calls(), 2, "one owner's jobs may be waiting for his limit while another's could begin");
  assert.equal((await test.claim(10)).length, 7);
  await test.add(one);
  assert.equal(await calls(), 3);
});

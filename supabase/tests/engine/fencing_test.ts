/** Who may change a job: only the one who holds its lease. */
import assert from "node:assert/strict";
import { isLost, testKind } from "./support.ts";

const anError = { type: "x", detail: "It went wrong." };

Deno.test("a door-bell rung five times has one effect", async () => {
  await using test = await testKind({ target: "edge" });
  const { add, owner, sql, queue } = test;
  const [id] = await add(await owner());
  const [bell] = await sql`select token from queue.leases where job_id = ${id!}`;
  const answers = await Promise.all(Array.from({ length: 5 }, () => queue.begin(id!, bell!.token)));
  assert.equal(answers.filter(Boolean).length, 1);
  const [job] = await sql`select attempt from public.jobs where id = ${id!}`;
  assert.equal(job!.attempt, 1);
});

Deno.test("a forged token changes nothing", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, status, sql } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  const forged = { ...held!, token: crypto.randomUUID() };
  const before = await sql`select * from public.jobs where id = ${id!}`;
  assert.ok(isLost(await queue.checkpoint(forged, { cursor: 7, progress: 0.5 })));
  assert.ok(isLost(await queue.handOn(forged, {})));
  assert.ok(isLost(await queue.complete(forged, {}, {}, false)));
  assert.ok(isLost(await queue.fail(forged, anError, false, {})));
  assert.deepEqual(await sql`select * from public.jobs where id = ${id!}`, before);
  assert.equal(await status(id!), "processing");
});

Deno.test("a zombie whose lease ran out is refused, and its successor completes the job", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, status } = test;
  const [id] = await add(await owner());
  const [zombie] = await claim();
  await queue.checkpoint(zombie!, { cursor: { page: 5 } });
  await sql`update queue.leases set leased_until = now() - interval '1 second' where job_id = ${id!}`;
  await sql`select queue.sweep()`;
  const [successor] = await claim();
  assert.equal(successor!.job.id, id);
  assert.deepEqual(successor!.cursor, { page: 5 });
  assert.equal(successor!.job.attempt, 1, "a lost worker is no failed attempt");
  assert.deepEqual(await queue.complete(zombie!, { by: "zombie" }, {}, false), { lost: "superseded" });
  assert.ok(!isLost(await queue.complete(successor!, { by: "successor" }, {}, false)));
  assert.equal(await status(id!), "completed");
  const [job] = await sql`select result from public.jobs where id = ${id!}`;
  assert.deepEqual(job!.result, { by: "successor" });
});

Deno.test("a token is good for one begin: a hand-on makes it worthless", async () => {
  await using test = await testKind({ target: "edge" });
  const { add, owner, sql, queue } = test;
  const [id] = await add(await owner());
  const [bell] = await sql`select token from queue.leases where job_id = ${id!}`;
  const held = await queue.begin(id!, bell!.token);
  await queue.handOn(held!, { cursor: 1 });
  assert.equal(await queue.begin(id!, bell!.token), null);
  assert.equal(await queue.begin(id!, held!.token), null);
  assert.ok(isLost(await queue.checkpoint(held!, {})));
});

Deno.test("a deleted job refuses its worker", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  await sql`delete from public.jobs where id = ${id!}`;
  assert.deepEqual(await queue.checkpoint(held!, {}), { lost: "deleted" });
  assert.deepEqual(await queue.complete(held!, {}, {}, false), { lost: "deleted" });
  for (const table of ["leases", "waiting", "delayed", "checkpoints"]) {
    const [row] = await sql`select count(*)::int as n from ${sql("queue." + table)} where job_id = ${id!}`;
    assert.equal(row!.n, 0, table);
  }
});

Deno.test("cancel racing complete leaves one terminal status, a thousand times", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, kind } = test;
  const me = await owner();
  await add(me, 1000);
  const held = await claim(1000);
  const cancel = (id: string) =>
    sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: me })}, true)`;
      await tx`select cancel_job(${id})`;
      return true;
    }).catch((error) => {
      assert.equal(error.detail, "invalid_state", error.message);
      return false;
    });
  let cancelled = 0;
  for (let i = 0; i < held.length; i += 50) {
    await Promise.all(
      held.slice(i, i + 50).map(async (job, n) => {
        const race = [() => cancel(job.job.id), () => queue.complete(job, {}, {}, false)] as const;
        const [first, second] = n % 2 ? [race[1](), race[0]()] : [race[0](), race[1]()];
        const answers = await Promise.all([first, second]);
        const wasCancelled = answers.includes(true);
        const wasCompleted = answers.some((answer) => typeof answer === "object" && "ok" in answer);
        assert.notEqual(wasCancelled, wasCompleted, "one of the two wins");
        if (wasCancelled) cancelled++;
      }),
    );
  }
  const rows = await sql`select status, count(*)::int as n from public.jobs where kind = ${kind} group by status`;
  const counts = Object.fromEntries(rows.map((row) => [row.status, row.n]));
  assert.equal(counts.cancelled ?? 0, cancelled);
  assert.equal((counts.completed ?? 0) + cancelled, 1000);
  const events = await sql`
    select count(*)::int as n from public.job_events e join public.jobs j on j.id = e.job_id
    where j.kind = ${kind} and e.type in ('completed', 'cancelled')`;
  assert.equal(events[0]!.n, 1000);
});

/** Where a lane begins: jobs long gone cost nothing, and no job that waits is passed over. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Assignment } from "../../functions/_shared/engine/queue.ts";
import { type TestKind, testKind } from "./support.ts";

/** Jobs that stand before the head of their lane, where nobody would find them. */
async function passedOver({ sql, kind }: TestKind): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from queue.waiting w join queue.heads h using (kind, owner)
    where w.kind = ${kind} and queue.place(w.priority, w.seq) < h.place`;
  return row!.n;
}

Deno.test("behind a session idle in a transaction the next job is found without walking over those that are done", async () => {
  await using test = await testKind();
  const me = await test.owner();
  await test.add(me, 4000);
  const [sitting, working] = [await test.sql.reserve(), await test.sql.reserve()];
  /** @returns the pages that the server looks at to find the next job, by its own count */
  const look = async () => {
    const pages = [];
    for (let i = 0; i < 3; i++) {
      const [row] = await working`
        explain (analyze, buffers, format json)
        select queue.next_of_lanes(${test.kind}, 1, 10)`;
      const { Plan: plan } = row!["QUERY PLAN"][0];
      pages.push(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]);
    }
    return Math.min(...pages);
  };
  const goOn = async () => {
    const [row] = await working`select public.claim_jobs(array[${test.kind}], 50) as jobs`;
    const done = row!.jobs.map(({ job, token }: Assignment) => ({ job_id: job.id, token, result: {}, step: {} }));
    await working`select public.complete_jobs(${working.json(done)})`;
  };
  try {
    await goOn();
    await working`select queue.raise_heads()`;
    const before = await look();
    await sitting`begin isolation level repeatable read`;
    await sitting`select pg_current_xact_id(), count(*) from public.jobs`;
    for (let done = 0; done < 2000; done += 50) await goOn();
    await working`select pg_stat_force_next_flush()`;
    await working`select queue.compact('queue.leases', 20), queue.compact('queue.lanes', 20)`;
    const walking = await look();
    assert.ok(walking > 4 * before, `${walking} pages against ${before}: the dead rows were to be in the way`);
    await working`select queue.raise_heads()`;
    const after = await look();
    assert.ok(after < 1.5 * before, `${after} pages against ${before}`);
  } finally {
    await sitting`rollback`;
    sitting.release();
    working.release();
  }
});

const Action = fc.oneof(
  fc.record({
    what: fc.constant("add" as const),
    amount: fc.integer({ min: 1, max: 4 }),
    priority: fc.integer({ min: -2, max: 2 }),
  }),
  fc.record({ what: fc.constant("claim" as const), amount: fc.integer({ min: 1, max: 4 }) }),
  ...(["raise", "raise", "complete", "fail", "due", "hand on", "sweep"] as const)
    .map((what) => fc.record({ what: fc.constant(what) })),
);

Deno.test("on no walk do heads pass a job over or change the order in which jobs are given out", async () => {
  await using test = await testKind({ max_attempts: 100 });
  const { sql, kind, add, claim, queue } = test;
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(Action, { minLength: 15, maxLength: 40 }), async (walk) => {
      const [me, other] = [await test.owner(), await test.owner()];
      const held: Assignment[] = [];
      for (const action of walk) {
        if (action.what === "add") await add(me, action.amount, action.priority);
        else if (action.what === "claim") {
          // The next of a lane, by all of its rows.
          const rows = await sql`
            select job_id from queue.waiting where kind = ${kind} and owner = ${me}
            order by priority desc, seq limit ${action.amount}`;
          const taken = await claim(action.amount);
          assert.deepEqual(taken.map((each) => each.job.id), rows.map((row) => row.job_id));
          held.push(...taken);
          claims += taken.length;
        } else if (action.what === "raise") await sql`select queue.raise_heads()`;
        else if (action.what === "sweep") await sql`select queue.sweep()`;
        else if (action.what === "due") {
          await sql`update queue.delayed set run_at = now() where job_id in (select id from public.jobs where kind = ${kind})`;
          await sql`select queue.sweep()`;
        } else if (action.what === "complete" && held[0]) await queue.complete(held.shift()!, {}, {}, false);
        else if (action.what === "fail" && held[0]) {
          await queue.fail(held.shift()!, { type: "t", detail: "d" }, true, {});
        } else if (action.what === "hand on" && held[0]) {
          await queue.handOn(held.shift()!, { cursor: 1 });
        }
        assert.equal(await passedOver(test), 0, action.what);
      }
      await sql`delete from public.jobs where owner = any (${[me, other]})`;
    }),
    { numRuns: 60 },
  );
  assert.ok(claims > 100, `${claims} jobs were claimed`);
});

Deno.test("while many add jobs of all priorities and others take them, heads that rise all the time lose none", async () => {
  await using test = await testKind();
  const { sql, kind, add, owner, claim, anotherQueue } = test;
  const owners = await Promise.all(Array.from({ length: 3 }, owner));
  const wanted = new Set<string>();
  const taken: string[] = [];
  // So that there is a head to stand before.
  for (const each of owners) for (const id of await add(each, 300, -2)) wanted.add(id);
  let [adding, raised] = [true, 0];
  const adders = owners.flatMap((each) => [each, each]).map(async (each, nth) => {
    for (let i = 0; i < 60; i++) for (const id of await add(each, 2, (i * 7 + nth) % 5 - 2)) wanted.add(id);
  });
  const taker = async () => {
    const queue = anotherQueue();
    for (;;) {
      const last = !adding;
      const jobs = await claim(3);
      if (jobs.length === 0 && last) return;
      for (const job of jobs) {
        taken.push(job.job.id);
        await queue.complete(job, {}, {}, false);
      }
    }
  };
  const raiser = async () => {
    while (adding) {
      await sql`select queue.raise_heads()`;
      raised++;
      assert.equal(await passedOver(test), 0);
    }
  };
  const others = [taker(), taker(), taker(), raiser()];
  await Promise.all(adders);
  adding = false;
  await Promise.all(others);
  assert.ok(raised > 5, `heads were raised ${raised} times`);
  assert.equal(taken.length, wanted.size);
  assert.deepEqual(new Set(taken), wanted);
  const [left] = await sql`select count(*)::int as n from queue.waiting where kind = ${kind}`;
  assert.equal(left!.n, 0);
});

Deno.test("a job added before a head that its transaction could not see is found when the heads are looked over", async () => {
  await using test = await testKind();
  const { sql, kind, add, owner, claim } = test;
  const me = await owner();
  await add(me, 3);
  const session = await sql.reserve();
  try {
    await session`begin isolation level repeatable read`;
    await session`select count(*) from public.jobs`;
    await sql`select queue.raise_heads()`;
    await session`insert into public.jobs (owner, kind, title, priority) values (${me}, ${kind}, 'urgent', 9)`;
    await session`commit`;
  } finally {
    session.release();
  }
  assert.equal(await passedOver(test), 1);
  await sql`select queue.drop_false_heads()`;
  assert.equal(await passedOver(test), 0);
  assert.equal((await claim())[0]!.job.title, "urgent");
});

Deno.test("putting a job in looks at the head of its owner's lane and at no other", async () => {
  await using test = await testKind();
  const { sql, kind } = test;
  const [id] = await test.add(await test.owner());
  const working = await sql.reserve();
  /** @returns the pages that the server looks at to put the job in once more */
  const pages = async () => {
    await working`delete from queue.waiting where job_id = ${id!}`;
    const [row] = await working`explain (analyze, buffers, format json) select queue.add(array[${id!}::uuid])`;
    const { Plan: plan } = row!["QUERY PLAN"][0];
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  };
  try {
    await pages();
    const before = await pages();
    await working`insert into queue.heads select ${kind}, gen_random_uuid(), 0 from generate_series(1, 5000)`;
    const after = await pages();
    assert.ok(after < 1.5 * before, `${after} pages against ${before}`);
  } finally {
    await sql`delete from queue.heads where kind = ${kind}`;
    working.release();
  }
});

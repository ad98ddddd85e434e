/** Who gets which job: each once, within limits, fair over owners, then by priority, then by age. */
import assert from "node:assert/strict";
import { testKind } from "./support.ts";

Deno.test("50 claimers share 10,000 jobs and each job is claimed once", async () => {
  await using test = await testKind();
  const { add, owner, claim, anotherQueue, sql, kind } = test;
  const owners = await Promise.all(Array.from({ length: 5 }, owner));
  for (const each of owners) await add(each, 2000);
  const claimed: string[] = [];
  await Promise.all(Array.from({ length: 50 }, async () => {
    const queue = anotherQueue();
    for (;;) {
      const jobs = await claim(4);
      if (jobs.length === 0) return;
      claimed.push(...jobs.map((job) => job.job.id));
      for (const job of jobs) assert.ok("ok" in await queue.complete(job, {}, {}, false));
    }
  }));
  assert.equal(claimed.length, 10_000);
  assert.equal(new Set(claimed).size, 10_000);
  const rows = await sql`select status, count(*)::int as n from public.jobs where kind = ${kind} group by status`;
  assert.deepEqual([...rows], [{ status: "completed", n: 10_000 }]);
});

Deno.test("a kind's limit holds against claimers side by side", async () => {
  await using test = await testKind({ max_running: 7 });
  const { add, owner, claim } = test;
  await add(await owner(), 100);
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim(3)));
  assert.equal(claims.flat().length, 7);
});

Deno.test("an owner's limit holds, and leaves the other slots to others", async () => {
  await using test = await testKind({ max_running: 10, max_per_owner: 3 });
  const { add, owner, claim } = test;
  const [one, two] = [await owner(), await owner()];
  await add(one, 50);
  await add(two, 50);
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim(2)));
  const owners = claims.flat().map((job) => job.job.owner);
  assert.equal(owners.filter((each) => each === one).length, 3);
  assert.equal(owners.filter((each) => each === two).length, 3);
});

Deno.test("an owner's limit holds while many complete jobs and take others side by side", async () => {
  await using test = await testKind({ max_running: 6, max_per_owner: 2 });
  const { add, owner, claim, anotherQueue, sql, kind } = test;
  const owners = await Promise.all(Array.from({ length: 4 }, owner));
  for (const each of owners) await add(each, 60);
  let done = 0;
  const worker = async () => {
    const queue = anotherQueue();
    for (let [held] = await claim(); held;) {
      const answer = await queue.complete(held, {}, {}, true);
      done++;
      held = "ok" in answer ? answer.next ?? undefined : undefined;
      if (!held) [held] = await claim();
    }
  };
  let most = 0;
  let ended = false;
  const watcher = async () => {
    while (!ended) {
      const rows = await sql`select count(*)::int as n from queue.leases where kind = ${kind} group by owner`;
      most = Math.max(most, ...rows.map((row) => row.n));
    }
  };
  const watching = watcher();
  // Two at a time may find nothing while others hold what there is; the last of them do the rest.
  while (done < 240) await Promise.all(Array.from({ length: 6 }, worker));
  ended = true;
  await watching;
  assert.equal(done, 240);
  assert.equal(most, 2);
});

Deno.test("of many who finish at once none goes without a next job while jobs wait", async () => {
  await using test = await testKind();
  const { add, owner, claim, anotherQueue } = test;
  for (const each of await Promise.all(Array.from({ length: 3 }, owner))) await add(each, 200);
  const workers = Array.from({ length: 8 }, async () => {
    const [queue, [held]] = [anotherQueue(), await claim()];
    let last = held!;
    for (let i = 0; i < 60; i++) {
      const answer = await queue.complete(last, {}, {}, true);
      assert.ok("ok" in answer && answer.next, `job ${i} has no successor`);
      last = answer.next;
    }
  });
  await Promise.all(workers);
});

Deno.test("an owner whose first jobs come from many sides at once has one lane", async () => {
  await using test = await testKind();
  const { add, owner, sql, kind } = test;
  for (let i = 0; i < 10; i++) {
    const me = await owner();
    await Promise.all(Array.from({ length: 8 }, () => add(me)));
  }
  const [row] = await sql`select count(*)::int as n from queue.lanes where kind = ${kind}`;
  assert.equal(row!.n, 10);
});

Deno.test("a job that completes in a full kind is followed by one more and not by two", async () => {
  await using test = await testKind({ max_running: 2 });
  const { add, owner, claim, queue, sql, kind } = test;
  await add(await owner(), 10);
  const [first] = await claim(2);
  const answer = await queue.complete(first!, {}, {}, true);
  assert.ok("ok" in answer && answer.next);
  const [row] = await sql`select count(*)::int as n from queue.leases where kind = ${kind}`;
  assert.equal(row!.n, 2);
});

Deno.test("10,000 waiting jobs of one owner do not delay another owner's single job", async () => {
  await using test = await testKind({ max_running: 4 });
  const { add, owner, claim } = test;
  const [busy, quick] = [await owner(), await owner()];
  await add(busy, 10_000);
  const running = await claim(3);
  assert.ok(running.every((job) => job.job.owner === busy));
  const [wanted] = await add(quick);
  const [next] = await claim();
  assert.equal(next!.job.id, wanted);
});

Deno.test("owners with jobs waiting are served in turn", async () => {
  await using test = await testKind({ max_running: 1 });
  const { add, owner, claim, queue } = test;
  const owners = [await owner(), await owner(), await owner()];
  for (const each of owners) await add(each, 4);
  const served: number[] = [];
  for (let i = 0; i < 12; i++) {
    const [job] = await claim();
    served.push(owners.indexOf(job!.job.owner));
    await queue.complete(job!, {}, {}, false);
  }
  for (let round = 0; round < 4; round++) {
    assert.deepEqual(served.slice(round * 3, round * 3 + 3).sort(), [0, 1, 2], served.join(" "));
  }
});

Deno.test("of one owner's jobs the one with the higher priority goes first, then the older", async () => {
  await using test = await testKind();
  const { add, owner, claim } = test;
  const me = await owner();
  const [low] = await add(me, 1, -5);
  const [first, second] = await add(me, 2);
  const [urgent] = await add(me, 1, 50);
  const order = (await claim(4)).map((job) => job.job.id);
  assert.deepEqual(order, [urgent, first, second, low]);
});

Deno.test("a switched-off kind hands nothing out, and goes on when it is switched on", async () => {
  await using test = await testKind();
  const { add, owner, claim, sql, kind } = test;
  await sql`update queue.kinds set enabled = false where kind = ${kind}`;
  await add(await owner());
  assert.equal((await claim()).length, 0);
  await sql`update queue.kinds set enabled = true where kind = ${kind}`;
  assert.equal((await claim()).length, 1);
});

Deno.test("of many adders and finishers none leaves a job behind a free slot", async () => {
  await using test = await testKind({ target: "edge", max_running: 3 });
  const { add, owner, sql, kind, queue } = test;
  const owners = await Promise.all(Array.from({ length: 4 }, owner));
  let left = 200;
  const adders = owners.map(async (each) => {
    for (let i = 0; i < 50; i++) await add(each);
  });
  // Stands in for the functions: answers bells as they are rung and completes what it is given.
  const finisher = async () => {
    while (left > 0) {
      const bells = await sql`select job_id, token from queue.leases where kind = ${kind} and begun_at is null limit 1`;
      const held = bells[0] && await queue.begin(bells[0].job_id, bells[0].token);
      if (!held) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        continue;
      }
      left--;
      const answer = await queue.complete(held, {}, {}, false);
      assert.ok("ok" in answer);
    }
  };
  await Promise.all([...adders, finisher(), finisher(), finisher(), finisher()]);
  const [row] = await sql`select count(*)::int as n from public.jobs where kind = ${kind} and status = 'completed'`;
  assert.equal(row!.n, 200);
});

Deno.test("a long job gives its slot up between two invocations when another owner has none", async () => {
  await using test = await testKind({ max_running: 1 });
  const { add, owner, claim, queue } = test;
  const [long, short] = [await owner(), await owner()];
  const [one] = await add(long, 2);
  const [held] = await claim();
  await queue.handOn(held!, { cursor: 1, progress: 0.4 });
  const [again] = await claim();
  assert.equal(again!.job.id, one, "nobody else waits: it goes on");
  const [wanted] = await add(short);
  await queue.handOn(again!, { cursor: 2 });
  const [next] = await claim();
  assert.equal(next!.job.id, wanted);
  await queue.complete(next!, {}, {}, false);
  const [back] = await claim();
  assert.equal(back!.job.id, one, "before its owner's other job");
  assert.deepEqual([back!.cursor, back!.job.attempt, back!.job.progress > 0.39], [2, 1, true]);
});

Deno.test("an owner whose jobs wait is served however many new owners come", async () => {
  await using test = await testKind({ max_running: 1 });
  const { add, owner, claim, queue } = test;
  const patient = await owner();
  const [wanted] = await add(patient);
  const served: string[] = [];
  for (let i = 0; i < 5; i++) {
    await add(await owner());
    const [job] = await claim();
    served.push(job!.job.id);
    await queue.complete(job!, {}, {}, false);
  }
  assert.ok(served.includes(wanted!), "not overtaken for ever");
});

/** What the sweep and the retries put right. Time is moved in the tables, never waited for. */
import assert from "node:assert/strict";
import { testKind } from "./support.ts";

const transient = { type: "storage_unavailable", detail: "The file storage does not answer." };

Deno.test("a rolled-back creation leaves neither job nor door-bell", async () => {
  await using test = await testKind({ target: "edge" });
  const { owner, sql, kind } = test;
  const me = await owner();
  const bells = async () => (await sql`select count(*)::int as n from queue.leases where kind = ${kind}`)[0]!.n;
  await sql.begin(async (tx) => {
    await tx`insert into public.jobs (owner, kind, title) values (${me}, ${kind}, 'never')`;
    const [queued] = await tx`
      select count(*)::int as n from net.http_request_queue
      where convert_from(body, 'utf8')::jsonb ->> 'job_id' in (select id::text from public.jobs where kind = ${kind})`;
    assert.equal(queued!.n, 1, "the bell is queued in the same transaction");
    throw new Error("roll back");
  }).catch((error) => assert.equal(error.message, "roll back"));
  assert.equal(await bells(), 0);
  const [row] = await sql`select count(*)::int as n from public.jobs where kind = ${kind}`;
  assert.equal(row!.n, 0);
});

Deno.test("a bell that was lost is rung again", async () => {
  await using test = await testKind({ target: "edge", ring_seconds: 5 });
  const { add, owner, sql } = test;
  const [id] = await add(await owner());
  const [before] = await sql`select token, rings from queue.leases where job_id = ${id!}`;
  await sql`delete from net.http_request_queue where convert_from(body, 'utf8') like ${"%" + id! + "%"}`;
  await sql`select queue.sweep()`;
  const [early] = await sql`select token, rings from queue.leases where job_id = ${id!}`;
  assert.deepEqual(early, before, "not before its time");
  await sql`update queue.leases set rung_at = now() - interval '6 seconds' where job_id = ${id!}`;
  await sql`select queue.sweep()`;
  const [after] = await sql`select token, rings from queue.leases where job_id = ${id!}`;
  assert.equal(after!.rings, 2);
  assert.equal(after!.token, before!.token, "the first bell may only be late");
});

Deno.test("a transient error is tried again from the checkpoint after a backoff, until the attempts are spent", async () => {
  await using test = await testKind({ backoff_base_seconds: 2, backoff_cap_seconds: 5 });
  const { add, owner, claim, queue, sql, status } = test;
  const [id] = await add(await owner());
  for (let attempt = 1; attempt <= 3; attempt++) {
    const [held] = await claim();
    assert.equal(held!.job.attempt, attempt);
    assert.equal(held!.cursor, attempt === 1 ? null : attempt - 1);
    await queue.checkpoint(held!, { cursor: attempt });
    await queue.fail(held!, transient, true, {});
    if (attempt === 3) break;
    assert.equal(await status(id!), "queued");
    assert.equal((await claim()).length, 0, "not before its moment");
    const [delay] =
      await sql`select extract(epoch from run_at - now()) as seconds from queue.delayed where job_id = ${id!}`;
    assert.ok(delay!.seconds <= Math.min(5, 2 * 2 ** attempt), `${delay!.seconds} s after attempt ${attempt}`);
    await sql`update queue.delayed set run_at = now() where job_id = ${id!}`;
    await sql`select queue.sweep()`;
  }
  assert.equal(await status(id!), "failed");
  const [job] = await sql`select error, attempt from public.jobs where id = ${id!}`;
  assert.deepEqual(job, { error: transient, attempt: 3 });
});

Deno.test("a transient error that says when to try again is not tried before, and waits an hour at most", async () => {
  await using test = await testKind({ backoff_base_seconds: 1, backoff_cap_seconds: 2 });
  const { add, owner, claim, queue, sql } = test;
  const [id] = await add(await owner());
  for (const [told, waits] of [[90, 90], [1e9, 3600]] as const) {
    const [held] = await claim();
    await queue.fail(held!, transient, true, { retry_after: told });
    const [delay] =
      await sql`select extract(epoch from run_at - now())::float8 as seconds from queue.delayed where job_id = ${id!}`;
    assert.ok(Math.abs(delay!.seconds - waits) < 5, `${delay!.seconds} s, told ${told}`);
    await sql`update queue.delayed set run_at = now() where job_id = ${id!}`;
    await sql`select queue.sweep()`;
  }
});

Deno.test("a permanent error ends the job at once", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, status } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  await queue.fail(held!, { type: "encrypted_pdf", detail: "Cannot read it." }, false, {});
  assert.equal(await status(id!), "failed");
});

Deno.test("backoff is fully jittered below an exponential with a cap", async () => {
  await using test = await testKind({ backoff_base_seconds: 2, backoff_cap_seconds: 60 });
  const { sql, kind } = test;
  for (const [attempt, ceiling] of [[1, 4], [2, 8], [3, 16], [10, 60], [1000, 60]] as const) {
    const [row] = await sql`
      select min(s), max(s), avg(s) from (select queue.backoff_seconds(${kind}, ${attempt}) s from generate_series(1, 2000)) x`;
    assert.ok(row!.min >= 0 && row!.max <= ceiling);
    assert.ok(row!.max > ceiling * 0.9 && row!.min < ceiling * 0.1, "spread over all of it");
    assert.ok(Math.abs(row!.avg - ceiling / 2) < ceiling * 0.05, "evenly");
  }
});

Deno.test("a poison job that loses its holder five times at one place fails; others go on", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, status } = test;
  const me = await owner();
  const [poison, healthy] = await add(me, 2);
  const [first, other] = await claim(2);
  await queue.checkpoint(first!, { cursor: 1 });
  for (let loss = 1; loss <= 5; loss++) {
    await sql`update queue.leases set leased_until = now() - interval '1 second' where job_id = ${poison!}`;
    await sql`select queue.sweep()`;
    const [again] = await claim();
    if (loss < 5) assert.equal(again!.losses, loss, "slices get smaller with each loss");
    else assert.equal(again, undefined);
  }
  assert.equal(await status(poison!), "failed");
  const [job] = await sql`select error from public.jobs where id = ${poison!}`;
  assert.equal(job!.error.type, "worker_lost");
  await queue.complete(other!, {}, {}, false);
  assert.equal(await status(healthy!), "completed");
});

Deno.test("the timeline tells of all that goes wrong, in words of whoever sent the job", async () => {
  await using test = await testKind({ backoff_cap_seconds: 0 });
  const { add, owner, claim, queue, sql } = test;
  const [id] = await add(await owner());
  await sql`update public.jobs set max_attempts = 2 where id = ${id!}`;
  const [first] = await claim();
  await queue.checkpoint(first!, { stage: "reading", stage_seconds: 60, cursor: 1 });
  await sql`update queue.leases set leased_until = now() - interval '1 second' where job_id = ${id!}`;
  await sql`select queue.sweep()`;
  const [second] = await claim();
  await queue.fail(second!, transient, true, { stage: "reading" });
  await sql`select queue.sweep()`;
  const [third] = await claim();
  await queue.fail(third!, transient, true, {});
  const events = await sql`select message from public.job_events where job_id = ${id!} order by id`;
  assert.deepEqual(events.map((each) => each.message), [
    "Work has begun.",
    "Stage: reading.",
    "The work was broken off; it goes on where it was.",
    "The file storage does not answer. Trying again in 0.0 s (attempt 1 of 2 failed).",
    "Work has begun.",
    "The file storage does not answer.",
  ]);
});

Deno.test("losses are forgiven once the job gets on", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, status } = test;
  const [id] = await add(await owner());
  for (let round = 0; round < 6; round++) {
    const [held] = await claim();
    assert.equal(held!.losses, round === 0 ? 0 : 1);
    await queue.checkpoint(held!, { cursor: round });
    await sql`update queue.leases set leased_until = now() - interval '1 second' where job_id = ${id!}`;
    await sql`select queue.sweep()`;
  }
  assert.equal(await status(id!), "processing");
});

Deno.test("a job whose stage takes longer than it may fails and says which stage", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, status } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  await queue.checkpoint(held!, { stage: "ocr", stage_seconds: 120, progress: 0.1 });
  await sql`select queue.sweep()`;
  assert.equal(await status(id!), "processing");
  await sql`update queue.leases set stage_until = now() - interval '1 second' where job_id = ${id!}`;
  await sql`select queue.sweep()`;
  assert.equal(await status(id!), "failed");
  const [job] = await sql`select error from public.jobs where id = ${id!}`;
  assert.equal(job!.error.type, "stage_timeout");
  assert.match(job!.error.detail, /"ocr"/);
});

Deno.test("an admin's stage timeout overrides the pipeline's", async () => {
  await using test = await testKind({ stage_timeouts: { ocr: 7 } });
  const { add, owner, claim, queue, sql } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  await queue.checkpoint(held!, { stage: "ocr", stage_seconds: 120 });
  const [lease] =
    await sql`select extract(epoch from stage_until - clock_timestamp()) as s from queue.leases where job_id = ${id!}`;
  assert.ok(lease!.s > 5 && lease!.s <= 7);
});

Deno.test("a checkpoint extends the lease", async () => {
  await using test = await testKind({ lease_seconds: 30 });
  const { add, owner, claim, queue, sql } = test;
  const [id] = await add(await owner());
  const [held] = await claim();
  await sql`update queue.leases set leased_until = now() + interval '1 second' where job_id = ${id!}`;
  await queue.checkpoint(held!, {});
  const [lease] =
    await sql`select extract(epoch from leased_until - clock_timestamp()) as s from queue.leases where job_id = ${id!}`;
  assert.ok(lease!.s > 28);
});

Deno.test("finished jobs go when their time is over, and their files go to the trash", async () => {
  await using test = await testKind();
  const { add, owner, claim, queue, sql, status } = test;
  const me = await owner();
  const [id] = await add(me);
  const [held] = await claim();
  await queue.complete(held!, {}, {}, false);
  await sql`select queue.expire_jobs()`;
  assert.equal(await status(id!), "completed");
  await sql`update public.jobs set expires_at = now() - interval '1 second' where id = ${id!}`;
  await sql`select queue.expire_jobs()`;
  assert.equal(await status(id!), "gone");
  const trash = await sql`select bucket, prefix from queue.trash where prefix = ${`${me}/${id}/`}`;
  assert.equal(trash.length, 2, "now, and once more for a worker that still writes");
});

Deno.test("what is kept for a time goes in bounded rounds", async () => {
  await using test = await testKind({ max_running: 0 });
  const { add, owner, sql, kind } = test;
  await add(await owner(), 1500);
  await sql`update public.jobs set status = 'cancelled', expires_at = now() - interval '1 second' where kind = ${kind}`;
  const rounds = [];
  for (let i = 0; i < 3; i++) rounds.push((await sql`select queue.expire_jobs() as n`)[0]!.n);
  assert.deepEqual(rounds, [1000, 500, 0]);

  // A folder of results for each job; uploads beside them, one of which a job has come to name.
  const [id] = await add(await owner());
  const [named, unused] = [crypto.randomUUID(), crypto.randomUUID()].map((name) => `a/${name}`);
  await sql`
    insert into public.job_files (job_id, role, bucket, path, name, media_type, bytes)
    values (${id!}, 'input', 'inputs', ${named!}, 'x', 'application/pdf', 1)`;
  await sql`
    insert into queue.trash (bucket, prefix, due_at)
    select 'inputs', prefix, now() - interval '1 day' from unnest(${[named!, unused!]}::text[]) as prefix`;
  const token = crypto.randomUUID();
  await sql`
    insert into queue.purge_token (token, rung_at) values (${token}, now())
    on conflict (id) do update set token = excluded.token`;
  const [round] = await sql`select begin_purge(${token}) as given`;
  const { places } = round!.given as { places: { prefix: string }[] };
  assert.equal(places.length, 199);
  const prefixes = places.map((each) => each.prefix);
  assert.deepEqual([named!, unused!].map((each) => prefixes.includes(each)), [false, true]);
  const [late] = await sql`select begin_purge(${token}) as given`;
  assert.equal(late!.given, null, "a token is good for one round");
});

Deno.test("a job that nobody begins for hours fails and says so", async () => {
  await using test = await testKind({ target: "edge" });
  const { add, owner, sql, status } = test;
  const [id] = await add(await owner());
  await sql`update queue.leases set rings = 200, rung_at = now() - interval '1 hour' where job_id = ${id!}`;
  await sql`select queue.sweep()`;
  assert.equal(await status(id!), "failed");
  const [job] = await sql`select error from public.jobs where id = ${id!}`;
  assert.equal(job!.error.type, "not_started");
});

Deno.test("a kind that is switched off comes to rest at the next hand-on, and goes on when it is switched on", async () => {
  await using test = await testKind({ target: "edge" });
  const { add, owner, sql, kind, queue, status } = test;
  const [id] = await add(await owner());
  const bell = async () => (await sql`select token from queue.leases where job_id = ${id!} and begun_at is null`)[0];
  const held = await queue.begin(id!, (await bell())!.token);
  await sql`update queue.kinds set enabled = false where kind = ${kind}`;
  assert.ok("ok" in await queue.checkpoint(held!, { cursor: 3 }), "what is under way is not disturbed");
  await queue.handOn(held!, { cursor: 4 });
  await sql`select queue.sweep()`;
  assert.equal(await bell(), undefined);
  assert.equal(await status(id!), "processing");
  await sql`update queue.kinds set enabled = true where kind = ${kind}`;
  const again = await queue.begin(id!, (await bell())!.token);
  assert.equal(again!.cursor, 4);
});

for (
  const [how, change] of [["given to workers", { target: "worker" }], ["switched off", { enabled: false }]] as const
) {
  Deno.test(`a bell under way when its kind is ${how} keeps its job from nobody`, async () => {
    await using test = await testKind({ target: "edge" });
    const { add, owner, sql, kind, queue, claim } = test;
    const [id] = await add(await owner());
    const [bell] = await sql`select token from queue.leases where job_id = ${id!}`;
    await sql`update queue.kinds set ${sql(change as Record<string, string | boolean>)} where kind = ${kind}`;
    await sql`update queue.leases set rung_at = now() - interval '1 minute' where job_id = ${id!}`;
    await sql`select queue.sweep()`;
    assert.equal(await queue.begin(id!, bell!.token), null, "it is not rung for any more");
    await sql`update queue.kinds set enabled = true, target = 'worker' where kind = ${kind}`;
    const [held] = await claim();
    assert.equal(held?.job.id, id);
  });
}

Deno.test("who is cancelled in the first step writes where the next attempt does not read", async () => {
  await using test = await testKind();
  const { add, owner, claim, sql } = test;
  const me = await owner();
  const [id] = await add(me);
  const [cancelled] = await claim();
  await sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: me })}, true)`;
    await tx`select cancel_job(${id!})`;
    await tx`select retry_job(${id!})`;
  });
  const [again] = await claim();
  assert.ok(again!.generation > cancelled!.generation);
});

Deno.test("a stage goes on, with what is left of its time and told once, when its job gave its slot up", async () => {
  await using test = await testKind({ target: "edge", max_running: 1 });
  const { add, owner, sql, queue } = test;
  const begin = async (id: string) => {
    const [bell] = await sql`select token from queue.leases where job_id = ${id}`;
    return (await queue.begin(id, bell!.token))!;
  };
  const left = async () => {
    const [lease] = await sql`
      select extract(epoch from stage_until - clock_timestamp())::float8 as s from queue.leases where job_id = ${id!}`;
    return lease!.s as number;
  };
  const reading = { stage: "reading", stage_seconds: 100 };
  const [id] = await add(await owner());
  const first = await begin(id!);
  await queue.checkpoint(first, { ...reading, cursor: 1 });
  assert.ok(await left() > 90);
  await sql`update queue.leases set stage_until = stage_until - interval '60 seconds' where job_id = ${id!}`;
  const [other] = await add(await owner());
  await queue.handOn(first, reading);
  await queue.complete(await begin(other!), {}, {}, false);
  const second = await begin(id!);
  await queue.checkpoint(second, { ...reading, cursor: 2 });
  assert.ok(await left() < 41);
  await queue.checkpoint(second, { stage: "writing", stage_seconds: 100, cursor: 3 });
  assert.ok(await left() > 90, "the next has all of its own");
  const events = await sql`select message from public.job_events where job_id = ${id!} and type = 'stage' order by id`;
  assert.deepEqual(events.map((each) => each.message), ["Stage: reading.", "Stage: writing."]);
});

import assert from "node:assert/strict";
import type { Delivery } from "../../functions/notify/delivery.ts";
import { type TestKind, testKind } from "./support.ts";

/** Another for each run, as an address gets so many mails a day and no more. */
const ADDRESS = `${crypto.randomUUID()}@example.org`;

/** A job that has ended and wants to be told of. */
async function ended(
  kind: TestKind,
  status: "completed" | "failed" = "completed",
  { owner, email = ADDRESS }: { owner?: string; email?: string } = {},
): Promise<string> {
  owner ??= await kind.owner();
  const [row] = await kind.sql`
    insert into public.jobs (owner, kind, title, status, notify)
    values (${owner}, ${kind.kind}, 'A table', 'processing', ${kind.sql.json({ email })}) returning id`;
  await kind.sql`update public.jobs set status = ${status} where id = ${row?.["id"]}`;
  return row?.["id"];
}

/** What one ring of the bell brings of these jobs. */
async function ring({ sql }: TestKind, jobs: readonly string[]): Promise<Delivery[]> {
  const [bell] = await sql`insert into queue.notify_bells default values returning token`;
  const [row] = await sql`select begin_deliveries(${bell?.["token"]}, 50) as due`;
  return (row?.["due"] as Delivery[]).filter((each) => jobs.includes(each.job.id));
}

const end = ({ sql }: TestKind, { id, lease }: Delivery, error: string | null, permanent = false) =>
  sql`select end_delivery(${id}, ${lease}, ${error}, ${permanent})`;

Deno.test("a job that ends puts one letter into the outbox, in the same transaction", async () => {
  await using kind = await testKind();
  const job = await ended(kind, "failed");
  const letters = await kind.sql`select event, recipient from queue.outbox where job_id = ${job}`;
  assert.deepEqual(letters.map((each) => ({ ...each })), [{ event: "job.failed", recipient: ADDRESS }]);

  await kind.sql.begin(async (sql) => {
    await sql`update public.jobs set status = 'queued' where id = ${job}`;
    await sql`update public.jobs set status = 'processing' where id = ${job}`;
    await sql`update public.jobs set status = 'completed' where id = ${job}`;
    throw new Error("rolled back");
  }).catch(() => {});
  assert.equal((await kind.sql`select from queue.outbox where job_id = ${job}`).length, 1);
});

Deno.test("a letter is leased to one bell only, and what was sent is not sent again", async () => {
  await using kind = await testKind();
  const job = await ended(kind);
  const [letter] = await ring(kind, [job]);
  assert.ok(letter);
  assert.deepEqual(await ring(kind, [job]), []);
  await end(kind, letter, null);
  await kind.sql`update queue.outbox set leased_until = null, due_at = now() - interval '1 day' where job_id = ${job}`;
  assert.deepEqual(await ring(kind, [job]), []);
});

Deno.test("while the mail server is down a letter is tried again later and later; then it arrives", async () => {
  await using kind = await testKind();
  const job = await ended(kind);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 5; attempt++) {
    const [letter] = await ring(kind, [job]);
    assert.equal(letter?.attempt, attempt);
    await end(kind, letter, "connect ECONNREFUSED");
    assert.deepEqual(await ring(kind, [job]), [], "tried again at once");
    const [row] = await kind.sql`
      update queue.outbox set due_at = now() where job_id = ${job}
      returning extract(epoch from (select due_at - clock_timestamp() from queue.outbox where job_id = ${job}))::float as wait`;
    waits.push(row?.["wait"]);
  }
  waits.forEach((wait, i) => assert.ok(wait > 10 * 2 ** i * 0.5 - 1 && wait <= 10 * 2 ** i, `wait ${i}: ${wait}`));
  const [letter] = await ring(kind, [job]);
  await end(kind, letter!, null);
  const [row] = await kind.sql`select sent_at is not null as sent from queue.outbox where job_id = ${job}`;
  assert.equal(row?.["sent"], true);
});

Deno.test("a letter that can never be delivered is a dead letter at once, one that fails twenty times then", async () => {
  await using kind = await testKind();
  const refused = await ended(kind), unlucky = await ended(kind);
  await kind.sql`update queue.outbox set attempts = 19 where job_id = ${unlucky}`;
  for (const letter of await ring(kind, [refused, unlucky])) {
    await end(kind, letter, "550 no such user", letter.job.id === refused);
  }
  const dead = await kind.sql`
    select from queue.outbox where job_id in ${kind.sql([refused, unlucky])} and dead_at is not null`;
  assert.equal(dead.length, 2);
});

Deno.test("a delivery whose lease ran out changes nothing", async () => {
  await using kind = await testKind();
  const job = await ended(kind);
  const [late] = await ring(kind, [job]);
  await kind.sql`update queue.outbox set leased_until = now() - interval '1 second' where job_id = ${job}`;
  const [letter] = await ring(kind, [job]);
  assert.ok(late && letter);
  await end(kind, late, "too late", true);
  await end(kind, letter, null);
  const [row] = await kind.sql`select sent_at is not null as sent, dead_at from queue.outbox where job_id = ${job}`;
  assert.deepEqual({ ...row }, { sent: true, dead_at: null });
});

Deno.test("a link's token is nowhere in the database", async () => {
  await using kind = await testKind();
  const job = await ended(kind);
  const [letter] = await ring(kind, [job]);
  const [row] = await kind.sql`select open_job_link(${job}, ${letter!.token}) ->> 'id' as id`;
  assert.equal(row?.["id"], job);
  const kept = await kind.sql`select * from queue.links where job_id = ${job}`;
  assert.ok(!JSON.stringify(kept).includes(letter!.token));
  const [wrong] = await kind.sql`select open_job_link(${job}, 'guess') as job`;
  assert.equal(wrong?.["job"], null);
});

Deno.test("a guest gets 20 mails a day sent, whoever they go to, and whether or not he deletes the jobs", async () => {
  await using kind = await testKind();
  const owner = await kind.owner();
  await kind.sql`update auth.users set is_anonymous = true where id = ${owner}`;
  const send = () => ended(kind, "completed", { owner, email: `${crypto.randomUUID()}@example.org` });
  for (let n = 0; n < 20; n++) await kind.sql`delete from public.jobs where id = ${await send()}`;
  const job = await send();
  assert.equal((await kind.sql`select from queue.outbox where job_id = ${job}`).length, 0);
  const told = await kind.sql`select from public.job_events where job_id = ${job} and type = 'not_notified'`;
  assert.equal(told.length, 1);
});

Deno.test("an address that nobody has confirmed gets 50 mails a day, from however many owners", async () => {
  await using kind = await testKind();
  const email = `${crypto.randomUUID()}@example.org`;
  const jobs: string[] = [];
  for (let n = 0; n < 51; n++) {
    jobs.push(await ended(kind, "completed", { email: n % 2 ? email : email.toUpperCase() }));
  }
  assert.equal((await kind.sql`select from queue.outbox where job_id = any(${jobs})`).length, 50);
});

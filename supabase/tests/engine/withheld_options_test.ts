import assert from "node:assert/strict";
import { testKind } from "./support.ts";

/** A job of a kind that withholds `rows` and keeps `password` secret. */
async function secretive() {
  const queue = await testKind();
  const { sql, kind } = queue;
  await sql`update queue.kinds set withheld_options = '{rows}', secret_options = '{password}' where kind = ${kind}`;
  const owner = await queue.owner();
  const add = async (options: Record<string, string>) => {
    const [job] = await sql`
      insert into public.jobs (owner, kind, title, options) values (${owner}, ${kind}, 'test', ${sql.json(options)})
      returning id, options`;
    return job as { id: string; options: Record<string, string> };
  };
  return { queue, sql, add };
}

Deno.test("what is withheld is in no row that a client sees, but reaches whoever does the work", async () => {
  const { queue, sql, add } = await secretive();
  await using _ = queue;
  const job = await add({ pages: "1", rows: "a,b", password: "secret" });
  assert.deepEqual(job.options, { pages: "1" });
  const [assignment] = await queue.claim();
  assert.deepEqual(assignment!.job.options, { pages: "1", rows: "a,b", password: "secret" });
  const messages = await sql`select payload::text as text from realtime.messages where payload ->> 'id' = ${job.id}`;
  assert.ok(messages.length > 0, "nothing was told");
  assert.ok(messages.every(({ text }) => !text.includes("secret") && !text.includes("a,b")));
});

Deno.test("a secret is forgotten when the job has ended, what is only large when it is deleted", async () => {
  const { queue, sql, add } = await secretive();
  await using _ = queue;
  const { id } = await add({ rows: "a,b", password: "secret" });
  const kept = async () => (await sql`select options from queue.withheld where job_id = ${id}`)[0]?.["options"];
  const [held] = await queue.claim();
  assert.deepEqual(await kept(), { rows: "a,b", password: "secret" });
  await queue.queue.fail(held!, { type: "corrupt_pdf", detail: "It is damaged." }, false, {});
  assert.equal(await queue.status(id), "failed");
  assert.deepEqual(await kept(), { rows: "a,b" });
  await sql`delete from public.jobs where id = ${id}`;
  assert.equal(await kept(), undefined);
});

Deno.test("a transient failure keeps the secret for the next attempt", async () => {
  const { queue, sql, add } = await secretive();
  await using _ = queue;
  const { id } = await add({ password: "secret" });
  const [held] = await queue.claim();
  await queue.queue.fail(held!, { type: "storage_unavailable", detail: "Storage is away." }, true, {});
  assert.equal(await queue.status(id), "queued");
  const [row] = await sql`select options from queue.withheld where job_id = ${id}`;
  assert.deepEqual(row!["options"], { password: "secret" });
});

Deno.test("options that are given anew are withheld like the first, and what was withheld before is kept", async () => {
  const { queue, sql, add } = await secretive();
  await using _ = queue;
  const { id } = await add({ pages: "1", rows: "a,b" });
  const [row] = await sql`
    update public.jobs set options = ${
    sql.json({ pages: "2", password: "secret" })
  } where id = ${id} returning options`;
  assert.deepEqual(row!["options"], { pages: "2" });
  const [kept] = await sql`select options from queue.withheld where job_id = ${id}`;
  assert.deepEqual(kept!["options"], { rows: "a,b", password: "secret" });
});

Deno.test("options that are too large to be kept are refused with a sentence", async () => {
  const { queue, add } = await secretive();
  await using _ = queue;
  await assert.rejects(add({ rows: "x".repeat(3_000_000) }), /larger than 2 MB/);
});

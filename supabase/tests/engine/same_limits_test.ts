import assert from "node:assert/strict";
import { database } from "./database.ts";
import { raises, type User, user, worksheet } from "./worksheet.ts";

/** An upload of the user's; its path. */
async function upload(who: User): Promise<string> {
  const sql = await database();
  const path = `${who.id}/${crypto.randomUUID()}`;
  await sql`insert into storage.objects (bucket_id, name, metadata) values ('inputs', ${path}, '{"size": 1000}')`;
  return path;
}

const create = (who: User, paths: string[], kind = "documents") =>
  who.do((sql) => sql`select (create_job(${kind}, ${sql.json(paths.map((path) => ({ path })))})).id`);

/** Ends a job as failed, as the engine does. */
async function fail(id: string): Promise<void> {
  const sql = await database();
  await sql`select queue.end_failed(${id}, '{"type": "x", "detail": "No."}')`;
}

Deno.test("a file that is named twice, and one that is not named at all, are refused with a sentence", async () => {
  const me = await user();
  const path = await upload(me);
  await assert.rejects(create(me, [path, path]), raises("invalid_request"));
  await assert.rejects(me.do((sql) => sql`select create_job('documents', '[{}]')`), raises("file_not_found"));
});

Deno.test("a full Storage refuses new jobs and old ones that are started anew, whoever is asked for them", async () => {
  const sql = await database();
  const sheet = await worksheet([]);
  const me = sheet.owner;
  const path = await upload(me);
  const [made] = await create(me, [path]);
  await fail(made!["id"]);
  const [before] = await sql`select account_bytes from queue.storage_quotas`;
  try {
    await sql`update queue.storage_quotas set account_bytes = 1000`;
    await assert.rejects(create(me, [path]), raises("quota_exceeded"));
    await assert.rejects(me.do((tx) => tx`select retry_job(${made!["id"]})`), raises("quota_exceeded"));
    await assert.rejects(me.do((tx) => tx`select extract_again(${sheet.id})`), raises("quota_exceeded"));
  } finally {
    await sql`update queue.storage_quotas set account_bytes = ${before!["account_bytes"]}`;
  }
  await me.do((tx) => tx`select retry_job(${made!["id"]})`);
});

Deno.test("a job is not started anew more than 20 times within an hour, but by an admin", async () => {
  const me = await user();
  const [made] = await create(me, [await upload(me)]);
  const id = made!["id"] as string;
  const retry = (who: User) => who.do((sql) => sql`select retry_job(${id})`);
  for (let n = 0; n < 20; n++) {
    await fail(id);
    await retry(me);
  }
  await fail(id);
  await assert.rejects(retry(me), raises("quota_exceeded"));
  await retry(await user({ admin: true }));
});

Deno.test("who has as many jobs waiting as he may starts none anew", async () => {
  const sql = await database();
  const me = await user();
  const [made] = await create(me, [await upload(me)]);
  await fail(made!["id"]);
  const [limits] = await sql`select max_waiting_per_owner from queue.kinds where kind = 'documents'`;
  try {
    await sql`update queue.kinds set max_waiting_per_owner = 0 where kind = 'documents'`;
    await assert.rejects(me.do((tx) => tx`select retry_job(${made!["id"]})`), raises("quota_exceeded"));
  } finally {
    await sql`update queue.kinds set max_waiting_per_owner = ${
      limits!["max_waiting_per_owner"]
    } where kind = 'documents'`;
  }
});

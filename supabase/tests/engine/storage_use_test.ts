import assert from "node:assert/strict";
import { database } from "./database.ts";
import { raises, user } from "./worksheet.ts";

Deno.test("what an owner has in Storage is his own objects' size, found without reading everybody's", async () => {
  const sql = await database();
  const [me, other] = [await user(), await user()];
  const add = (owner: string, amount: number) =>
    sql`
      insert into storage.objects (bucket_id, name, metadata)
      select 'inputs', ${owner} || '/' || n, '{"size": 1000}' from generate_series(1, ${amount}::integer) n`;
  await add(other.id, 5000);
  await add(me.id, 3);
  await sql`analyze storage.objects`;
  await me.do(async (tx) => {
    await tx`select check_storage_quota()`;
    const [row] = await tx`select seq_scan from pg_stat_xact_user_tables where relid = 'storage.objects'::regclass`;
    assert.equal(Number(row!["seq_scan"]), 0);
  });
  const quota = (bytes: number) => sql`update queue.storage_quotas set account_bytes = ${bytes}`;
  const [before] = await sql`select account_bytes from queue.storage_quotas`;
  await quota(3001);
  await me.do((tx) => tx`select check_storage_quota()`);
  await quota(3000);
  await assert.rejects(me.do((tx) => tx`select check_storage_quota()`), raises("quota_exceeded"));
  await quota(Number(before!["account_bytes"]));
});

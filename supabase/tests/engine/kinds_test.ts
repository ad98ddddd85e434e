import assert from "node:assert/strict";
import { JOB_KINDS } from "../../functions/_shared/jobs/job.ts";
import { KINDS } from "../../functions/_shared/pipelines/kinds.ts";
import { database } from "./database.ts";

Deno.test("what the client and the API tell of each kind's limits is what the database starts with", async () => {
  const sql = await database();
  const rows = await sql`
    select kind, max_files as files, max_file_bytes::float8 as bytes from queue.kinds where kind not like 'test-%' order by kind`;
  const known = [...JOB_KINDS].sort().map((kind) => {
    const { maxFiles, maxFileBytes } = KINDS[kind];
    return { kind, files: maxFiles, bytes: maxFileBytes };
  });
  assert.deepEqual(rows.map((row) => ({ ...row })), known);
});

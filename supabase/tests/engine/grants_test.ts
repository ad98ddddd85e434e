import assert from "node:assert/strict";
import { database } from "./database.ts";
import { raises, reading, worksheet } from "./worksheet.ts";

/** What `role` may call of ours, in the schemas that hold something of ours. */
async function callable(role: string): Promise<string[]> {
  const sql = await database();
  const rows = await sql`
    select p.oid::regproc::text as name from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'queue'::regnamespace)
      and has_schema_privilege(${role}, p.pronamespace, 'usage') and has_function_privilege(${role}, p.oid, 'execute')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by name`;
  return rows.map((row) => row["name"] as string);
}

Deno.test("without an account one function can be called: the one that a link's holder needs", async () => {
  assert.deepEqual(await callable("anon"), ["is_open_link"]);
});

Deno.test("a user can call what acts as its caller, and nothing of the engine's", async () => {
  assert.deepEqual(await callable("authenticated"), [
    "approve_questions",
    "can_read_worksheet",
    "cancel_job",
    "check_storage_quota",
    "create_job",
    "create_job_link",
    "create_question",
    "delete_job",
    "delete_question",
    "extract_again",
    "has_storage_room",
    "is_admin",
    "is_open_link",
    "kind_limits",
    "merge_questions",
    "move_question",
    "renumber_questions",
    "retry_job",
    "revoke_job_links",
    "save_document_review",
    "set_kind_limits",
    "set_storage_quotas",
    "settle_proposal",
    "split_question",
    "update_question",
    "update_questions",
  ]);
});

Deno.test("each table has row-level security, and none of what clients read is written to but by functions", async () => {
  const sql = await database();
  const open = await sql`
    select relname from pg_class
    where relnamespace in ('public'::regnamespace, 'queue'::regnamespace) and relkind = 'r' and not relrowsecurity`;
  assert.deepEqual(open.map((row) => row["relname"]), []);
  const writable = await sql`
    select c.relname from pg_class c cross join unnest(array['anon', 'authenticated', 'service_role']) as role
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and has_table_privilege(role, c.oid, 'insert, update, delete, truncate')`;
  assert.deepEqual(writable.map((row) => row["relname"]), []);
});

Deno.test("no bucket is public, and the one of pictures takes nothing else", async () => {
  const sql = await database();
  const buckets =
    await sql`select id, public, allowed_mime_types from storage.buckets where id <> 'assets' order by id`;
  assert.deepEqual(buckets.map((row) => [row["id"], row["public"], row["allowed_mime_types"]]), [
    ["extractions", false, ["image/png"]],
    ["inputs", false, null],
    ["results", false, null],
    ["worksheets", false, null],
  ]);
});

Deno.test("each policy of Storage is for one verb, for users, and within their own folder", async () => {
  const sql = await database();
  const policies = await sql`
    select policyname, cmd, roles::text, coalesce(qual, '') || coalesce(with_check, '') as rule from pg_policies
    where schemaname = 'storage' and tablename = 'objects' and permissive = 'PERMISSIVE'`;
  assert.ok(policies.length > 0);
  for (const { policyname, cmd, roles, rule } of policies) {
    assert.notEqual(cmd, "ALL", policyname);
    assert.equal(roles, "{authenticated}", policyname);
    assert.match(rule, /foldername\(name\)\)\[1\] = \(\( SELECT (auth\.)?uid\(\)/, policyname);
  }
});

Deno.test("splitting makes no more questions than a worksheet may have", async () => {
  const sheet = await worksheet([reading("1")]);
  const sql = await database();
  await sql`
    insert into public.questions (job_id, owner, position, number)
    select ${sheet.id}, ${sheet.owner.id}, 2000 + n, n::text from generate_series(2, 20000) n`;
  const [first] = await sheet.questions();
  const pieces = sql.json([{ text: "One." }, { text: "Another." }]);
  await assert.rejects(
    sheet.owner.do((sql) => sql`select id from split_question(${first!.id}, ${first!.version}, ${pieces})`),
    raises("quota_exceeded"),
  );
});

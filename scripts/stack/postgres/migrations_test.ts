import { strict as assert } from "node:assert";
import { join } from "node:path";
import postgres from "postgres";
import { PROJECT_DIR, ROOT } from "../../folders.ts";
import { startEmptyDatabase } from "./bare.ts";
import { applyMigrations } from "./migrations.ts";
import { seedVault } from "./seed.ts";

const server = await startEmptyDatabase({ durable: false });
const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} });
const folder = await Deno.makeTempDir({ prefix: "migrations-test-" });
Deno.test.afterAll(async () => {
  await sql.end();
  await server.stop();
  await Deno.remove(folder, { recursive: true });
});

async function withMigrations(files: Record<string, string>): Promise<string> {
  const path = await Deno.makeTempDir({ dir: folder });
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(path, name), text);
  return path;
}

Deno.test("the Supabase CLI agrees with the stack about which of the project's migrations have been applied", async () => {
  const applied = await applyMigrations(sql, join(PROJECT_DIR, "migrations"));
  assert.ok(applied.length > 0);
  const { success, stdout, stderr } = await new Deno.Command(join(ROOT, "node_modules/.bin/supabase"), {
    args: ["db", "push", "--dry-run", `--remote=${server.databaseUrl}`],
    cwd: ROOT,
    env: { PGSSLMODE: "disable", DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1" },
  }).output();
  const text = new TextDecoder();
  assert.ok(success, text.decode(stderr));
  assert.match(text.decode(stdout) + text.decode(stderr), /up to date/);
});

Deno.test("each migration is applied once, in order", async () => {
  const path = await withMigrations({
    "002_b.sql": "insert into public.mt_order values (2)",
    "001_a.sql": "create table public.mt_order (n int)",
    "README.md": "no migration",
  });
  assert.deepEqual(await applyMigrations(sql, path), ["001_a.sql", "002_b.sql"]);
  assert.deepEqual(await applyMigrations(sql, path), []);
  assert.equal((await sql`select from public.mt_order`).length, 1);
});

Deno.test("a migration that fails is undone and named with its line; those before it stay", async () => {
  const path = await withMigrations({
    "011_good.sql": "create table public.mt_good (n int)",
    "012_bad.sql": "create table public.mt_bad (n int);\n\ninsert into public.mt_bad\n  values ('x');\n",
  });
  await assert.rejects(
    applyMigrations(sql, path),
    /Cannot apply .*012_bad.sql:4: invalid input syntax for type integer/,
  );
  const [tables] = await sql`select to_regclass('public.mt_good') as good, to_regclass('public.mt_bad') as bad`;
  assert.deepEqual({ ...tables }, { good: "mt_good", bad: null });
});

Deno.test("what a migration sets does not reach the next one", async () => {
  const path = await withMigrations({
    "021_set.sql": "set search_path = ''; set statement_timeout = '1h'",
    "022_use.sql": "create table mt_found as select current_setting('statement_timeout') as t",
  });
  await applyMigrations(sql, path);
  assert.equal((await sql`select t from public.mt_found`)[0]!.t, "0");
});

Deno.test("secrets of config.toml are brought into the vault, and changed there when they change", async () => {
  const read = async () => {
    const rows = await sql`select decrypted_secret from vault.decrypted_secrets where name = 'mt_secret'`;
    return rows.map((row) => row.decrypted_secret);
  };
  await seedVault(sql, { mt_secret: "one" });
  assert.deepEqual(await read(), ["one"]);
  await seedVault(sql, { mt_secret: "two" });
  await seedVault(sql, {});
  assert.deepEqual(await read(), ["two"]);
});

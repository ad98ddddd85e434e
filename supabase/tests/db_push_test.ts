/** The migrations as the Supabase CLI applies them, to a database that has none yet. */
import assert from "node:assert/strict";
import { join } from "node:path";
import postgres from "postgres";
import { findCli } from "../../scripts/types.ts";
import { ROOT } from "../../scripts/folders.ts";
import { startEmptyDatabase } from "../../scripts/stack/postgres/bare.ts";

Deno.test("supabase db push applies every migration", async () => {
  const server = await startEmptyDatabase({ durable: false });
  try {
    const { success, stderr } = await new Deno.Command(await findCli(), {
      args: ["db", "push", `--remote=${server.databaseUrl}`, "--yes"],
      env: {
        PGSSLMODE: "disable",
        SUPABASE_TELEMETRY_DISABLED: "1",
        DO_NOT_TRACK: "1",
        DOCMILL_PROJECT_URL: "http://127.0.0.1:1",
      },
      cwd: ROOT,
      stdout: "piped",
      stderr: "piped",
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} });
    const rows = await sql`select version from supabase_migrations.schema_migrations order by version`;
    const files = [...Deno.readDirSync(join(ROOT, "supabase", "migrations"))].map((file) => file.name.split("_")[0])
      .sort();
    assert.deepEqual(rows.map((row) => row.version), files);
    await sql.end();
  } finally {
    await server.stop();
  }
});

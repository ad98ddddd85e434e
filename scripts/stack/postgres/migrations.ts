/**
 * Applies the project's migrations as the Supabase CLI does, and keeps account of them in the CLI's table, so that
 * `supabase db push` and the stack agree about what has been applied.
 *
 * @module
 */
import { join } from "node:path";
import type postgres from "postgres";
import { readFolder } from "./binaries.ts";

/**
 * Applies what has not been applied yet, each file in a transaction of its own.
 *
 * @param sql connected as `postgres`
 * @returns the names of the files applied now
 * @throws Error that names file and line of the first statement that failed; that file's changes are undone
 */
export async function applyMigrations(sql: postgres.Sql, folder: string): Promise<string[]> {
  const files = await readFolder(folder).catch(() => new Map<string, string>());
  const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`;
  const applied = new Set(rows.map((row) => row.version));
  const names: string[] = [];
  for (const [file, text] of files) {
    const [, version, name] = /^(\d+)_(.*)\.sql$/.exec(file) ?? [];
    if (version === undefined || applied.has(version)) continue;
    await sql.begin(async (tx) => {
      await runScript(tx, join(folder, file), text);
      await tx`insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${name!}, ${[text]})`;
      // A migration may set these for itself; they must not reach into the next one.
      await tx`reset all`;
    });
    names.push(file);
  }
  return names;
}

/** Runs a file of SQL; an error says where in the file it happened. */
export async function runScript(
  sql: Pick<postgres.Sql, "unsafe">,
  path: string,
  text: string,
): Promise<void> {
  try {
    await sql.unsafe(text);
  } catch (cause) {
    const { message, position, detail, hint } = cause as postgres.PostgresError;
    const line = position === undefined ? "" : `:${text.slice(0, Number(position)).split("\n").length}`;
    const more = [detail, hint].filter((part) => part !== undefined && part !== "").map((part) => ` ${part}`);
    throw new Error(`Cannot apply ${path}${line}: ${message}.${more.join("")}`, { cause });
  }
}

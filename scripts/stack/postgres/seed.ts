/**
 * What config.toml says about the database's contents: secrets of the vault and the project's
 * seed files.
 *
 * @module
 */
import { join } from "node:path";
import type postgres from "postgres";
import { runScript } from "./migrations.ts";

/** Brings `[db.vault]` into the vault; a secret that has changed is updated, others are left alone. */
export async function seedVault(sql: postgres.Sql, secrets: Record<string, string>): Promise<void> {
  for (const [name, secret] of Object.entries(secrets)) {
    const [known] = await sql<{ id: string; decrypted_secret: string }[]>`
      select id, decrypted_secret from vault.decrypted_secrets where name = ${name}`;
    if (known === undefined) await sql`select vault.create_secret(${secret}, ${name})`;
    else if (known.decrypted_secret !== secret) await sql`select vault.update_secret(${known.id}, ${secret})`;
  }
}

/** Runs the project's seed files, each once; one that does not exist is no error, as with the CLI. */
export async function runSeeds(sql: postgres.Sql, projectDir: string, paths: string[]): Promise<void> {
  for (const path of paths) {
    const text = await Deno.readTextFile(join(projectDir, path)).catch(() => undefined);
    if (text === undefined) continue;
    const [known] = await sql`select from supabase_migrations.seed_files where path = ${path}`;
    if (known !== undefined) continue;
    await runScript(sql, join(projectDir, path), text);
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${path}, md5(${text}))`;
  }
}

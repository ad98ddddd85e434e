/**
 * A bare Postgres with the project's migrations: nobody answers door-bells, and what pg_cron would do is left to the bench.
 *
 * @module
 */
import { join } from "node:path";
import postgres from "postgres";
import { PROJECT_DIR, STATE_DIR } from "../../folders.ts";
import { startGuard } from "../../stack/guard.ts";
import { freePort } from "../../stack/ports.ts";
import { startPostgres } from "../../stack/postgres/index.ts";
import { applyMigrations } from "../../stack/postgres/migrations.ts";
import { seedVault } from "../../stack/postgres/seed.ts";

export interface BareDatabase extends AsyncDisposable {
  /** A superuser's connections, for what is not measured. */
  readonly sql: postgres.Sql;
  /** New connections with plans of their own, for what is. */
  connect(amount?: number): postgres.Sql;
  /** New users' ids. */
  owners(amount: number): Promise<string[]>;
}

export async function bareDatabase(): Promise<BareDatabase> {
  const folder = await Deno.makeTempDir({ prefix: "docmill-bench-sql-" });
  const server = await startPostgres({
    cacheDir: join(STATE_DIR, "cache"),
    dataDir: join(folder, "data"),
    port: freePort(),
    durable: true,
    log: (level, message) => level === "error" && console.error(message),
  });
  const guard = startGuard();
  guard.add(server.pid, "shutdown");
  guard.addFolder(folder);
  const owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} });
  await applyMigrations(owner, join(PROJECT_DIR, "migrations"));
  await seedVault(owner, { project_url: "http://127.0.0.1:1" });
  await owner.end();
  const connect = (max = 1) => postgres(server.adminUrl, { max, onnotice: () => {} });
  const sql = connect(4);
  return {
    sql,
    connect,
    async owners(amount) {
      const rows = await sql<{ id: string }[]>`
        insert into auth.users (id, aud, role) select gen_random_uuid(), 'authenticated', 'authenticated'
        from generate_series(1, ${amount}::int) returning id`;
      return rows.map(({ id }) => id);
    },
    async [Symbol.asyncDispose]() {
      await sql.end();
      await server.stop();
      await guard.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

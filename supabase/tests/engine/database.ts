/**
 * A database with the project's migrations and nothing beside it: no functions answer its bells, no schedule sweeps it, so
 * a test decides what happens and when. One a process; the watchdog ends it with the process and removes its folder.
 *
 * @module
 */
import { join } from "node:path";
import postgres from "postgres";
import { PROJECT_DIR, STATE_DIR } from "../../../scripts/folders.ts";
import { startGuard } from "../../../scripts/stack/guard.ts";
import { freePort } from "../../../scripts/stack/ports.ts";
import { startPostgres } from "../../../scripts/stack/postgres/index.ts";
import { applyMigrations } from "../../../scripts/stack/postgres/migrations.ts";
import { seedVault } from "../../../scripts/stack/postgres/seed.ts";

let started: Promise<postgres.Sql> | undefined;

/** Connected as a superuser: tests look where no client may. */
export function database(): Promise<postgres.Sql> {
  return started ??= start();
}

async function start(): Promise<postgres.Sql> {
  const folder = await Deno.makeTempDir({ prefix: "docmill-engine-" });
  const server = await startPostgres({
    cacheDir: join(STATE_DIR, "cache"),
    dataDir: join(folder, "data"),
    port: await freePort(),
    durable: false,
    log: (level, message) => level === "error" && console.error(message),
  });
  const guard = startGuard();
  guard.add(server.pid, "shutdown");
  guard.addFolder(folder);
  const owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} });
  await applyMigrations(owner, join(PROJECT_DIR, "migrations"));
  await seedVault(owner, { project_url: "http://127.0.0.1:1" });
  await owner.end();
  return postgres(server.adminUrl, { max: 60, onnotice: () => {} });
}

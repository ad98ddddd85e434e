/**
 * Databases and nothing beside them: no functions answer their bells, no schedule sweeps them, so whoever uses one decides
 * what happens and when.
 *
 * @module
 */
import { join } from "node:path";
import postgres from "postgres";
import { PROJECT_DIR, STATE_DIR } from "../../folders.ts";
import { startGuard } from "../guard.ts";
import { freePort } from "../ports.ts";
import { startPostgres } from "./index.ts";
import { applyMigrations } from "./migrations.ts";
import { seedVault } from "./seed.ts";

export interface BareServer {
  /** As a superuser. */
  readonly adminUrl: string;
  readonly databaseUrl: string;
  /** The watchdog does the same when the process ends first. */
  stop(): Promise<void>;
}

interface BareOptions {
  /** Whether its disk is waited for: what is measured should be, what is tested need not. */
  readonly durable: boolean;
}

/** A database with the project's migrations. */
export async function startBareDatabase(options: BareOptions): Promise<BareServer> {
  const server = await startEmptyDatabase(options);
  const owner = postgres(server.databaseUrl, { max: 1, onnotice: () => {} });
  await applyMigrations(owner, join(PROJECT_DIR, "migrations"));
  await seedVault(owner, { project_url: "http://127.0.0.1:1" });
  await owner.end();
  return server;
}

/** A database as it is before the first migration. */
export async function startEmptyDatabase({ durable }: BareOptions): Promise<BareServer> {
  const folder = await Deno.makeTempDir({ prefix: "docmill-bare-" });
  const server = await startPostgres({
    cacheDir: join(STATE_DIR, "cache"),
    dataDir: join(folder, "data"),
    port: freePort(),
    durable,
    log: (level, message) => level === "error" && console.error(message),
  });
  const guard = startGuard();
  guard.add(server.pid, "shutdown");
  guard.addFolder(folder);
  return {
    adminUrl: server.adminUrl,
    databaseUrl: server.databaseUrl,
    async stop() {
      await server.stop();
      await guard.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

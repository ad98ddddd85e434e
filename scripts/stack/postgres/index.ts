/**
 * The stack's Postgres: programs, data folder and server in one call.
 *
 * @module
 */
import { dirname } from "node:path";
import { requirePort } from "../ports.ts";
import { prepareBinaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { postgresIdentity } from "./identity.ts";
import { removeStalePidFile } from "./pid_file.ts";
import { type PostgresServer, type ServerOptions, startServer } from "./server.ts";

export interface PostgresOptions extends Pick<ServerOptions, "dataDir" | "port" | "durable" | "log" | "onSpawn"> {
  /** Where programs and templates are kept for later starts. */
  cacheDir: string;
}

export interface Postgres extends PostgresServer {
  /** Whether the data folder was made by this start. */
  readonly fresh: boolean;
  /** As `supabase_admin`, a superuser. */
  readonly adminUrl: string;
  /** As `postgres`, the role of migrations and functions. */
  readonly databaseUrl: string;
}

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  // First the server of a killed stack has to be gone, which has the port as well as the data.
  await removeStalePidFile(options.dataDir);
  requirePort(options.port, "for Postgres", "db.port in supabase/config.toml");
  await Deno.mkdir(dirname(options.dataDir), { recursive: true });
  const binaries = await prepareBinaries(options.cacheDir);
  const identity = await postgresIdentity(binaries.folder, options.dataDir);
  const fresh = await ensureCluster({ binaries, identity, ...options });
  const server = await startServer({ binaries, identity, ...options });
  const address = `127.0.0.1:${options.port}/postgres`;
  return {
    ...server,
    fresh,
    adminUrl: `postgres://supabase_admin:postgres@${address}`,
    databaseUrl: `postgres://postgres:postgres@${address}`,
  };
}

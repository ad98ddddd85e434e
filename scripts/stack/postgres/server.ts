/**
 * A Postgres server process: started on a data folder, ready when this returns, shut down fast when told.
 *
 * @module
 */
import { join } from "node:path";
import { TextLineStream } from "../lines.ts";
import type { Binaries } from "./binaries.ts";
import type { Identity } from "./identity.ts";

export interface ServerOptions {
  binaries: Binaries;
  identity: Identity;
  dataDir: string;
  port: number;
  /** False when losing the data with the machine's power is fine: for throw-away servers, which are faster so. */
  durable: boolean;
  log: (level: "info" | "warn" | "error", message: string) => void;
  /** Told of the process as soon as there is one, before it is ready. */
  onSpawn?: (pid: number) => void;
}

export interface PostgresServer {
  readonly pid: number;
  /** Resolves when the process has ended, by whatever cause. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const READY = "database system is ready to accept connections";
const SHUTDOWN_MS = 10_000;

function settings(durable: boolean): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // Realtime reads the changes of the database from its log.
    wal_level: "logical",
    max_wal_senders: "10",
    max_replication_slots: "10",
    max_connections: "100",
    shared_preload_libraries: "pg_stat_statements",
    jit: "off",
    log_line_prefix: "",
    // Logical decoding sends only what has been flushed, so commits flush even where the flush is not made to last.
    synchronous_commit: "on",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
}

export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const { binaries, identity, dataDir, port, log } = options;
  const flags = Object.entries(settings(options.durable)).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const child = identity.command(binaries.program("postgres"), {
    args: ["-D", dataDir, "-p", String(port), ...flags],
    env: { LC_ALL: "C.UTF-8", TZ: "UTC" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    // Ctrl-C in a terminal goes to the whole group; the stack ends Postgres last, when nobody uses it any more.
    detached: true,
  }).spawn();
  options.onSpawn?.(child.pid);

  const ready = Promise.withResolvers<void>();
  const lastLines: string[] = [];
  const reading = (async () => {
    for await (const line of child.stderr.pipeThrough(new TextLineStream())) {
      if (line.includes(READY)) ready.resolve();
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      log(/\b(FATAL|PANIC)\b/.test(line) ? "error" : /\b(ERROR|WARNING)\b/.test(line) ? "warn" : "info", line);
    }
  })();
  const ended = Promise.all([child.status, reading]).then(() => {});
  ended.then(() => ready.reject(new Error(`Postgres ended while starting:\n${lastLines.join("\n")}`)));
  await ready.promise;

  return {
    pid: child.pid,
    ended,
    async stop() {
      const timer = setTimeout(() => signal(child, "SIGQUIT"), SHUTDOWN_MS);
      signal(child, "SIGINT");
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Makes an empty cluster in a folder that does not exist yet. */
export async function initCluster(binaries: Binaries, identity: Identity, dataDir: string): Promise<void> {
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (identity.owner !== undefined) await Deno.chown(dataDir, identity.owner.uid, identity.owner.gid);
  const locale = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--encoding=UTF8"];
  const { success, stderr } = await identity.command(binaries.program("initdb"), {
    args: ["-D", dataDir, "-U", "supabase_admin", "--auth=trust", ...locale, "--no-sync", "--no-instructions"],
    env: { LC_ALL: "C.UTF-8", TZ: "UTC", PATH: join(binaries.folder, "bin") + ":/usr/bin:/bin" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot make a Postgres cluster in ${dataDir}: ${new TextDecoder().decode(stderr)}`);
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch {
    // It has ended already.
  }
}

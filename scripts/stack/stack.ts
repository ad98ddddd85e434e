/**
 * The embedded stack: a Supabase project's services in one process, on Postgres, for a machine without Docker.
 *
 * @module
 */
import { join } from "node:path";
import postgres from "postgres";
import { PROJECT_DIR, STATE_DIR } from "../folders.ts";
import { createAuth } from "./auth/index.ts";
import { readConfig, type StackConfig } from "./config.ts";
import type { Service, StackContext, StackLog } from "./context.ts";
import { createFunctions } from "./functions/index.ts";
import type { Metering } from "./functions/metering.ts";
import { startGateway } from "./gateway.ts";
import { startGuard } from "./guard.ts";
import { createKeys, type Keys } from "./keys.ts";
import { createMail } from "./mail.ts";
import { freePort, requirePort } from "./ports.ts";
import { type Postgres, startPostgres } from "./postgres/index.ts";
import { applyMigrations } from "./postgres/migrations.ts";
import { runSeeds, seedVault } from "./postgres/seed.ts";
import { createRealtime } from "./realtime/index.ts";
import { createRest } from "./rest/index.ts";
import { startSchedules } from "./schedules.ts";
import { holdStateFolder } from "./state_folder.ts";
import { createStorage } from "./storage/index.ts";
import { startWebhooks } from "./webhooks.ts";

export interface StackOptions {
  /** The project's `supabase` folder. */
  projectDir?: string;
  /** The stack's one folder. An ephemeral stack has its own, which goes with it. */
  stateDir?: string;
  /** The API's port; by default config.toml's, or a free one for an ephemeral stack. */
  port?: number;
  /** A stack for one occasion: free ports, and nothing left of it in the end. */
  ephemeral?: boolean;
  /** Ports that are free rather than config.toml's. By default for an ephemeral stack. */
  freePorts?: boolean;
  /** False when a crash of the machine may cost the data, which is faster. By default true unless ephemeral. */
  durable?: boolean;
  /** A folder to serve at `/`, such as the built client. */
  serveStatic?: string;
  /** Pages of the program that runs the stack, by path. */
  pages?: Record<string, () => Promise<Response>>;
  /** What functions find in their environment unless the project's secrets say otherwise. */
  functionDefaults?: Readonly<Record<string, string>>;
  log?: StackLog;
}

export interface Stack {
  /** Where clients reach it. */
  readonly url: string;
  readonly keys: Pick<Keys, "publishableKey" | "secretKey" | "anonKey" | "serviceRoleKey" | "jwtSecret">;
  /** Postgres as `postgres`. */
  readonly databaseUrl: string;
  /** Postgres as a superuser. */
  readonly adminUrl: string;
  readonly stateDir: string;
  readonly config: StackConfig;
  /** Where the mail catcher takes mail in, if it does; what it caught is at `/mail`. */
  readonly smtpPort: number | undefined;
  /** What invocations of functions have cost so far. */
  metering(): Metering;
  /** Loads functions before their first request. */
  warm(names: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** @throws Error with a sentence for the user when a port or the folder is taken, or the project cannot be used */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const projectDir = options.projectDir ?? PROJECT_DIR;
  const ephemeral = options.ephemeral ?? false;
  const freePorts = options.freePorts ?? ephemeral;
  const log = options.log ?? (() => {});
  const config = await readConfig(projectDir);
  const port = options.port ?? (freePorts ? freePort() : config.api.port);
  requirePort(port, "for the API", "api.port in supabase/config.toml");

  const stateDir = options.stateDir ??
    (ephemeral ? await Deno.makeTempDir({ prefix: "stack-" }) : STATE_DIR);
  const folder = await holdStateFolder(stateDir);
  const guard = startGuard();
  if (ephemeral) void guard.addFolder(stateDir);
  // What has been started, in the order in which it is needed; it is stopped the other way round.
  const running: Service[] = [{
    async stop() {
      await guard.close();
      await folder.release();
      if (ephemeral) await Deno.remove(stateDir, { recursive: true });
    },
  }];
  const stop = () => stopAll(running, log);
  try {
    const [keys, database] = await Promise.all([
      createKeys(config.auth),
      startPostgres({
        cacheDir: join(STATE_DIR, "cache"),
        dataDir: join(stateDir, "postgres"),
        port: freePorts ? freePort() : config.db.port,
        durable: options.durable ?? !ephemeral,
        log: (level, message) => log("postgres", level, message),
        onSpawn: (pid) => void guard.add(pid, "shutdown"),
      }),
    ]);
    running.push(database);
    database.ended.then(() => {
      if (running.includes(database)) log("stack", "error", "Postgres has ended. Stop the stack and start it again.");
    });
    const ctx: StackContext = {
      config,
      keys,
      publicUrl: `http://127.0.0.1:${port}`,
      adminUrl: database.adminUrl,
      databaseUrl: database.databaseUrl,
      stateDir,
      projectDir,
      log,
      guard: (pid) => void guard.add(pid),
      unguard: (pid) => void guard.remove(pid),
    };
    await prepareDatabase(ctx, database);
    const { functions, mail } = await startServices(ctx, port, options, running);
    const { publishableKey, secretKey, anonKey, serviceRoleKey } = keys;
    const note = { url: ctx.publicUrl, databaseUrl: ctx.databaseUrl, pid: Deno.pid };
    await folder.announce({ ...note, publishableKey, secretKey, anonKey, serviceRoleKey });
    return {
      url: ctx.publicUrl,
      keys,
      databaseUrl: ctx.databaseUrl,
      adminUrl: ctx.adminUrl,
      stateDir,
      config,
      smtpPort: mail.smtpPort,
      metering: () => functions.metering(),
      warm: (names) => functions.warm(names),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Brings the database to where config.toml and the migrations want it. */
async function prepareDatabase(ctx: StackContext, database: Postgres): Promise<void> {
  const { db } = ctx.config;
  const sql = postgres(ctx.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    if (db.migrationsEnabled) {
      const applied = await applyMigrations(sql, join(ctx.projectDir, "migrations"));
      for (const name of applied) ctx.log("postgres", "info", `Applied ${name}`);
    }
    // By the name that Supabase's guides use for it. Only the stack knows where it listens.
    await seedVault(sql, { ...db.vault, project_url: ctx.publicUrl });
    if (database.fresh) await runSeeds(sql, ctx.projectDir, db.seedPaths);
  } finally {
    await sql.end();
  }
}

/** Functions send their mail to the catcher. */
function mailSettings(smtpPort: number | undefined): Record<string, string> {
  if (smtpPort === undefined) return {};
  return { DOCMILL_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DOCMILL_MAIL_FROM: "Docmill <docmill@localhost>" };
}

async function startServices(ctx: StackContext, port: number, options: StackOptions, running: Service[]) {
  const started = async <Part extends Service>(part: Promise<Part> | Part): Promise<Part> => {
    const service = await part;
    running.push(service);
    return service;
  };
  const smtpPort = options.freePorts ?? options.ephemeral ?? false ? freePort() : ctx.config.mail.smtpPort;
  const mail = await started(createMail(ctx, smtpPort));
  const parts = [
    started(createRest(ctx)),
    started(createAuth(ctx, mail)),
    started(createStorage(ctx)),
    started(createRealtime(ctx)),
    started(
      createFunctions({ ...ctx, functionDefaults: { ...mailSettings(mail.smtpPort), ...options.functionDefaults } }),
    ),
  ] as const;
  // When one fails, the others have to be there before they can be stopped.
  await Promise.allSettled(parts);
  const [rest, auth, storage, realtime, functions] = await Promise.all(parts);
  const { config, keys, log } = ctx;
  const { serveStatic, pages } = options;
  await started(
    startGateway({ port, config, keys, log, rest, auth, storage, realtime, functions, mail, serveStatic, pages }),
  );
  // These call functions through the gateway, so it has to be there first.
  await Promise.all([started(startWebhooks(ctx)), started(startSchedules(ctx))]);
  return { functions, mail };
}

async function stopAll(running: Service[], log: StackLog): Promise<void> {
  for (const service of running.splice(0).reverse()) {
    await service.stop().catch((error) => log("stack", "error", `Cannot stop cleanly: ${error.message}`));
  }
}

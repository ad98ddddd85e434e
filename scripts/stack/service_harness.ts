/**
 * For tests: Storage and Realtime alone, on a database of their own, where either can be cut off and started again.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { STATE_DIR } from "../folders.ts";
import { identifyCaller } from "./callers.ts";
import { parseConfig } from "./config.ts";
import type { StackContext } from "./context.ts";
import { createKeys, type Keys } from "./keys.ts";
import { openPool } from "./pool.ts";
import { freePort } from "./ports.ts";
import { type Postgres, startPostgres } from "./postgres/index.ts";
import { createRealtime, type RealtimeService } from "./realtime/index.ts";
import { createStorage } from "./storage/index.ts";

const HOUR = 3600;
const PATIENCE = 10_000;

export interface TestUser {
  id: string;
  token: string;
  client: SupabaseClient;
}

export class ServiceHarness implements AsyncDisposable {
  readonly #port = freePort();
  readonly url = `http://127.0.0.1:${this.#port}`;
  /** What the services had to say, warnings and worse. */
  readonly complaints: string[] = [];
  readonly #clients: SupabaseClient[] = [];
  #postgres!: Postgres;
  #server: Deno.HttpServer | undefined;
  #storage: Awaited<ReturnType<typeof createStorage>> | undefined;
  #realtime: RealtimeService | undefined;

  private constructor(
    readonly folder: string,
    readonly databasePort: number,
    readonly keys: Keys,
    /** As a superuser. */
    readonly sql: Sql,
  ) {}

  /** @param schema SQL to prepare the database with, run as migrations are */
  static async start(schema: string): Promise<ServiceHarness> {
    const folder = await Deno.makeTempDir({ prefix: "services-" });
    await Deno.chmod(folder, 0o755);
    const port = freePort();
    const address = `127.0.0.1:${port}/postgres`;
    const sql = openPool(`postgres://supabase_admin:postgres@${address}`, { name: "test", max: 2 });
    const keys = await createKeys(parseConfig("", "none", () => undefined).auth);
    const harness = new ServiceHarness(folder, port, keys, sql);
    await harness.startDatabase();
    const migrating = postgres(`postgres://postgres:postgres@${address}`, { max: 1, onnotice: () => {} });
    await migrating.unsafe(schema);
    await migrating.end();
    await harness.startServices();
    return harness;
  }

  get databaseUrl(): string {
    return this.#postgres.databaseUrl;
  }

  async startDatabase(): Promise<void> {
    this.#postgres = await startPostgres({
      cacheDir: join(STATE_DIR, "cache"),
      dataDir: join(this.folder, "data"),
      port: this.databasePort,
      durable: false,
      log: () => {},
    });
  }

  async stopDatabase(): Promise<void> {
    await this.#postgres.stop();
  }

  async startServices(): Promise<void> {
    const text = '[storage]\nfile_size_limit = "50MiB"\n[storage.buckets.files]\npublic = false\n';
    const ctx: StackContext = {
      config: parseConfig(text, "test", () => undefined),
      keys: this.keys,
      publicUrl: this.url,
      adminUrl: this.#postgres.adminUrl,
      databaseUrl: this.#postgres.databaseUrl,
      stateDir: this.folder,
      projectDir: this.folder,
      log: (source, level, message) => {
        if (level === "warn" || level === "error") this.complaints.push(`${source}: ${message}`);
      },
      guard: () => {},
      unguard: () => {},
    };
    const [storage, realtime] = await Promise.all([createStorage(ctx), createRealtime(ctx)]);
    [this.#storage, this.#realtime] = [storage, realtime];
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: this.#port, onListen: () => {} }, async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/realtime/v1/websocket") return await realtime.upgrade(request);
      const caller = await identifyCaller(request, this.keys, false);
      if ("refusal" in caller) return caller.refusal;
      return await (pathname.startsWith("/storage/") ? storage : realtime).handle(request, caller.claims);
    });
  }

  async stopServices(): Promise<void> {
    await this.#realtime?.stop();
    await this.#server?.shutdown();
    await this.#storage?.stop();
  }

  /** @param lifetime seconds that the user's token is valid */
  async user(options: { lifetime?: number; realtime?: Record<string, unknown> } = {}): Promise<TestUser> {
    const id = crypto.randomUUID();
    const token = await this.token(id, options.lifetime);
    const client = createClient(this.url, this.keys.publishableKey, {
      accessToken: () => Promise.resolve(token),
      ...(options.realtime ? { realtime: options.realtime } : {}),
    });
    await client.realtime.setAuth();
    this.#clients.push(client);
    return { id, token, client };
  }

  token(id: string, lifetime = HOUR): Promise<string> {
    return this.keys.sign({ role: "authenticated", sub: id, exp: Math.floor(Date.now() / 1000) + lifetime });
  }

  /** Past all policies. */
  admin(): SupabaseClient {
    const client = createClient(this.url, this.keys.secretKey, {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    this.#clients.push(client);
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) {
      await client.removeAllChannels();
      await client.realtime.disconnect();
    }
    await this.stopServices();
    await this.sql.end({ timeout: 1 });
    await this.stopDatabase();
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** Waits until `check` gives something other than `undefined` or `false`. */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
): Promise<NonNullable<Exclude<T, false>>> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await delay(20)) {
    const value = await check();
    if (value !== undefined && value !== false && value !== null) return value as NonNullable<Exclude<T, false>>;
  }
  throw new Error(`Waited ${PATIENCE / 1000} s in vain: ${what}.`);
}

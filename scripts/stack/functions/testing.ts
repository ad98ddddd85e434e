/**
 * What tests of functions share: a project in a temporary folder, its functions served, and what they logged.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import type { StackContext } from "../context.ts";
import { createKeys } from "../keys.ts";
import { commandLine } from "../processes.ts";
import { createFunctions, type Functions } from "./index.ts";
import type { Invocation } from "./metering.ts";
import type { Limits } from "./limits.ts";

export interface ServedFunctions extends Functions, AsyncDisposable {
  /** The project's folder of functions. */
  readonly folder: string;
  readonly ctx: StackContext;
  readonly log: readonly LogEntry[];
  /** Waits for a log entry, past or to come. */
  logged(test: (entry: LogEntry) => boolean): Promise<LogEntry>;
  /** Waits for an invocation to be over. */
  invocation(test: (invocation: Invocation) => boolean): Promise<Invocation>;
  /** Writes files of the project, by their paths relative to the folder of functions. */
  write(files: Record<string, string>): Promise<void>;
  call(path: string, init?: RequestInit): Promise<Response>;
}

export interface LogEntry {
  readonly source: string;
  readonly level: string;
  readonly message: string;
}

const BASE = "http://127.0.0.1:54321/functions/v1/";

/** Serves functions given as the sources of their `index.ts`, by name; when it is disposed of, no process may be left. */
export async function serve(
  functions: Record<string, string>,
  options: { limits?: Partial<Limits>; config?: string; files?: Record<string, string> } = {},
): Promise<ServedFunctions> {
  const root = await Deno.makeTempDir({ prefix: "docmill-functions-" });
  const projectDir = join(root, "supabase");
  const folder = join(projectDir, "functions");
  const write = async (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) {
      await Deno.mkdir(join(folder, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, path), content);
    }
  };
  await write({ ...options.files });
  await write(Object.fromEntries(Object.entries(functions).map(([name, source]) => [`${name}/index.ts`, source])));
  await Deno.writeTextFile(join(projectDir, "config.toml"), options.config ?? "");

  const log = new Log();
  const pids = new Set<number>();
  const config = await readConfig(projectDir);
  const ctx: StackContext = {
    config,
    keys: await createKeys(config.auth),
    publicUrl: "http://127.0.0.1:54321",
    adminUrl: "postgres://supabase_admin@127.0.0.1:54322/postgres",
    databaseUrl: "postgres://postgres:postgres@127.0.0.1:54322/postgres",
    stateDir: join(root, "state"),
    projectDir,
    log: (source, level, message) => log.add({ source, level, message }),
    guard: (pid) => void pids.add(pid),
    unguard: (pid) => void pids.delete(pid),
  };
  const service = await createFunctions(ctx, { limits: options.limits ?? {} });
  return {
    ...service,
    folder,
    ctx,
    log: log.entries,
    logged: (test) => log.wait(test),
    async invocation(test) {
      for (;;) {
        const found = service.metering().invocations.find(test);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    write,
    call: (path, init) => service.handle(path.split(/[/?]/)[0]!, new Request(BASE + path, init)),
    async [Symbol.asyncDispose]() {
      const started = [...pids];
      await service.stop();
      assert.deepEqual([...pids], [], "every isolate is taken off the guard's list");
      for (const pid of started) assert.equal(await commandLine(pid), undefined, "no isolate outlives its service");
      await Deno.remove(root, { recursive: true });
    },
  };
}

/**
 * Source text: `burn(ms)` uses so much CPU. Time spent waiting for a core hardly counts, because a wait falls into one of
 * its steps of a millisecond.
 */
export const BURN = `
function burn(ms) {
  for (let worked = 0; worked < ms; worked++) {
    for (const start = performance.now(); performance.now() - start < 1;);
  }
}
`;

export interface Gate extends AsyncDisposable {
  /** What a function fetches to wait at the gate. */
  readonly url: string;
  /** Fulfilled when somebody waits. */
  readonly reached: Promise<void>;
  open(): void;
}

/** Something outside that a function can wait for, and a test lets happen. */
export function closedGate(): Gate {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    reached.resolve();
    await opened.promise;
    return new Response("open");
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    reached: reached.promise,
    open: () => opened.resolve(),
    async [Symbol.asyncDispose]() {
      opened.resolve();
      await server.shutdown();
    },
  };
}

class Log {
  readonly entries: LogEntry[] = [];
  readonly #waiting = new Set<(entry: LogEntry) => void>();

  add(entry: LogEntry): void {
    this.entries.push(entry);
    for (const tell of this.#waiting) tell(entry);
  }

  wait(test: (entry: LogEntry) => boolean): Promise<LogEntry> {
    const past = this.entries.find(test);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve) => {
      const tell = (entry: LogEntry) => {
        if (!test(entry)) return;
        this.#waiting.delete(tell);
        resolve(entry);
      };
      this.#waiting.add(tell);
    });
  }
}

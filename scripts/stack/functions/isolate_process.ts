/**
 * Starts the process of an isolate: which Deno, with what permissions, and where it may read and write.
 *
 * @module
 */
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { functionConfig } from "../config.ts";
import type { StackContext } from "../context.ts";
import { environmentOf } from "./environment.ts";
import type { Limits } from "./limits.ts";
import { CONTROL } from "./messages.ts";

/**
 * Names another Deno for functions, such as the older one that hosted's runtime is built on: then what is newer is truly
 * missing, and not only what `runtime/hosted_apis.ts` takes away.
 */
const ENGINE = "STACK_FUNCTIONS_DENO";

const PRELOAD = fileURLToPath(new URL("./runtime/preload.ts", import.meta.url));

/** The file that a function begins with; undefined when there is no such function. */
export function entrypointOf(ctx: StackContext, name: string): string | undefined {
  if (!/^[A-Za-z0-9][\w-]*$/.test(name)) return undefined;
  const { enabled, entrypoint } = functionConfig(ctx.config, name);
  const path = join(ctx.projectDir, entrypoint ?? join("functions", name, "index.ts"));
  return enabled && existsSync(path) ? path : undefined;
}

/** Holds the temporary folder of each isolate. */
export function temporaryFolder(ctx: StackContext): string {
  return join(ctx.stateDir, "functions", "tmp");
}

export interface IsolateProcess {
  readonly child: Deno.ChildProcess;
  /** The isolate's own temporary folder, the only place that it may write to. */
  readonly temporary: string;
}

/** @param control where the isolate calls in, see `control.ts` */
export function startProcess(
  ctx: StackContext,
  name: string,
  entrypoint: string,
  executionId: string,
  limits: Limits,
  control: { port: number; token: string },
): IsolateProcess {
  const temporary = join(temporaryFolder(ctx), executionId);
  Deno.mkdirSync(temporary, { recursive: true });
  const engine = Deno.env.get(ENGINE);
  const readable = [dirname(entrypoint), join(ctx.projectDir, "functions"), ...nodeModules(ctx.projectDir), temporary];
  const child = new Deno.Command(engine ?? Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-remote",
      "--no-lock",
      "--no-check",
      ...importMap(ctx, name),
      // No --allow-run and no --allow-ffi: hosted has neither processes nor native add-ons.
      "--allow-net",
      "--allow-env",
      "--allow-sys",
      `--allow-read=${readable.join(",")}`,
      `--allow-write=${temporary}`,
      `--v8-flags=--max-old-space-size=${limits.memoryMb}`,
      ...(engine ? withoutPreload(entrypoint, temporary) : ["--preload", PRELOAD, entrypoint]),
    ],
    cwd: dirname(entrypoint),
    clearEnv: true,
    env: {
      ...environmentOf(ctx, name),
      SB_EXECUTION_ID: executionId,
      TMPDIR: temporary,
      DENO_DIR: join(ctx.stateDir, "functions", "cache"),
      DENO_NO_UPDATE_CHECK: "1",
      NO_COLOR: "1",
      [CONTROL]: JSON.stringify(control),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return { child, temporary };
}

/** How a Deno that knows no `--preload` runs an entrypoint, which must need no configuration: a bundle. */
function withoutPreload(entrypoint: string, temporary: string): string[] {
  const start = join(temporary, "start.js");
  const [preload, own] = [PRELOAD, entrypoint].map((path) => JSON.stringify(pathToFileURL(path).href));
  Deno.writeTextFileSync(start, `import ${preload};\nawait import(${own});\n`);
  return ["--no-config", start];
}

/** `[functions.<name>] import_map` names an import map, or a `deno.json` that holds one. */
function importMap(ctx: StackContext, name: string): string[] {
  const { importMap } = functionConfig(ctx.config, name);
  if (importMap === undefined) return [];
  const path = resolve(ctx.projectDir, importMap);
  const isConfig = basename(path, extname(path)) === "deno";
  return [isConfig ? "--config" : "--import-map", path];
}

/** The folders that npm packages resolve to: those beside the project and above it, wherever they are linked to. */
function nodeModules(folder: string): string[] {
  const here = join(folder, "node_modules");
  const above = dirname(folder) === folder ? [] : nodeModules(dirname(folder));
  return existsSync(here) ? [...new Set([here, realpathSync(here)]), ...above] : above;
}

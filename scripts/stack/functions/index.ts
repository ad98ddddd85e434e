/**
 * Edge Functions: serves `supabase/functions/<name>` as hosted does, a Deno process for each isolate, with hosted's
 * limits enforced.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Service, StackContext } from "../context.ts";
import { clientGone, functionNotFound, idleTimeout } from "./answers.ts";
import { bootError, workerError, workerLimit } from "./answers.ts";
import { Control } from "./control.ts";
import { FunctionPool } from "./function_pool.ts";
import type { Isolate } from "./isolate.ts";
import { entrypointOf, temporaryFolder } from "./isolate_process.ts";
import { HOSTED_LIMITS, type Limits } from "./limits.ts";
import { InvocationLog, type Metering } from "./metering.ts";
import { forward } from "./proxy.ts";
import { SourceWatch } from "./source_watch.ts";
import { canReadUsage } from "./usage.ts";

/** How long invocations may go on, after `beforeunload`, when the stack stops. */
const STOP_GRACE_MS = 1000;

export interface Functions extends Service {
  /** Answers a request for a function; the function sees the path `/<name>/…`, as on hosted. */
  handle(name: string, request: Request): Promise<Response>;
  /** Starts an isolate of each, so that its first request does not wait for that. */
  warm(names: string[]): Promise<void>;
  /** What the latest invocations cost, and what each isolate has used. */
  metering(): Metering;
}

export interface FunctionsOptions {
  /** Where they differ from hosted's. */
  readonly limits?: Partial<Limits>;
}

export async function createFunctions(ctx: StackContext, options: FunctionsOptions = {}): Promise<Functions> {
  const limits = { ...HOSTED_LIMITS, ...options.limits };
  const control = new Control();
  const pools = new Map<string, FunctionPool>();
  const invocations = new InvocationLog();
  const source = join(ctx.projectDir, "functions");
  const watch = existsSync(source) ? new SourceWatch(source, renew) : undefined;
  if (ctx.config.edgeRuntime.policy === "oneshot") {
    ctx.log(
      "functions",
      "warn",
      'edge_runtime.policy "oneshot" is served as "per_worker": isolates take many requests.',
    );
  }
  if (!canReadUsage) {
    ctx.log("functions", "warn", "CPU and memory of functions are not limited: that is done on Linux only.");
  }

  function poolOf(name: string): FunctionPool | undefined {
    const entrypoint = entrypointOf(ctx, name);
    const known = pools.get(name);
    if (entrypoint === undefined) return undefined;
    if (known !== undefined) return known;
    const pool = new FunctionPool({ ctx, control, limits, name, entrypoint });
    pools.set(name, pool);
    return pool;
  }

  function renew(changed: string | undefined): void {
    for (const [name, pool] of pools) {
      if (changed === undefined || changed === name) pool.renew("has old code");
    }
  }

  /** Notes what the request costs, when all that it started is over. */
  function meter(name: string, isolate: Isolate, requestId: string): void {
    isolate.usage.sample();
    const started = performance.now();
    const cpuBefore = isolate.usage.cpuMs;
    isolate.begin(requestId, () =>
      invocations.add({
        function: name,
        executionId: isolate.executionId,
        cpuMs: isolate.usage.cpuMs - cpuBefore,
        peakMemoryMb: isolate.usage.peakMemoryMb,
        wallMs: performance.now() - started,
        ended: isolate.ending ?? "ok",
      }));
  }

  async function handle(name: string, request: Request): Promise<Response> {
    const isolate = poolOf(name)?.acquire();
    if (isolate === undefined) return functionNotFound();
    const requestId = crypto.randomUUID();
    meter(name, isolate, requestId);

    const connection = await isolate.listening.catch(() => undefined);
    if (connection === undefined) {
      return isolate.ending === "cpu" || isolate.ending === "memory" ? workerLimit() : bootError();
    }

    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort("idle"), limits.idleMs);
    request.signal.addEventListener("abort", () => giveUp.abort("client"));
    if (request.signal.aborted) giveUp.abort("client");
    try {
      return await forward(request, {
        connection,
        requestId,
        signal: giveUp.signal,
        worksOn: () => isolate.worksOn(requestId),
      });
    } catch {
      if (giveUp.signal.aborted) return giveUp.signal.reason === "idle" ? idleTimeout(limits.idleMs) : clientGone();
      const ending = await isolate.ended;
      return ending === "ok" || ending === "crash" ? workerError() : workerLimit();
    } finally {
      clearTimeout(timer);
    }
  }

  // What isolates left that were killed together with the stack.
  await Deno.remove(temporaryFolder(ctx), { recursive: true }).catch(() => {});
  return {
    handle,
    async warm(names) {
      await Promise.all(names.map((name) => poolOf(name)?.warm()));
    },
    metering: () => ({
      invocations: invocations.list(),
      isolates: [...pools.values()].flatMap((pool) => pool.usage()),
    }),
    async stop() {
      await watch?.stop();
      await Promise.all([...pools.values()].map((pool) => pool.stop(STOP_GRACE_MS)));
      await control.close();
    },
  };
}

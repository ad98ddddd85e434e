/// <reference path="../_shared/platform/edge_runtime.d.ts" />
/**
 * The webhook's target: one bounded run of one job. Answers as soon as the lease is taken, works in the background.
 *
 * The single-use token in the body is the authorisation (`verify_jwt = false`): whoever does not hold it gets nothing.
 *
 * @module
 */
import { z } from "zod";
import { EDGE_LIMITS } from "../_shared/engine/budget.ts";
import { CpuMeter } from "../_shared/engine/cpu_meter.ts";
import { createRpcQueue } from "../_shared/engine/queue_rpc.ts";
import { type EngineContext, work } from "../_shared/engine/work.ts";
import { getConfig } from "../_shared/platform/config.ts";
import { createLogger } from "../_shared/platform/log.ts";
import { createObjectStore } from "../_shared/platform/object_store.ts";
import { createRpc } from "../_shared/platform/rpc.ts";

const DoorBell = z.object({ job_id: z.uuid(), token: z.uuid() });

/** What loading this module and its dependencies costs an isolate: 90 ms measured on 2 cores, rounded up. */
const BOOT_CPU_MS = 120;

const MAX_BELL_BYTES = 1024;

const { supabaseUrl: url, secretKey: apiKey } = getConfig();
const log = createLogger({ function: "process-job" });
const shutdown = new AbortController();
addEventListener("beforeunload", () => shutdown.abort());

const engine: EngineContext = {
  queue: createRpcQueue(createRpc({ url, apiKey })),
  store: createObjectStore({ url, apiKey }),
  meter: new CpuMeter(BOOT_CPU_MS),
  limits: EDGE_LIMITS,
  log,
  shutdown: shutdown.signal,
};

Deno.serve(async (request) => {
  // Anybody may call: nothing larger than a bell is read.
  if (!(Number(request.headers.get("content-length")) <= MAX_BELL_BYTES)) return new Response(null, { status: 413 });
  const bell = DoorBell.safeParse(await request.json().catch(() => null));
  if (!bell.success) return Response.json({ error: "Expected {job_id, token}." }, { status: 400 });
  const assignment = await engine.queue.begin(bell.data.job_id, bell.data.token);
  if (!assignment) return Response.json({ error: "This token is old, used or unknown." }, { status: 409 });

  EdgeRuntime.waitUntil(
    work(assignment, engine)
      .then((outcome) =>
        log.info("invocation ended", {
          began_with: assignment.job.id,
          outcome,
          cpu_ms: Math.round(engine.meter.usedMs),
        })
      )
      // The lease runs out and the sweep takes the job up again: nothing is lost, but somebody should know.
      .catch((error) => log.error("invocation broke off", { job: assignment.job.id, error })),
  );
  return Response.json({ accepted: true }, { status: 202 });
});

/**
 * `npm run worker [-- --kinds a,b --concurrency n]`: the engine as a long-running process, against any Supabase.
 *
 * SUPABASE_URL and SUPABASE_SECRET_KEY say where; with SUPABASE_DB_URL as well, the queue is used over a direct connection.
 * Without them the stack that runs on this checkout is used. DOCMILL_DETECTOR_MODEL names a model in the format of ONNX by
 * which the kind `fillable-pdf` finds fields with the option `detector: "onnx"`.
 *
 * SIGTERM and Ctrl-C make it give its jobs back and end; after a second Ctrl-C it ends at once, and they go on in 20 s.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { createClient } from "@supabase/supabase-js";
import { JOB_KINDS } from "../supabase/functions/_shared/jobs/job.ts";
import { createLogger } from "../supabase/functions/_shared/platform/log.ts";
import { createObjectStore } from "../supabase/functions/_shared/platform/object_store.ts";
import { createRpc } from "../supabase/functions/_shared/platform/rpc.ts";
import { openPool } from "./stack/pool.ts";
import { provideModel } from "./worker/model.ts";
import { findConnection } from "./worker/connection.ts";
import { createPostgresRpc } from "./worker/rpc_postgres.ts";
import { wakeByNotify, wakeByRealtime } from "./worker/wake.ts";
import { runWorker } from "./worker/worker.ts";

const { values } = parseArgs({
  options: { kinds: { type: "string", default: JOB_KINDS.join(",") }, concurrency: { type: "string", default: "2" } },
});
const wrong = (sentence: string): never => {
  console.error(sentence);
  Deno.exit(2);
};
const concurrency = Number(values.concurrency);
if (!Number.isInteger(concurrency) || concurrency < 1) wrong("--concurrency is wrong: give a whole number from 1 on.");
const { url, secretKey, databaseUrl } = await findConnection().catch((error: Error) => wrong(error.message));
const stop = new AbortController();
let isWorking = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    if (!isWorking) Deno.exit(0);
    // SIGTERM comes twice where it is sent to all processes of a group: the one that started us passes it on.
    if (signal === "SIGINT" && stop.signal.aborted) Deno.exit(130);
    stop.abort();
  });
}

const log = createLogger({ worker: `${Deno.hostname()}-${Deno.pid}` });
const sql = databaseUrl ? openPool(databaseUrl, { name: "docmill-worker", max: concurrency + 1 }) : undefined;
const supabase = createClient(url, secretKey, { auth: { persistSession: false, autoRefreshToken: false } });
const wake = databaseUrl ? await wakeByNotify(databaseUrl) : await wakeByRealtime(supabase);

const model = Deno.env.get("DOCMILL_DETECTOR_MODEL");
if (model) await provideModel(model);

log.info("worker started", {
  kinds: values.kinds,
  concurrency,
  connection: sql ? "direct" : "api",
});
isWorking = true;
await runWorker({
  rpc: sql ? createPostgresRpc(sql) : createRpc({ url, apiKey: secretKey }),
  store: createObjectStore({ url, apiKey: secretKey }),
  wake,
  log,
  kinds: values.kinds.split(","),
  concurrency,
  stop: stop.signal,
});
await wake.close();
await sql?.end({ timeout: 5 });
log.info("worker stopped");
Deno.exit(0);

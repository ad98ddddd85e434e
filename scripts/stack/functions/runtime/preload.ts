/**
 * Runs inside an isolate before the function's own code, and makes of plain Deno what hosted functions run on:
 * `EdgeRuntime.waitUntil`, `beforeunload` with a reason, and the things that hosted lacks taken away.
 *
 * @module
 */
import { withoutMissingApis } from "./hosted_apis.ts";
import { Supervisor } from "./supervisor.ts";
import { WorkLog } from "./work_log.ts";

const supervisor = await Supervisor.connect();
const work = new WorkLog((event) => supervisor.send(event));

// Ctrl-C in a terminal reaches every process of the group; when to stop is the supervisor's to say.
if (Deno.build.os !== "windows") Deno.addSignalListener("SIGINT", () => {});

withoutMissingApis();
Object.defineProperty(globalThis, "EdgeRuntime", {
  value: { waitUntil: <T>(promise: T): T => work.waitUntil(promise) },
});

const listen = Deno.serve;
let serving = false;

/** Same call as `Deno.serve`; where it listens is not the function's to choose. */
function serve(...args: unknown[]): Deno.HttpServer<Deno.NetAddr> {
  if (serving) throw new Error("Cannot call Deno.serve twice: a function is one server.");
  serving = true;
  const options = args.find((arg): arg is Partial<Deno.ServeInit> => typeof arg === "object" && arg !== null) ?? {};
  const handler = args.find((arg): arg is Deno.ServeHandler => typeof arg === "function") ?? options.handler;
  if (handler === undefined) throw new TypeError("Cannot call Deno.serve without a handler.");
  return listen({
    port: 0,
    hostname: "127.0.0.1",
    onListen: ({ port }) => supervisor.send({ listening: port }),
    onError: workerError,
  }, (request, info) => work.track(request, info, handler));
}

function workerError(error: unknown): Response {
  console.error(error);
  const message = "Function exited due to an error (please check logs)";
  return Response.json({ code: "WORKER_ERROR", message }, { status: 500 });
}

Object.defineProperty(Deno, "serve", { value: serve });
supervisor.obey({
  beforeUnload(reason) {
    const event = new Event("beforeunload", { cancelable: true });
    dispatchEvent(Object.assign(event, { detail: { reason } }));
  },
});

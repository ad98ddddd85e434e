import assert from "node:assert/strict";
import { BURN, closedGate, serve } from "./testing.ts";

/** Answers at once; `/work?<url>` then waits for the URL, `/burn` then computes without end. */
const WORKER = `${BURN}
addEventListener("beforeunload", ({ detail }) => console.log("unloading:", detail.reason));
Deno.serve((request) => {
  const { pathname, search } = new URL(request.url);
  if (pathname.endsWith("/burn")) EdgeRuntime.waitUntil(new Promise((resolve) => setTimeout(resolve)).then(() => burn(1e9)));
  if (pathname.endsWith("/work")) {
    EdgeRuntime.waitUntil(fetch(search.slice(1)).then(() => console.log("worked to the end")));
  }
  return new Response(Deno.env.get("SB_EXECUTION_ID"), { status: 202 });
});`;

Deno.test("the answer does not wait for what is handed to waitUntil; the invocation lasts until that is done", async () => {
  await using gate = closedGate();
  await using functions = await serve({ works: WORKER });
  const isolate = await (await functions.call(`works/work?${gate.url}`)).text();
  await gate.reached;
  const openWork = () => functions.metering().isolates.find(({ executionId }) => executionId === isolate)?.openWork;
  assert.equal(openWork(), 1);
  assert.deepEqual(functions.metering().invocations, []);
  gate.open();
  await functions.logged(({ message }) => message === "worked to the end");
  await functions.invocation(({ executionId }) => executionId === isolate);
  assert.equal(openWork(), 0);
});

Deno.test("waitUntil keeps a retired isolate alive until its background work is done", async () => {
  await using gate = closedGate();
  await using functions = await serve({ works: WORKER }, { limits: { wallMs: 1000 } });
  const first = await (await functions.call(`works/work?${gate.url}`)).text();
  await functions.logged(({ message }) => message.includes("takes no new requests"));
  assert.notEqual(await (await functions.call("works")).text(), first);
  gate.open();
  await functions.logged(({ message }) => message === "unloading: early_drop");
  const messages = functions.log.map(({ message }) => message);
  assert(messages.includes("worked to the end"));
  assert(messages.indexOf("worked to the end") < messages.indexOf("unloading: early_drop"));
});

Deno.test("background work is limited like any other: CPU ends it, and the invocation says so", async () => {
  await using functions = await serve({ works: WORKER }, { limits: { cpuHardMs: 400, cpuSoftMs: 200 } });
  const response = await functions.call("works/burn");
  assert.equal(response.status, 202);
  await response.body?.cancel();
  const invocation = await functions.invocation(({ ended }) => ended === "cpu");
  assert(invocation.cpuMs > 250, "what it used after its answer is charged to it");
});

Deno.test("a function that works in the background gets an isolate for each piece of work", async () => {
  await using gate = closedGate();
  await using functions = await serve({ works: WORKER });
  const isolates: string[] = [];
  for (let n = 0; n < 3; n++) isolates.push(await (await functions.call(`works/work?${gate.url}`)).text());
  assert.equal(new Set(isolates).size, 3);
});

Deno.test("a rejection of what waitUntil was given is logged", async () => {
  await using functions = await serve({
    rejects: `Deno.serve(() => {
      EdgeRuntime.waitUntil(Promise.reject(new Error("background trouble")));
      return new Response("ok");
    });`,
  });
  assert.equal(await (await functions.call("rejects")).text(), "ok");
  await functions.logged(({ level, message }) => level === "error" && message.includes("background trouble"));
});

Deno.test("stopping tells background work to stop by beforeunload, and gives it a moment", async () => {
  const functions = await serve({
    works: `
      const { promise, resolve } = Promise.withResolvers();
      addEventListener("beforeunload", ({ detail }) => setTimeout(() => {
        console.log("given back because of", detail.reason);
        resolve();
      }, 50));
      Deno.serve(() => {
        EdgeRuntime.waitUntil(promise);
        return new Response("ok");
      });`,
  });
  await (await functions.call("works")).text();
  const started = performance.now();
  await functions[Symbol.asyncDispose]();
  assert(functions.log.some(({ message }) => message === "given back because of termination"));
  assert(performance.now() - started < 900, "it ends as soon as the work is given back");
});

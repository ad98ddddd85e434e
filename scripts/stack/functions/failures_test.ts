import assert from "node:assert/strict";
import { serve } from "./testing.ts";

const OK = `Deno.serve(() => new Response("ok"));`;

Deno.test("a function that there is not is answered 404", async () => {
  await using functions = await serve({ ok: OK }, { files: { "_shared/index.ts": OK } });
  for (const name of ["missing", "_shared", "..", "ok%2f.."]) {
    const response = await functions.handle(name, new Request("http://127.0.0.1/functions/v1/x"));
    assert.equal(response.status, 404, name);
    assert.equal((await response.json()).code, "NOT_FOUND");
  }
});

Deno.test("a function that is not enabled is answered 404", async () => {
  await using functions = await serve({ ok: OK }, { config: "[functions.ok]\nenabled = false\n" });
  const response = await functions.call("ok");
  assert.equal(response.status, 404);
  await response.body?.cancel();
});

Deno.test("a function that cannot start is answered 503, and the log says why", async () => {
  await using functions = await serve({
    throws: `throw new Error("no such setting");`,
    broken: `Deno.serve(() => {`,
    serverless: `console.log("nothing to serve");`,
    remote: `import "https://example.com/module.ts"; ${OK}`,
  });
  for (const name of ["throws", "broken", "serverless", "remote"]) {
    const response = await functions.call(name);
    assert.equal(response.status, 503, name);
    assert.equal((await response.json()).code, "BOOT_ERROR");
  }
  assert(functions.log.some(({ source, message }) => source === "throws" && message.includes("no such setting")));
});

Deno.test("a function that does not come to serve in time is answered 503", async () => {
  await using functions = await serve({ hangs: `await new Promise(() => setTimeout(() => {}, 1e9));` }, {
    limits: { bootMs: 500 },
  });
  const response = await functions.call("hangs");
  assert.equal(response.status, 503);
  await response.body?.cancel();
});

Deno.test("a handler that throws is answered 500, and its isolate goes on", async () => {
  await using functions = await serve({
    throws: `Deno.serve((request) => {
      if (request.url.endsWith("/id")) return new Response(Deno.env.get("SB_EXECUTION_ID"));
      throw new Error("what went wrong");
    });`,
  });
  const before = await (await functions.call("throws/id")).text();
  const response = await functions.call("throws");
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), {
    code: "WORKER_ERROR",
    message: "Function exited due to an error (please check logs)",
  });
  assert.equal(await (await functions.call("throws/id")).text(), before);
  await functions.logged(({ source, message }) => source === "throws" && message.includes("what went wrong"));
});

Deno.test("an unhandled rejection ends the isolate: 500 for what it had, and a fresh one for what comes", async () => {
  await using functions = await serve({
    rejects: `Deno.serve((request) => {
      if (!request.url.endsWith("/reject")) return new Response("ok");
      Promise.reject(new Error("nobody listens"));
      return new Promise(() => {});
    });`,
  });
  const response = await functions.call("rejects/reject");
  assert.equal(response.status, 500);
  assert.equal((await response.json()).code, "WORKER_ERROR");
  assert.equal(functions.metering().invocations.at(-1)?.ended, "crash");
  assert.equal(await (await functions.call("rejects")).text(), "ok");
});

Deno.test("a spare that cannot start is not started over and over", async () => {
  await using functions = await serve({ ok: OK });
  assert.equal(await (await functions.call("ok")).text(), "ok");
  await functions.write({ "ok/index.ts": `throw new Error("half-written");` });
  await functions.logged(({ message }) => message.includes("half-written"));
  const response = await functions.call("ok");
  assert.equal(response.status, 503);
  await response.body?.cancel();
  const starts = functions.log.filter(({ message }) => message.includes("half-written"));
  assert.equal(starts.length, 2, "once ahead, once for the request");
});

Deno.test("a function that starts a thread is ended: its CPU would escape the limit, and hosted has none", async () => {
  await using functions = await serve({
    threads: `import { Worker } from "node:worker_threads";
    Deno.serve(() => {
      new Worker("while (true);", { eval: true });
      return new Promise(() => {});
    });`,
  });
  const response = await functions.call("threads");
  assert.equal(response.status, 500);
  await response.body?.cancel();
  assert(functions.log.some(({ message }) => message.includes("started a worker thread")));
});

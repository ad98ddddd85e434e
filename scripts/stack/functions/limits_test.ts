import assert from "node:assert/strict";
import { eventually } from "../service_harness.ts";
import { BURN, serve } from "./testing.ts";

/** Uses as many milliseconds of CPU as the query asks for. */
const BURNER = `${BURN}
Deno.serve((request) => {
  burn(Number(new URL(request.url).searchParams.get("ms")));
  return Response.json({ isolate: Deno.env.get("SB_EXECUTION_ID") });
});`;

const OK = `Deno.serve(() => new Response("ok"));`;

Deno.test("an isolate that uses 2 s of CPU is killed, its requests answered 546, and other functions go on", async () => {
  await using functions = await serve({ burn: BURNER, ok: OK });
  await functions.warm(["burn", "ok"]);
  const burning = functions.call("burn?ms=60000");
  const others = await Promise.all([functions.call("ok"), functions.call("ok")]);
  assert.deepEqual(others.map(({ status }) => status), [200, 200]);
  await Promise.all(others.map((response) => response.text()));
  const killed = await burning;
  assert.equal(killed.status, 546);
  assert.equal((await killed.json()).code, "WORKER_LIMIT");

  const [invocation] = functions.metering().invocations.filter((entry) => entry.function === "burn");
  assert.equal(invocation?.ended, "cpu");
  assert(invocation.cpuMs > 1700 && invocation.cpuMs < 2500, `used ${invocation.cpuMs} ms`);
  const next = await functions.call("burn?ms=1");
  assert.equal(next.status, 200, "a fresh isolate takes over");
  await next.body?.cancel();
});

Deno.test("all requests of an isolate that is killed are answered 546", async () => {
  await using functions = await serve({
    both: `
      Deno.serve(async (request) => {
        if (new URL(request.url).pathname === "/both/wait") return await new Promise(() => {});
        while (true);
      });`,
  }, { limits: { cpuHardMs: 300 } });
  await functions.warm(["both"]);
  const waiting = functions.call("both/wait");
  const answers = await Promise.all([waiting, functions.call("both/burn")]);
  assert.deepEqual(answers.map(({ status }) => status), [546, 546]);
  await Promise.all(answers.map((response) => response.body?.cancel()));
});

Deno.test("an isolate that has used 1 s of CPU gets no new requests; another has started already", async () => {
  await using functions = await serve({ burn: BURNER });
  const first = await (await functions.call("burn?ms=700")).json();
  const spare = await eventually(
    "another has started, and waits",
    () => functions.metering().isolates.find(({ state, bootMs }) => state === "spare" && bootMs !== undefined),
  );
  // How much CPU a call gets hangs on what else the machine does.
  const used = () =>
    functions.metering().isolates.find(({ executionId }) => executionId === first.isolate)?.cpuMs ?? Infinity;
  while (used() < 1000) {
    const next = await (await functions.call("burn?ms=200")).json();
    assert.equal(next.isolate, first.isolate);
  }
  const last = await (await functions.call("burn?ms=1")).json();
  assert.equal(last.isolate, spare.executionId);
});

Deno.test("memory beyond the limit kills the isolate: 546, for buffers as for objects", async () => {
  await using functions = await serve({
    buffers: `Deno.serve(async () => {
      for (const kept = [];;) {
        kept.push(new Uint8Array(8 << 20).fill(1));
        await new Promise((resolve) => setTimeout(resolve));
      }
    });`,
    objects: `Deno.serve(() => { for (const kept = [], n = 0;;) kept.push(["an", "object", kept.length]); });`,
  }, { limits: { cpuHardMs: 60_000, cpuSoftMs: 60_000 } });
  for (const name of ["buffers", "objects"]) {
    const response = await functions.call(name);
    assert.equal(response.status, 546, name);
    assert.equal((await response.json()).code, "WORKER_LIMIT");
    const invocation = functions.metering().invocations.find((entry) => entry.function === name);
    assert.equal(invocation?.ended, "memory", name);
    assert(
      invocation.peakMemoryMb > 230 && invocation.peakMemoryMb < 450,
      `${name} had ${invocation.peakMemoryMb} MiB`,
    );
  }
});

Deno.test("memory up to the limit is allowed", async () => {
  await using functions = await serve({
    large: `Deno.serve(() => {
      const kept = new Uint8Array(200 << 20).fill(1);
      return new Response(String(kept.length >> 20));
    });`,
  });
  const response = await functions.call("large");
  assert.equal(await response.text(), "200");
  assert.equal(response.status, 200);
});

Deno.test("the wall clock ends an isolate, whatever waits in it; half-way it takes no new requests", async () => {
  await using functions = await serve({
    slow: `Deno.serve((request) => request.url.endsWith("/hang") ? new Promise(() => {})
      : Response.json({ isolate: Deno.env.get("SB_EXECUTION_ID") }));`,
  }, { limits: { wallMs: 1000 } });
  const first = await (await functions.call("slow")).json();
  const hanging = functions.call("slow/hang");
  await functions.logged(({ message }) => message.includes("half-way through its wall clock"));
  const second = await (await functions.call("slow")).json();
  assert.notEqual(second.isolate, first.isolate);
  const killed = await hanging;
  assert.equal(killed.status, 546);
  await killed.body?.cancel();
  assert(functions.metering().invocations.some(({ ended }) => ended === "wall"));
});

Deno.test("a request without a response is answered 504 when its time is over", async () => {
  await using functions = await serve({
    hang: `Deno.serve(() => new Promise(() => {}));`,
  }, { limits: { idleMs: 200 } });
  const response = await functions.call("hang");
  assert.equal(response.status, 504);
  assert.deepEqual(await response.json(), {
    code: "IDLE_TIMEOUT",
    message: "Request idle timeout limit (0.2s) reached",
  });
});

Deno.test("beforeunload tells the reason before the CPU, memory or wall clock limit ends an isolate", async (t) => {
  const listen = `addEventListener("beforeunload", (event) => console.log("unloading:", event.detail.reason));`;
  // Slow enough that whoever watches sees an isolate between nine tenths of a limit and the limit, on a busy machine too.
  const cases = {
    cpu: {
      source: `Deno.serve(async () => {
        for (;;) {
          for (const start = performance.now(); performance.now() - start < 5;);
          await new Promise((resolve) => setTimeout(resolve));
        }
      });`,
      limits: { cpuHardMs: 1000 },
      reason: "cpu",
    },
    memory: {
      source: `Deno.serve(async () => {
        for (const kept = [];;) {
          kept.push(new Uint8Array(1 << 20).fill(1));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      });`,
      limits: { memoryMb: 128 },
      reason: "memory",
    },
    wall: { source: `Deno.serve(() => new Promise(() => {}));`, limits: { wallMs: 2000 }, reason: "wall_clock" },
  };
  for (const [name, { source, limits, reason }] of Object.entries(cases)) {
    await t.step(name, async () => {
      await using functions = await serve({ [name]: `${listen} ${source}` }, { limits });
      const answer = await functions.call(name);
      assert.equal(answer.status, 546);
      await answer.body?.cancel();
      assert(functions.log.some(({ message }) => message === `unloading: ${reason}`));
    });
  }
});

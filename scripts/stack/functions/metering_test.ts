import assert from "node:assert/strict";
import { BURN, serve } from "./testing.ts";

Deno.test("an invocation says what it cost, and by which isolate", async () => {
  await using functions = await serve({
    burn: `${BURN} Deno.serve(() => {
      burn(100);
      return new Response(Deno.env.get("SB_EXECUTION_ID"));
    });`,
  });
  await functions.warm(["burn"]);
  const executionId = await (await functions.call("burn")).text();
  await (await functions.call("burn")).text();
  const [first] = functions.metering().invocations;
  assert.equal(first?.function, "burn");
  assert.equal(first.executionId, executionId);
  assert.equal(first.ended, "ok");
  assert(first.cpuMs > 70 && first.cpuMs <= first.wallMs + 5, `${first.cpuMs} ms of CPU in ${first.wallMs} ms`);
  assert(first.peakMemoryMb > 1 && first.peakMemoryMb < 60, `${first.peakMemoryMb} MiB`);
});

Deno.test("Deno's own start is not charged to a function, its modules' evaluation is", async () => {
  await using functions = await serve({
    light: `Deno.serve(() => new Response("ok"));`,
    heavy: `${BURN} burn(300); Deno.serve(() => new Response("ok"));`,
  });
  await functions.warm(["light", "heavy"]);
  const used = (name: string) => functions.metering().isolates.find((isolate) => isolate.function === name)!.cpuMs;
  assert(used("light") < 60, `an empty function has used ${used("light")} ms`);
  assert(used("heavy") > 200, `300 ms of evaluation count as ${used("heavy")} ms`);
});

Deno.test("each line that a function prints is logged under its name", async () => {
  await using functions = await serve({
    prints: `console.log("first\\nsecond"); console.error("trouble"); Deno.serve(() => new Response("ok"));`,
  });
  await functions.warm(["prints"]);
  await functions.logged(({ message }) => message === "second");
  await functions.logged(({ message }) => message === "trouble");
  const lines = functions.log.filter(({ source, level }) => source === "prints" && level !== "debug");
  assert.deepEqual(lines.filter(({ level }) => level === "info").map(({ message }) => message), ["first", "second"]);
  assert.deepEqual(lines.filter(({ level }) => level === "error").map(({ message }) => message), ["trouble"]);
});

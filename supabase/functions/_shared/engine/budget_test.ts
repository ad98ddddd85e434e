import assert from "node:assert/strict";
import { EDGE_LIMITS, InvocationBudget } from "./budget.ts";
import { CpuMeter } from "./cpu_meter.ts";

async function afterSteps(bootMs: number, steps: number[]): Promise<InvocationBudget> {
  let now = 0;
  const meter = new CpuMeter(bootMs, () => now);
  const budget = new InvocationBudget(meter, EDGE_LIMITS);
  for (const ms of steps) await budget.step(() => Promise.resolve(now += ms));
  return budget;
}

Deno.test("an invocation goes on while another step like the longest fits into its share", async () => {
  assert.equal((await afterSteps(0, [200])).allowsAnotherStep(), true);
  assert.equal((await afterSteps(0, [200, 200])).allowsAnotherStep(), true);
  assert.equal((await afterSteps(0, [200, 200, 200])).allowsAnotherStep(), false);
});

Deno.test("one expensive step ends an invocation that could not take a second", async () => {
  assert.equal((await afterSteps(0, [400])).allowsAnotherStep(), false);
});

Deno.test("an isolate that has lived long leaves its last invocation less", async () => {
  assert.equal((await afterSteps(1200, [150])).allowsAnotherStep(), true);
  assert.equal((await afterSteps(1400, [150])).allowsAnotherStep(), false);
});

Deno.test("each loss at a checkpoint halves the slices", () => {
  const budget = new InvocationBudget(new CpuMeter(0), EDGE_LIMITS);
  assert.equal(budget.scale, 1);
  budget.turnTo(2);
  assert.equal(budget.scale, 0.25);
  budget.turnTo(0);
  assert.equal(budget.scale, 1);
});

Deno.test("an invocation that finds the isolate idle does a step, whatever the isolate has used", async () => {
  const budget = new InvocationBudget(new CpuMeter(1900), EDGE_LIMITS);
  assert.equal(await budget.step(() => Promise.resolve("done")), "done");
  assert.equal(await budget.step(() => Promise.resolve("again")), undefined, "but one only");
});

Deno.test("jobs side by side wait for room in their isolate and never exceed it together", async () => {
  let now = 0;
  const meter = new CpuMeter(120, () => now);
  const gate = Promise.withResolvers<void>();
  let begun = 0;
  const first = Array.from({ length: 4 }, () => {
    const budget = new InvocationBudget(meter, EDGE_LIMITS);
    return budget.step(async () => {
      begun++;
      await gate.promise;
      return "done";
    });
  });
  await Promise.resolve();
  assert.equal(begun, 2, "a third first step may not fit beside two");
  now += 1300;
  gate.resolve();
  const answers = await Promise.all(first);
  assert.deepEqual(answers, ["done", "done", undefined, undefined], "what does not fit is handed on");
});

Deno.test("a job that is done is followed by others of its kind for so long only, a step by others for longer", async () => {
  const budget = new InvocationBudget(new CpuMeter(0), { ...EDGE_LIMITS, drainMs: 0 });
  await budget.step(() => Promise.resolve());
  assert.equal(budget.allowsAnotherStep(), true);
  assert.equal(budget.allowsAnotherJob(), false);
});

Deno.test("a step that never ends keeps no other out of the isolate", async () => {
  const meter = new CpuMeter(1500);
  const limits = { ...EDGE_LIMITS, stepMs: 20 };
  const hanging = new InvocationBudget(meter, limits).step(() => new Promise(() => {}));
  const beside = new InvocationBudget(meter, limits).step(() => Promise.resolve("done"));
  await assert.rejects(hanging, { type: "step_timeout", transient: true });
  assert.equal(await beside, undefined, "it is handed on, instead of waiting for ever");
});

import assert from "node:assert/strict";
import { EDGE_LIMITS, InvocationBudget } from "./budget.ts";
import { CpuMeter } from "./cpu_meter.ts";

async function afterSteps(bootMs: number, steps: number[]): Promise<InvocationBudget> {
  let now = 0;
  const meter = new CpuMeter(bootMs, () => now);
  const budget = new InvocationBudget(meter, EDGE_LIMITS, 0);
  for (const ms of steps) {
    await meter.measure(() => Promise.resolve(now += ms));
    budget.stepEnded();
  }
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
  assert.equal(new InvocationBudget(new CpuMeter(0), EDGE_LIMITS, 0).scale, 1);
  assert.equal(new InvocationBudget(new CpuMeter(0), EDGE_LIMITS, 2).scale, 0.25);
});

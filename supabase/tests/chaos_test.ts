import assert from "node:assert/strict";
import { runChaos } from "../../scripts/chaos/chaos.ts";
import { withStack } from "../../scripts/stack/testing.ts";

Deno.test("a minute of crashes, cuts, kills and lost webhooks loses no job and does none twice", async () => {
  const told: string[] = [];
  const reckoning = await withStack((stack) =>
    runChaos(stack, { seconds: 60, clients: 2, pauseMs: 1500, every: 4, say: (text) => told.push(text) })
  );
  const story = told.join("\n");
  assert.deepEqual(reckoning.wrong, [], story);
  assert.ok(reckoning.faults >= 8, story);
  assert.ok(reckoning.accepted >= 10, story);
  assert.equal(reckoning.completed, reckoning.accepted, story);
});

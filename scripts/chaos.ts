/**
 * `npm run chaos -- --minutes n`: a stack of its own under load and faults at random, and the reckoning.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { runChaos } from "./chaos/chaos.ts";
import { withStack } from "./stack/testing.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, clients: { type: "string", default: "2" } },
});

const reckoning = await withStack((stack) =>
  runChaos(stack, {
    seconds: Number(values.minutes) * 60,
    clients: Number(values.clients),
    pauseMs: 1000,
    every: 4,
    say: (text) => console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`),
  })
);
console.log(reckoning);
Deno.exit(reckoning.wrong.length === 0 ? 0 : 1);

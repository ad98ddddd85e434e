/**
 * Whether long work stays within hosted limits: a race card of 300 pages through the product's own pipeline, on a stack that
 * enforces the limits; how many invocations it takes, and the most that one of them uses.
 *
 * @module
 */
import { openFeed } from "../client/feed.ts";
import { createJob } from "../client/jobs.ts";
import { openSession } from "../client/session.ts";
import { raceCard } from "../samples/race-card.ts";
import { HOSTED_LIMITS } from "../stack/functions/limits.ts";
import { startStack } from "../stack/stack.ts";
import type { Bench } from "./bench.ts";
import { now } from "./clock.ts";
import { figure, quantile, table } from "./statistics.ts";

const PAGES = 300;

export const bench: Bench = async ({ say }) => {
  const killed: string[] = [];
  const stack = await startStack({
    ephemeral: true,
    durable: true,
    log: (source, level, message) => void (source === "process-job" && level === "error" && killed.push(message)),
  });
  try {
    const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const content = new Uint8Array(await raceCard({ pages: PAGES, seed: 1 }));
    const feed = await openFeed(session);
    const started = now();
    const id = await createJob(session, { kind: "pdf-to-csv", files: [{ name: "card.pdf", content }] });
    const job = await feed.watch(id);
    const seconds = (now() - started) / 1000;
    await feed.close();
    await session.close();

    const { invocations, isolates } = stack.metering();
    const ours = invocations.filter((each) => each.function === "process-job");
    const cpu = ours.map((each) => each.cpuMs);
    const memory = ours.map((each) => each.peakMemoryMb);
    const byIsolate = new Map(ours.map((each) => [each.executionId, 0]));
    for (const { executionId, cpuMs } of ours) byIsolate.set(executionId, byIsolate.get(executionId)! + cpuMs);
    const alive = isolates.filter((each) => each.function === "process-job").map((each) => each.cpuMs);
    say(
      `${PAGES} pages, ${Math.round(content.length / 1024)} kB: ${job.status} in ${figure(seconds)} s, ` +
        `${ours.length} invocations in ${byIsolate.size} isolates, ${killed.length} ended by a limit or an error.\n`,
    );
    for (const message of killed) say(`- ${message}`);
    const highest = (values: readonly number[]) => figure(Math.max(...values));
    say(table(["process-job", "median", "highest", "limit"], [
      ["CPU of an invocation, ms", figure(quantile(cpu, 0.5)), highest(cpu), String(HOSTED_LIMITS.cpuSoftMs)],
      [
        "CPU of an isolate in all its invocations, ms",
        figure(quantile([...byIsolate.values()], 0.5)),
        highest([...byIsolate.values(), ...alive]),
        String(HOSTED_LIMITS.cpuHardMs),
      ],
      [
        "peak memory of an isolate, MiB",
        figure(quantile(memory, 0.5)),
        highest(memory),
        String(HOSTED_LIMITS.memoryMb),
      ],
      [
        "wall clock of an invocation, s",
        figure(quantile(ours.map((each) => each.wallMs / 1000), 0.5)),
        highest(ours.map((each) => each.wallMs / 1000)),
        String(HOSTED_LIMITS.wallMs / 1000),
      ],
    ]));
  } finally {
    await stack.stop();
  }
};

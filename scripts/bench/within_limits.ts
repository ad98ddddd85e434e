/**
 * A job through the whole system, on a stack that enforces hosted limits: how many invocations it takes, and the most that
 * one of them uses.
 *
 * @module
 */
import { openFeed } from "../client/feed.ts";
import { createJob, type NewJob } from "../client/jobs.ts";
import { openSession } from "../client/session.ts";
import { HOSTED_LIMITS } from "../stack/functions/limits.ts";
import { type Stack, startStack } from "../stack/stack.ts";
import { now } from "./clock.ts";
import { figure, quantile, table } from "./statistics.ts";

/** What became of a job, and what its invocations used. */
export interface WithinLimits {
  readonly status: string;
  readonly seconds: number;
  readonly invocations: number;
  readonly isolates: number;
  /** Invocations ended by a limit or an error. */
  readonly broken: number;
  /** MiB, the most of an isolate. */
  readonly peakMemoryMb: number;
  /** CPU, the most of an invocation. */
  readonly highestCpuMs: number;
}

/** @param what the job works on, in words */
export async function runWithinLimits(what: string, job: NewJob, say: (text: string) => void): Promise<WithinLimits> {
  const killed: string[] = [];
  const stack = await startStack({
    ephemeral: true,
    durable: true,
    log: (source, level, message) => void (source === "process-job" && level === "error" && killed.push(message)),
  });
  try {
    const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const feed = await openFeed(session);
    const started = now();
    const id = await createJob(session, job);
    const ended = await feed.watch(id);
    const seconds = (now() - started) / 1000;
    await feed.close();
    await session.close();
    say(`${what}: ${ended.status} in ${figure(seconds)} s, ${invocationsOf(stack, killed)}.\n`);
    for (const message of killed) say(`- ${message}`);
    say(limitsTable(stack));
    const ours = stack.metering().invocations.filter(isOurs);
    return {
      status: ended.status,
      seconds,
      invocations: ours.length,
      isolates: isolatesOf(ours),
      broken: killed.length,
      peakMemoryMb: Math.max(...ours.map((each) => each.peakMemoryMb)),
      highestCpuMs: Math.max(...ours.map((each) => each.cpuMs)),
    };
  } finally {
    await stack.stop();
  }
}

const isOurs = (each: { readonly function: string }): boolean => each.function === "process-job";

function invocationsOf(stack: Stack, killed: readonly string[]): string {
  const ours = stack.metering().invocations.filter(isOurs);
  return `${ours.length} invocations in ${isolatesOf(ours)} isolates, ${killed.length} ended by a limit or an error`;
}

function isolatesOf(invocations: readonly { readonly executionId: string }[]): number {
  return new Set(invocations.map((each) => each.executionId)).size;
}

function limitsTable(stack: Stack): string {
  const { invocations, isolates } = stack.metering();
  const ours = invocations.filter(isOurs);
  const byIsolate = new Map(ours.map((each) => [each.executionId, 0]));
  for (const { executionId, cpuMs } of ours) byIsolate.set(executionId, byIsolate.get(executionId)! + cpuMs);
  const alive = isolates.filter(isOurs).map((each) => each.cpuMs);
  const row = (name: string, values: readonly number[], limit: number, more: readonly number[] = []) => [
    name,
    figure(quantile(values, 0.5)),
    figure(Math.max(...values, ...more)),
    String(limit),
  ];
  return table(["process-job", "median", "highest", "limit"], [
    row("CPU of an invocation, ms", ours.map((each) => each.cpuMs), HOSTED_LIMITS.cpuSoftMs),
    row("CPU of an isolate in all its invocations, ms", [...byIsolate.values()], HOSTED_LIMITS.cpuHardMs, alive),
    row("peak memory of an isolate, MiB", ours.map((each) => each.peakMemoryMb), HOSTED_LIMITS.memoryMb),
    row("wall clock of an invocation, s", ours.map((each) => each.wallMs / 1000), HOSTED_LIMITS.wallMs / 1000),
  ]);
}

/**
 * The whole system with a job that does nothing, beside the queues that one would take instead, on the same Postgres.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { startBenchStack } from "./bench_stack.ts";
import { now, pause, within } from "./clock.ts";
import { celeryContenders } from "./queue_system/celery_peer.ts";
import { type Contender, Sender, type Sent } from "./queue_system/contender.ts";
import { docmillContenders } from "./queue_system/docmill.ts";
import { nodeContenders } from "./queue_system/node_peers.ts";
import { figure, latencies, median, table } from "./statistics.ts";

const ROUNDS = 3;
const REST_MS = 100;
const JOBS_A_RUN = 25;
/** What a system is given to drain that does one job each few seconds. */
const SLOW_JOBS = 15;

export const bench: Bench = async ({ runs, say }) => {
  await using resources = new AsyncDisposableStack();
  const stack = resources.use(await startBenchStack());
  const contenders = await docmillContenders(stack);
  const peers = { "graphile-worker and pg-boss": nodeContenders(stack), Celery: celeryContenders(resources) };
  for (const [name, found] of Object.entries(peers)) {
    try {
      contenders.push(...await found);
    } catch (error) {
      say(`Not measured: ${name}; ${(error as Error).message}`);
    }
  }

  await measureIdle(contenders, runs, say);
  const drains = new Map<Contender, Drain[]>(contenders.map((each) => [each, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      await stack.sql`vacuum analyze`;
      const amount = contender.secondsAJob ? SLOW_JOBS : runs * JOBS_A_RUN;
      drains.get(contender)!.push(await drain(contender, amount, `${tag(contender)}-${round}-`));
    }
  }
  reportDrains(drains, runs * JOBS_A_RUN, say);
};

/** Begins the names of its jobs: those of our own systems share their marks. */
const tag = ({ name }: Contender) => name.replaceAll(/\W+/g, "-");

/** One job after another, a system at a time in turn, while the workers of all of them wait. */
async function measureIdle(contenders: readonly Contender[], runs: number, say: (text: string) => void) {
  await using processes = new AsyncDisposableStack();
  const senders = [];
  // Before any worker starts: a system's first sender makes its tables, and graphile-worker's stop when that happens.
  for (const contender of contenders) {
    const sender = processes.adopt(new Sender(contender.sender), (each) => each.close());
    await within(60, `sending to ${contender.name}`, sender.send(`${tag(contender)}-warm`));
    senders.push({ contender, sender });
  }
  const running = [];
  for (const { contender, sender } of senders) {
    const working = processes.adopt(await contender.work(), (each) => each.stop());
    await within(60, `the first job of ${contender.name}`, working.marks.first("body", `${tag(contender)}-warm`));
    running.push({ contender, sender, working, sent: [] as Sent[] });
  }
  for (let i = 0; i < runs; i++) {
    for (const { contender, sender, sent } of running) {
      const since = now() - (sent.at(-1)?.sent ?? 0);
      if (since < (contender.secondsAJob ?? 0) * 1500) continue;
      sent.push(await sender.send(`${tag(contender)}-idle-${i}`));
      await pause(REST_MS);
    }
  }
  const waits: Record<string, number[]> = {};
  const calls: Record<string, number[]> = {};
  for (const { contender: { name }, working, sent } of running) {
    const done = Promise.all(sent.map(({ id }) => working.marks.first("body", id)));
    const bodies = await within(120, `the last job of ${name}`, done);
    waits[name] = bodies.map(({ at }, i) => at - sent[i]!.sent);
    calls[name] = sent.map((each) => each.acked - each.sent);
  }
  say("Idle: from the call that puts a job in to the job's body:\n");
  say(latencies(waits));
  say("\nThe call alone:\n");
  say(latencies(calls));
}

interface Drain {
  /** Jobs put in per second, one by one. */
  readonly enqueued: number;
  /** Bodies per second between the first and the last. */
  readonly bodies: number;
  /** Jobs per second from the first body until the end of all of them is recorded. */
  readonly recorded: number;
}

/** Puts jobs in while nobody works, then lets them be done. */
async function drain(contender: Contender, amount: number, prefix: string): Promise<Drain> {
  await using processes = new AsyncDisposableStack();
  const sender = processes.adopt(new Sender(contender.sender), (each) => each.close());
  const enqueueMs = await sender.burst(amount, prefix);
  const working = processes.adopt(await contender.work(), (each) => each.stop());
  const marks = Array.from({ length: amount }, (_, i) => working.marks.first("body", `${prefix}${i}`));
  const bodies = (await within(300, `the drain of ${contender.name}`, Promise.all(marks))).map(({ at }) => at);
  const first = Math.min(...bodies);
  const last = Math.max(...bodies);
  while (await contender.remaining() > 0) await pause(10);
  const empty = Math.max(last, now());
  const perSecond = (jobs: number, ms: number) => jobs / ms * 1000;
  return {
    enqueued: perSecond(amount, enqueueMs),
    bodies: perSecond(amount - 1, last - first),
    recorded: perSecond(amount, empty - first),
  };
}

function reportDrains(drains: Map<Contender, Drain[]>, jobs: number, say: (text: string) => void): void {
  const of = (rounds: Drain[], what: keyof Drain) => median(rounds.map((each) => each[what]));
  const ours = of([...drains.values()][0]!, "bodies");
  say(`\n${jobs} jobs, put in one by one, then done; per second, median of ${ROUNDS} rounds:\n`);
  say(table(
    ["", "put in", "bodies", "recorded as done", "bodies to Docmill's Edge"],
    [...drains].map(([{ name }, rounds]) => [
      name,
      ...(["enqueued", "bodies", "recorded"] as const).map((what) => figure(of(rounds, what))),
      `${figure(of(rounds, "bodies") / ours)}×`,
    ]),
  ));
}

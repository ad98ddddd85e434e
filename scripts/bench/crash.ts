/**
 * What is lost when those who work are killed: jobs of two seconds in four steps, SIGKILL three seconds after the first has
 * begun. The Edge starts new isolates by itself; a worker is started again half a second later, as a service manager would.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { type BenchStack, startBenchStack } from "./bench_stack.ts";
import { now, pause, within } from "./clock.ts";
import type { Mark, Marks } from "./marks.ts";
import { killFunction, startWorker } from "./queue_system/docmill.ts";
import { figure, table } from "./statistics.ts";

const JOBS = 20;
const STEPS = 4;
const SLOTS = 10;
const KILLED_AFTER_MS = 3000;
const RESTARTED_AFTER_MS = 500;
const GIVEN_UP_AFTER_S = 300;

export const bench: Bench = async ({ say }) => {
  await using stack = await startBenchStack();
  const rows = [];
  const cases = { "Edge function": onTheEdge, "worker": byWorkers };
  for (const [name, run] of Object.entries(cases)) {
    const { killed, marks, seconds, secondsInAll, completed } = await run(stack);
    const ended = marks.filter(({ mark }) => mark === "ended");
    const begun = marks.filter(({ mark }) => mark === "begun");
    rows.push([
      name,
      String(killed),
      `${completed} of ${JOBS}`,
      String(repeated(ended)),
      String(begun.length - ended.length),
      figure(seconds),
      figure(secondsInAll),
    ]);
  }
  say(
    `${JOBS} jobs of 2 s, ${SLOTS} at once; goals: none lost, no finished step repeated, all done within 60 s of the kill.\n`,
  );
  say(table(
    [
      "killed",
      "processes",
      "completed",
      "finished steps repeated",
      "steps broken off",
      "s from kill to all done",
      "s in all",
    ],
    rows,
  ));
};

interface Crashed {
  readonly killed: number;
  readonly marks: readonly Mark[];
  /** From the kill until all jobs were done. */
  readonly seconds: number;
  readonly secondsInAll: number;
  readonly completed: number;
}

async function onTheEdge(stack: BenchStack): Promise<Crashed> {
  await stack.warm(["process-job"]);
  return await crash(stack, "bench-nap-edge", {}, stack.marks, () => Promise.resolve(killFunction("process-job")));
}

async function byWorkers(stack: BenchStack): Promise<Crashed> {
  const kind = "bench-nap-worker";
  const first = startWorker(stack, kind, SLOTS);
  await using replacements = new AsyncDisposableStack();
  return await crash(stack, kind, { target: "worker" }, first.marks, async () => {
    await first.stop("SIGKILL");
    await pause(RESTARTED_AFTER_MS);
    replacements.adopt(startWorker(stack, kind, SLOTS, first.marks), (worker) => worker.stop());
    return 1;
  });
}

async function crash(
  stack: BenchStack,
  kind: string,
  settings: Record<string, string>,
  marks: Marks,
  kill: () => Promise<number>,
): Promise<Crashed> {
  const { sql } = stack;
  await stack.addKind(kind, { max_running: SLOTS, max_per_owner: SLOTS, ...settings });
  const { userId } = await stack.guest();
  const ids = Array.from({ length: JOBS }, () => crypto.randomUUID() as string);
  const started = now();
  await sql`
    insert into public.jobs (id, owner, kind, title, options)
    select id, ${userId}, ${kind}, 'bench', jsonb_build_object('id', id) from unnest(${ids}::uuid[]) id`;
  await within(30, "the first step", Promise.race(ids.map((id) => marks.first("begun", id))));
  await pause(KILLED_AFTER_MS);
  const killedAt = now();
  const killed = await kill();

  const unfinished = () =>
    sql`select from public.jobs where id = any (${ids}::uuid[]) and status in ('queued', 'processing')`;
  while ((await unfinished()).length > 0 && now() - killedAt < GIVEN_UP_AFTER_S * 1000) await pause(100);
  const done = now();
  const completed = await sql`select from public.jobs where id = any (${ids}::uuid[]) and status = 'completed'`;
  return {
    killed,
    marks: marks.all.filter(({ id }) => ids.includes(id)),
    seconds: (done - killedAt) / 1000,
    secondsInAll: (done - started) / 1000,
    completed: completed.length,
  };
}

/** How often a step ended that had ended before. */
function repeated(ended: readonly Mark[]): number {
  const different = new Set(ended.map(({ id, step }) => `${id} ${step}`)).size;
  if (different < JOBS * STEPS) console.error(`Only ${different} of ${JOBS * STEPS} steps were seen to end.`);
  return ended.length - different;
}

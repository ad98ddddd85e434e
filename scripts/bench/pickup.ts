/**
 * How long a job waits on an idle system: from the insert into `jobs` over trigger, pg_net and gateway to process-job.
 *
 * The clock starts when the insert's commit has been acknowledged to the client, and also before the insert was sent, as a
 * user of any queue would measure it; the true moment of the commit lies between the two.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { type BenchStack, startBenchStack } from "./bench_stack.ts";
import { now, pause } from "./clock.ts";
import { latencies } from "./statistics.ts";

const KIND = "bench-noop";
const REST_MS = 100;
const WARM_UP = 20;

export const bench: Bench = async ({ runs, say }) => {
  await using stack = await startBenchStack();
  await stack.addKind(KIND);
  await stack.warm(["process-job"]);
  const { userId } = await stack.guest();
  for (let i = 0; i < WARM_UP; i++) await runOne(stack, userId);

  const events = [];
  for (let i = 0; i < runs; i++) {
    events.push(await runOne(stack, userId));
    await pause(REST_MS);
  }
  say(latencies({
    "commit → process-job entered": events.map((each) => each.entered - each.committed),
    "insert sent → process-job entered": events.map((each) => each.entered - each.sent),
    "insert sent → job's body": events.map((each) => each.body - each.sent),
    "insert sent → completed": events.map((each) => each.completed - each.sent),
    "insert and commit": events.map((each) => each.committed - each.sent),
  }));
};

/** Inserts one job and waits for its end. */
async function runOne({ sql, marks }: BenchStack, owner: string) {
  const id = crypto.randomUUID();
  const ended = Promise.all([marks.first("entered", id), marks.first("body", id)]);
  const sent = now();
  await sql`
    insert into public.jobs (id, owner, kind, title, options)
    values (${id}, ${owner}, ${KIND}, 'bench', ${sql.json({ id })})`;
  const committed = now();
  const [entered, body] = await ended;
  const completed = await completion(sql, id);
  return { sent, committed, entered: entered.at, body: body.at, completed };
}

/** When the job's row says that it was completed. */
async function completion(sql: BenchStack["sql"], id: string): Promise<number> {
  for (;;) {
    const [row] = await sql<{ at: number | null }[]>`
      select extract(epoch from completed_at)::float8 * 1000 as at from public.jobs where id = ${id}`;
    if (row?.at) return row.at;
    await pause(5);
  }
}

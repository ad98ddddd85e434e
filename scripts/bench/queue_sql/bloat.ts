/**
 * What many jobs leave behind in tables and indexes, and what a job costs in the end compared with the beginning.
 * Autovacuum runs as it does by default; pg_cron's part, compacting every ten seconds, is done here.
 *
 * @module
 */
import { now } from "../clock.ts";
import type postgres from "postgres";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import { Completions } from "../../../supabase/functions/_shared/engine/completions.ts";
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import { figure, table } from "../statistics.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";
import { startCompacting } from "./compacting.ts";
import { serverCpuOf } from "./server_cpu.ts";

const KIND = "bench";
const WORKERS = 4;
const AT_ONCE = 10;
const WAITING = 1000;
const TABLES = [
  "queue.waiting",
  "queue.lanes",
  "queue.leases",
  "queue.checkpoints",
  "public.jobs",
  "public.job_events",
  "realtime.messages",
];

interface Size {
  readonly table: number;
  readonly indexes: number;
  readonly live: number;
  readonly dead: number;
}

export async function measureBloat(jobs: number, say: (text: string) => void): Promise<void> {
  await using database = await bareDatabase();
  const { sql } = database;
  await sql`
    insert into queue.kinds ${sql({ kind: KIND, target: "worker", max_running: 10_000, max_per_owner: 10_000 })}`;
  const owners = await database.owners(100);
  await addWaiting(sql, KIND, owners, WAITING);
  await using _compacting = startCompacting(sql);
  await work(database, owners, 2000);
  const before = await sizes(database);
  const started = now();
  const first = await work(database, owners, jobs / 10);
  await work(database, owners, jobs * 8 / 10);
  const last = await work(database, owners, jobs / 10);
  const seconds = (now() - started) / 1000;
  const after = await sizes(database);

  say(
    `\n${jobs.toLocaleString("en")} jobs by ${WORKERS} workers, ${AT_ONCE} at once: ` +
      `${figure(jobs / seconds)} jobs/s. CPU of the server to complete a job and begin the next: ` +
      `${figure(first)} ms in the first tenth, ${figure(last)} ms in the last.\n`,
  );
  say(table(
    ["kB", "table before", "after", "indexes before", "after", "live rows", "dead rows"],
    TABLES.map((name) => {
      const [was, is] = [before[name]!, after[name]!];
      return [
        name,
        ...[was.table, is.table, was.indexes, is.indexes, is.live, is.dead].map((n) => n.toLocaleString("en")),
      ];
    }),
  ));
}

/** @returns the milliseconds of the server's CPU that a job took to be completed and the next to begin, on average */
async function work(database: BareDatabase, owners: readonly string[], jobs: number): Promise<number> {
  const costs = await Promise.all(Array.from({ length: WORKERS }, async (_, worker) => {
    const [adding, working] = [database.connect(), database.connect()];
    const rpc = createPostgresRpc(working);
    const completions = new Completions(rpc);
    const cpuMs = await serverCpuOf(working);
    const before = cpuMs();
    let held: Assignment[] = [];
    for (let done = worker * AT_ONCE; done < jobs; done += WORKERS * AT_ONCE) {
      await enqueue(adding, Array.from({ length: AT_ONCE }, (_, i) => owners[(done + i) % owners.length]!));
      const missing = AT_ONCE - held.length;
      if (missing > 0) held.push(...await rpc<Assignment[]>("claim_jobs", { p_kinds: [KIND], p_limit: missing }));
      const goesOn = done + WORKERS * AT_ONCE < jobs;
      const answers = await Promise.all(held.map((job) => completions.add(job, {}, {}, goesOn)));
      held = answers.flatMap((answer) => "next" in answer ? answer.next ?? [] : []);
    }
    const cost = cpuMs() - before;
    await Promise.all([adding.end(), working.end()]);
    return cost;
  }));
  return costs.reduce((sum, cost) => sum + cost) / jobs;
}

async function enqueue(sql: postgres.Sql, owners: readonly string[]): Promise<void> {
  await sql`insert into public.jobs (owner, kind, title)
    select owner, ${KIND}, 'bench' from unnest(${owners}::uuid[]) owner`;
}

/** In kB; partitions count with their table. */
async function sizes({ sql }: BareDatabase): Promise<Record<string, Size>> {
  const rows = await sql<(Size & { name: string })[]>`
    select name, (sum(pg_table_size(part)) / 1024)::float8 as table, (sum(pg_indexes_size(part)) / 1024)::float8 as indexes,
      sum(pg_stat_get_live_tuples(part))::float8 as live, sum(pg_stat_get_dead_tuples(part))::float8 as dead
    from unnest(${TABLES}::text[]) name, lateral (
      select name::regclass as part union all
      select inhrelid from pg_inherits where inhparent = name::regclass) parts
    group by name`;
  return Object.fromEntries(rows.map(({ name, ...size }) => [name, size]));
}

/**
 * What many jobs leave behind in tables and indexes, and what a job costs in the end compared with the beginning.
 * Autovacuum runs as it does by default; pg_cron's part, compacting every ten seconds, is done here.
 *
 * @module
 */
import { now } from "../clock.ts";
import { figure, quantile, table } from "../statistics.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";
import { startCompacting } from "./compacting.ts";
import { Verbs } from "./operations.ts";

const KIND = "bench";
const CONNECTIONS = 4;
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
  const stopCompacting = startCompacting(sql);
  await work(database, owners, 2000);
  const before = await sizes(database);
  const started = now();
  const first = await work(database, owners, jobs / 10);
  await work(database, owners, jobs * 8 / 10);
  const last = await work(database, owners, jobs / 10);
  const seconds = (now() - started) / 1000;
  await stopCompacting();
  const after = await sizes(database);

  say(
    `\n${figure(jobs)} jobs over ${CONNECTIONS} connections: ${figure(jobs / seconds)} jobs/s. ` +
      `Completing one and beginning the next, p50: ${figure(quantile(first, 0.5))} ms in the first tenth, ` +
      `${figure(quantile(last, 0.5))} ms in the last.\n`,
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

/** @returns the milliseconds that each job took to complete and begin the next */
async function work(database: BareDatabase, owners: readonly string[], jobs: number): Promise<number[]> {
  const times = await Promise.all(Array.from({ length: CONNECTIONS }, async (_, worker) => {
    const connection = database.connect();
    const verbs = new Verbs(connection, KIND);
    let job = await verbs.claim();
    for (let i = worker; i < jobs; i += CONNECTIONS) {
      await verbs.enqueue(owners[i % owners.length]!);
      job = await verbs.completeAndNext(job);
    }
    await verbs.complete(job);
    await verbs.enqueue(owners[worker]!);
    await connection.end();
    return verbs.times["complete and begin next"]!;
  }));
  return times.flat();
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

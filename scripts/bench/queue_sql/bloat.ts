/**
 * What many jobs leave behind in tables and indexes, and what a job costs in the end compared with the beginning.
 * Autovacuum runs as it does by default; pg_cron's part, compacting every ten seconds, is done here.
 *
 * @module
 */
import { now } from "../clock.ts";
import type postgres from "postgres";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import { figure, median, table } from "../statistics.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";
import { startCompacting } from "./compacting.ts";
import { serverCpuOf } from "./server_cpu.ts";

const KIND = "bench";
const CONNECTIONS = 4;
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
    `\n${jobs.toLocaleString("en")} jobs over ${CONNECTIONS} connections, ${AT_ONCE} at once: ` +
      `${figure(jobs / seconds)} jobs/s. CPU of the server to complete ${AT_ONCE} and begin as many, p50: ` +
      `${figure(median(first))} ms in the first tenth, ${figure(median(last))} ms in the last.\n`,
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

/** @returns the milliseconds of the server's CPU that each call took to complete jobs and begin as many */
async function work(database: BareDatabase, owners: readonly string[], jobs: number): Promise<number[]> {
  const costs = await Promise.all(Array.from({ length: CONNECTIONS }, async (_, worker) => {
    const connection = database.connect();
    const rpc = createPostgresRpc(connection);
    const cpuMs = await serverCpuOf(connection);
    const calls: number[] = [];
    let held = await rpc<Assignment[]>("claim_jobs", { p_kinds: [KIND], p_limit: AT_ONCE });
    for (let done = worker * AT_ONCE; done < jobs; done += CONNECTIONS * AT_ONCE) {
      const last = done + CONNECTIONS * AT_ONCE >= jobs;
      await enqueue(connection, Array.from({ length: AT_ONCE }, (_, i) => owners[(done + i) % owners.length]!));
      const before = cpuMs();
      const ended = held.map(({ job, token }) => ({ job_id: job.id, token, result: {}, step: {}, next: !last }));
      const answers = await rpc<{ next: Assignment }[]>("complete_jobs", { p_jobs: ended });
      calls.push(cpuMs() - before);
      held = answers.map(({ next }) => next);
    }
    await connection.end();
    return calls;
  }));
  return costs.flat();
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

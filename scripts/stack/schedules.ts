/**
 * pg_cron's worker: runs the jobs of `cron.job` when they are due, each as the role that scheduled it and never twice at
 * once, and keeps account in `cron.job_run_details`.
 *
 * @module
 */
import { Cron } from "croner";
import type { Row, RowList, Sql } from "postgres";
import type { Service, StackContext } from "./context.ts";
import { listen } from "./listen.ts";
import { openPool } from "./pool.ts";

interface JobRow {
  jobid: number;
  schedule: string;
  command: string;
  database: string;
  username: string;
}

interface Job {
  row: JobRow;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | undefined;
  /** It became due while it was running, so it runs again right after. */
  again: boolean;
}

const RETRY_MS = 500;
/** Timers further ahead are cut here and set anew. */
const FURTHEST_MS = 2 ** 31 - 1;
/** The tables come with the extension, which a project need not have. */
const UNDEFINED_TABLE = "42P01";

export async function startSchedules(ctx: Pick<StackContext, "adminUrl" | "log">): Promise<Service> {
  const sql = openPool(ctx.adminUrl, { name: "pg_cron", max: 2 });
  const jobs = new Map<number, Job>();
  let stopped = false;
  let loading = Promise.resolve();

  /** Takes over what the table says now; jobs that have not changed keep their time. */
  async function load(): Promise<void> {
    const rows = await sql<JobRow[]>`select jobid, schedule, command, database, username from cron.job where active`
      .catch((error) => {
        if (error.code === UNDEFINED_TABLE) return [];
        if (stopped) return undefined;
        // What is planned stays planned; the table is read again once the database is back.
        ctx.log("pg_cron", "error", `Cannot read jobs: ${error.message}`);
        setTimeout(reload, RETRY_MS);
      });
    if (stopped || rows === undefined) return;
    const known = new Set(rows.map((row) => row.jobid));
    for (const [id, job] of jobs) {
      if (known.has(id)) continue;
      clearTimeout(job.timer);
      jobs.delete(id);
    }
    for (const row of rows) {
      const job = jobs.get(row.jobid);
      const sameTime = job?.row.schedule === row.schedule;
      if (job === undefined) jobs.set(row.jobid, { row, timer: undefined, running: undefined, again: false });
      else job.row = row;
      if (!sameTime) plan(row.jobid);
    }
  }

  function plan(id: number): void {
    const job = jobs.get(id);
    if (job === undefined || stopped) return;
    clearTimeout(job.timer);
    const delay = untilDue(job.row.schedule, new Date());
    if (delay === undefined) return ctx.log("pg_cron", "warn", `Job ${id} is never due: "${job.row.schedule}"`);
    job.timer = setTimeout(() => {
      if (delay <= FURTHEST_MS) due(id);
      plan(id);
    }, Math.min(delay, FURTHEST_MS));
  }

  function due(id: number): void {
    const job = jobs.get(id);
    if (job === undefined || stopped) return;
    if (job.running !== undefined) {
      job.again = true;
      return;
    }
    job.running = run(job.row).catch((error) => {
      if (!stopped) ctx.log("pg_cron", "error", `Cannot run job ${id}: ${error.message}`);
    }).finally(() => {
      job.running = undefined;
      if (!job.again) return;
      job.again = false;
      due(id);
    });
  }

  async function run(row: JobRow): Promise<void> {
    // A session of its own, as pg_cron gives it: whatever the command sets goes with it.
    const session = openPool(ctx.adminUrl, { name: "pg_cron", max: 1, prepare: false });
    try {
      const [backend] = await session<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const [details] = await sql<{ runid: number }[]>`
        insert into cron.job_run_details (jobid, job_pid, database, username, command, status, start_time)
        values (${row.jobid}, ${backend!.pid}, ${row.database}, ${row.username}, ${row.command}, 'running',
          clock_timestamp()) returning runid`;
      const outcome = await runAs(session, row);
      if (outcome.status === "failed" && !stopped) ctx.log("pg_cron", "warn", `Job ${row.jobid}: ${outcome.message}`);
      await sql`
        update cron.job_run_details set status = ${outcome.status}, return_message = ${outcome.message},
          end_time = clock_timestamp() where runid = ${details!.runid}`;
    } finally {
      await session.end({ timeout: 1 });
    }
  }

  function reload(): void {
    if (!stopped) loading = loading.then(load);
  }
  // What was running when the stack went down will not say any more how it ended.
  await sql`update cron.job_run_details set status = 'failed', return_message = 'server restarted'
    where status in ('starting', 'running')`.catch(() => {});
  const listener = await listen(ctx.adminUrl, {
    name: "pg_cron",
    channel: "embedded_pg_cron",
    onNotify: reload,
    onListening: reload,
  });

  return {
    async stop() {
      stopped = true;
      await listener.stop();
      for (const job of jobs.values()) clearTimeout(job.timer);
      await loading;
      // A command in the middle of its work is cancelled; its transaction is undone.
      await sql`select pg_cancel_backend(pid) from pg_stat_activity
        where application_name = 'pg_cron' and pid <> pg_backend_pid() and state = 'active'`;
      await Promise.all([...jobs.values()].map((job) => job.running));
      await sql.end({ timeout: 1 });
    },
  };
}

/** Runs a job's command as its role. */
async function runAs(session: Sql, row: JobRow): Promise<{ status: "succeeded" | "failed"; message: string }> {
  try {
    await session.unsafe(`set session authorization "${row.username.replaceAll('"', '""')}"`);
    const result = await session.unsafe(row.command) as unknown as RowList<Row[]>;
    const last = Array.isArray(result.at(-1)) ? result.at(-1) as unknown as typeof result : result;
    const message = last.command === "SELECT"
      ? `${last.count} row${last.count === 1 ? "" : "s"}`
      : `${last.command} ${last.count ?? ""}`.trim();
    return { status: "succeeded", message };
  } catch (error) {
    return { status: "failed", message: `ERROR:  ${(error as Error).message}` };
  }
}

/** Milliseconds until a schedule is due, or undefined when it never is. */
export function untilDue(schedule: string, now: Date): number | undefined {
  const seconds = /^\s*(\d+)\s+seconds?\s*$/i.exec(schedule)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  // pg_cron calls the last day of a month `$`.
  const next = new Cron(schedule.replaceAll("$", "L"), { timezone: "UTC" }).nextRun(now);
  return next === null ? undefined : next.getTime() - now.getTime();
}

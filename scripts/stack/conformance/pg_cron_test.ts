/**
 * pg_cron: commands that the database runs by schedule.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openTarget, type Target } from "./target.ts";

let target: Target;
Deno.test.beforeAll(async () => {
  target = await openTarget();
});
Deno.test.afterAll(() => target.close());

const newName = () => `cf-${crypto.randomUUID()}`;

/** Schedules a command for the length of a test, and waits for so many of its runs to be over. */
async function runsOf(command: string, count: number): Promise<Record<string, unknown>[]> {
  const name = newName();
  const [job] = await target.sql`select cron.schedule(${name}, '1 second', ${command}) as id`;
  try {
    for (const end = performance.now() + 20_000; performance.now() < end;) {
      const runs = await target.sql`
        select * from cron.job_run_details where jobid = ${job!.id} and end_time is not null order by runid`;
      if (runs.length >= count) return runs;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The job has not run ${count} times.`);
  } finally {
    await target.sql`select cron.unschedule(${name})`;
  }
}

Deno.test("a command runs every second, and how it went is kept", async () => {
  const runs = await runsOf("select 1", 2);
  assert.deepEqual([runs[0]!.status, runs[0]!.return_message], ["succeeded", "1 row"]);
  const between = (runs[1]!.start_time as Date).getTime() - (runs[0]!.start_time as Date).getTime();
  assert.ok(between > 700 && between < 2500, `${between} ms lie between two runs`);
});

Deno.test("a command runs as the role that scheduled it", async () => {
  await target.sql`create table public.cf_who (name text)`;
  try {
    await runsOf("insert into public.cf_who select session_user || ' ' || current_user", 1);
    const [row] = await target.sql`select name from public.cf_who limit 1`;
    assert.equal(row!.name, "postgres postgres");
  } finally {
    await target.sql`drop table public.cf_who`;
  }
});

Deno.test("a command that fails is undone, with its error kept", async () => {
  await target.sql`create table public.cf_undone (n int)`;
  try {
    const [run] = await runsOf("insert into public.cf_undone values (1); select 1 / 0", 1);
    assert.deepEqual([run!.status, run!.return_message], ["failed", "ERROR:  division by zero"]);
    assert.equal((await target.sql`select from public.cf_undone`).length, 0);
  } finally {
    await target.sql`drop table public.cf_undone`;
  }
});

Deno.test("a run that takes longer than the interval is not joined by another", async () => {
  const runs = await runsOf("select pg_sleep(1.5)", 2);
  assert.ok((runs[1]!.start_time as Date) >= (runs[0]!.end_time as Date));
});

Deno.test("scheduling under a known name changes the job, and unscheduling ends it", async () => {
  const name = newName();
  const [first] = await target.sql`select cron.schedule(${name}, '0 3 * * *', 'select 1') as id`;
  const [second] = await target.sql`select cron.schedule(${name}, '*/5 * * * 1-5', 'select 2') as id`;
  assert.equal(second!.id, first!.id);
  const [job] = await target.sql`select schedule, command, username, active from cron.job where jobname = ${name}`;
  assert.deepEqual({ ...job }, { schedule: "*/5 * * * 1-5", command: "select 2", username: "postgres", active: true });
  await target.sql`select cron.alter_job(${first!.id}, active := false)`;
  const [altered] = await target.sql`select active, command from cron.job where jobname = ${name}`;
  assert.deepEqual({ ...altered }, { active: false, command: "select 2" });
  await target.sql`select cron.unschedule(${name})`;
  await assert.rejects(target.sql`select cron.unschedule(${name})`, /could not find valid entry for job/);
});

Deno.test("a schedule that is none is refused", async () => {
  for (const schedule of ["often", "61 seconds", "* * *", "0 seconds"]) {
    await assert.rejects(target.sql`select cron.schedule(${schedule}, 'select 1')`, /invalid schedule/, schedule);
  }
});

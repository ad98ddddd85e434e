/** The function that works on a job is killed in the middle of a step. Uses the bench's project, whose steps tell of themselves. */
import assert from "node:assert/strict";
import { startBenchStack } from "../../scripts/bench/bench_stack.ts";
import { killFunction } from "../../scripts/bench/queue_system/docmill.ts";

const KIND = "bench-nap";
const KILLED_IN = 2;

Deno.test("SIGKILL of the function in the middle of a step: the job goes on at that step, and repeats none before it", async () => {
  await using stack = await startBenchStack();
  const { sql, marks } = stack;
  await stack.addKind(KIND);
  const { userId } = await stack.guest();
  const id = crypto.randomUUID();
  await sql`
    insert into public.jobs (id, owner, kind, title, options) values (${id}, ${userId}, ${KIND}, 'nap', ${
    sql.json({ id })
  })`;

  await marks.first("begun", id, KILLED_IN);
  assert.ok(killFunction("process-job") > 0);
  const [left] = await sql`
    select j.status, c.cursor, l.begun_at is not null as held
    from public.jobs j join queue.checkpoints c on c.job_id = j.id join queue.leases l on l.job_id = j.id where j.id = ${id}`;
  assert.deepEqual({ ...left }, { status: "processing", cursor: KILLED_IN, held: true });

  // As if 20 s had passed: nobody comes back for the lease.
  await sql`update queue.leases set leased_until = now() where job_id = ${id}`;
  await sql`select queue.sweep()`;
  await marks.first("ended", id, 3);
  const told = marks.all.filter((each) => each.id === id && each.mark !== "entered").map(({ mark, step }) =>
    `${mark} ${step}`
  );
  assert.deepEqual(told, [
    ...["begun 0", "ended 0", "begun 1", "ended 1", "begun 2"],
    ...["begun 2", "ended 2", "begun 3", "ended 3"],
  ]);

  const [job] = await untilEnded();
  assert.deepEqual({ ...job }, { status: "completed", attempt: 1 }, "a kill is no failed attempt");
  const events = await sql`select type from public.job_events where job_id = ${id} order by id`;
  assert.deepEqual(events.map((each) => each.type).filter((type) => type !== "stage"), [
    "started",
    "resumed",
    "completed",
  ]);

  async function untilEnded() {
    for (;;) {
      const rows = await sql`select status, attempt from public.jobs where id = ${id}`;
      if (rows[0]!.status !== "processing") return rows;
    }
  }
});

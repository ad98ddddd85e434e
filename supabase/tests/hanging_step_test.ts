/** A step that never ends, in a function and in a worker. Uses the bench's project, which has such a kind. */
import assert from "node:assert/strict";
import { TextLineStream } from "../../scripts/stack/lines.ts";
import { type BenchStack, startBenchStack } from "../../scripts/bench/bench_stack.ts";

// A heartbeat each second tells whether the lease is lost; a stage has one second.
const QUICK = { lease_seconds: 3, max_running: 1, max_per_owner: 1 };

/** Adds a job and resolves with its id when its step has begun. */
async function begun({ sql, marks, guest }: BenchStack, kind: string): Promise<string> {
  const id = crypto.randomUUID();
  const { userId } = await guest();
  await sql`
    insert into public.jobs (id, owner, kind, title, options) values (${id}, ${userId}, ${kind}, 'job', ${
    sql.json({ id })
  })`;
  await marks.first("begun", id);
  return id;
}

/** The job's stage has had its time: the sweep ends the job, and whoever works on it stops to wait for its step. */
async function timedOut({ sql, marks }: BenchStack, id: string): Promise<void> {
  for (;;) {
    await sql`select queue.sweep()`;
    const [job] = await sql`select status, error from public.jobs where id = ${id}`;
    if (job!.status !== "failed") continue;
    assert.deepEqual(job!.error, {
      type: "stage_timeout",
      detail: 'The stage "bench" took longer than it may. Try again, or try a smaller document.',
    });
    break;
  }
  await marks.first("ended", id);
}

Deno.test("a step that never ends takes neither its slot, nor its isolate, nor its worker away from other jobs", async (t) => {
  await using stack = await startBenchStack({ durable: false });
  const { sql, marks, project } = stack;
  for (const kind of ["bench-hang", "bench-nap"]) await stack.addKind(kind, QUICK);
  await sql`update queue.kinds set stage_timeouts = '{"bench": 1}' where kind = 'bench-hang'`;

  await t.step("in a function", async () => {
    await timedOut(stack, await begun(stack, "bench-hang"));
    const next = await begun(stack, "bench-hang");
    await timedOut(stack, next);
    await marks.first("ended", await begun(stack, "bench-nap"), 3);
  });

  await t.step("in a worker, which ends when it is told to", async () => {
    await sql`update queue.kinds set target = 'worker'`;
    const worker = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", project.worker, "--kinds", "bench-hang,bench-nap", "--concurrency", "1"],
      env: { SUPABASE_URL: stack.url, SUPABASE_SECRET_KEY: stack.keys.secretKey, SUPABASE_DB_URL: stack.databaseUrl },
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reading = (async () => {
      for await (const line of worker.stdout.pipeThrough(new TextLineStream())) marks.read(line);
    })();
    try {
      await timedOut(stack, await begun(stack, "bench-hang"));
      await marks.first("ended", await begun(stack, "bench-nap"), 3);
    } finally {
      worker.kill("SIGTERM");
    }
    assert.equal((await worker.status).code, 0);
    await reading;
  });
});

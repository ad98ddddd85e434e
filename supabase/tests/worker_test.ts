/** The engine outside the Edge: workers as processes, over the API and over a direct connection. */
import assert from "node:assert/strict";
import { join } from "node:path";
import postgres from "postgres";
import { createJob } from "../../scripts/client/jobs.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import { openSession } from "../../scripts/client/session.ts";
import { raceCard } from "../../scripts/samples/race_card.ts";
import type { Stack } from "../../scripts/stack/stack.ts";
import { withStack } from "../../scripts/stack/testing.ts";

const pdf = async (pages: number) => ({
  name: "card.pdf",
  content: new Uint8Array(await raceCard({ pages, seed: 3 })),
});

function spawnWorker(stack: Stack, connection: "direct" | "api"): Deno.ChildProcess {
  // As `npm run worker` does.
  return new Deno.Command("node", {
    args: ["scripts/bootstrap.mjs", "scripts/worker.ts", "--concurrency", "2"],
    cwd: join(import.meta.dirname!, "../.."),
    env: {
      SUPABASE_URL: stack.url,
      SUPABASE_SECRET_KEY: stack.keys.secretKey,
      ...(connection === "direct" && { SUPABASE_DB_URL: stack.databaseUrl }),
    },
    stdout: "null",
    stderr: "null",
  }).spawn();
}

async function stopped(worker: Deno.ChildProcess): Promise<void> {
  // Twice, as where it is sent to all processes of a group.
  worker.kill("SIGTERM");
  worker.kill("SIGTERM");
  assert.equal((await worker.status).code, 0, "a worker that is told to stop ends well");
}

Deno.test("workers do the jobs of kinds that are theirs", async (t) => {
  await withStack(async (stack) => {
    const sql = postgres(stack.adminUrl, { max: 2, onnotice: () => {} });
    await sql`update queue.kinds set target = 'worker' where kind = 'pdf-to-csv'`;
    const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const feed = await openFeed(session);
    try {
      for (const connection of ["direct", "api"] as const) {
        await t.step(`over ${connection === "api" ? "the API" : "a direct connection"}`, async () => {
          const early = await createJob(session, { kind: "pdf-to-csv", files: [await pdf(2)] });
          const worker = spawnWorker(stack, connection);
          assert.equal((await feed.watch(early)).status, "completed", "a job that waited before the worker came");
          const late = await createJob(session, { kind: "pdf-to-csv", files: [await pdf(2)] });
          assert.equal((await feed.watch(late)).status, "completed", "a job that the worker is woken for");
          const [waited] = await sql`
            select extract(epoch from e.at - j.created_at)::float8 as seconds
            from public.jobs j join public.job_events e on e.job_id = j.id and e.type = 'started' where j.id = ${late}`;
          assert.ok(waited!.seconds < 5, `woken, and not come by its own every 10 s: ${waited!.seconds} s`);
          await stopped(worker);
        });
      }
      await t.step("and give a job back at its checkpoint when they are told to stop", async () => {
        const first = spawnWorker(stack, "direct");
        const begun = Promise.withResolvers<void>();
        const id = await createJob(session, { kind: "pdf-to-csv", files: [await pdf(120)] });
        const ended = feed.watch(id, ({ progress }) => progress > 0.15 && begun.resolve());
        await begun.promise;
        await stopped(first);
        const [given] = await sql`
          select j.status, j.attempt, c.cursor is not null as has_cursor, w.job_id is not null as waits
          from public.jobs j left join queue.checkpoints c on c.job_id = j.id left join queue.waiting w on w.job_id = j.id
          where j.id = ${id}`;
        assert.deepEqual(given, { status: "processing", attempt: 1, has_cursor: true, waits: true });
        const second = spawnWorker(stack, "direct");
        const job = await ended;
        assert.equal(job.status, "completed");
        assert.equal(job.attempt, 1);
        await stopped(second);
      });
    } finally {
      await feed.close();
      await session.close();
      await sql.end();
    }
  });
});

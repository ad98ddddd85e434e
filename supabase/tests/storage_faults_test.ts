/** Storage that fails, is slow or cuts answers off, seen by a worker through a proxy that can do all of it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import postgres from "postgres";
import { createJob } from "../../scripts/client/jobs.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import { openSession } from "../../scripts/client/session.ts";
import { withStack } from "../../scripts/stack/testing.ts";
import type { Job } from "../functions/_shared/jobs/job.ts";
import { card } from "./support.ts";

/** Passes everything on to the stack, but what concerns Storage only as `mode` says. */
function startProxy(target: string) {
  const proxy = { mode: "up" as "up" | "failing" | "slow" | "cut", asked: 0, url: "", stop: () => server.shutdown() };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/storage/")) {
      proxy.asked++;
      if (proxy.mode === "failing") return new Response("upstream connect error", { status: 503 });
      if (proxy.mode === "slow") await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    const { method, headers, body } = request;
    const response = await fetch(target + url.pathname + url.search, { method, headers, body });
    if (proxy.mode !== "cut" || method !== "GET" || !url.pathname.startsWith("/storage/")) return response;
    const whole = await response.bytes();
    const half = new ReadableStream({
      pull(controller) {
        controller.enqueue(whole.subarray(0, whole.length / 2));
        controller.error(new Error("cut"));
      },
    });
    return new Response(half, response);
  });
  proxy.url = `http://127.0.0.1:${server.addr.port}`;
  return proxy;
}

Deno.test("Storage in trouble", async (t) => {
  await withStack(async (stack) => {
    const sql = postgres(stack.adminUrl, { max: 2, onnotice: () => {} });
    await sql`update queue.kinds set target = 'worker', lease_seconds = 3, backoff_base_seconds = 0.01, backoff_cap_seconds = 0.01`;
    const proxy = startProxy(stack.url);
    const worker = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", join(import.meta.dirname!, "../../scripts/worker.ts")],
      env: { SUPABASE_URL: proxy.url, SUPABASE_SECRET_KEY: stack.keys.secretKey, SUPABASE_DB_URL: stack.databaseUrl },
      stdout: "null",
      stderr: "null",
    }).spawn();
    const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const feed = await openFeed(session);
    /** News of a change comes from the log, maybe a moment before the change can be seen. */
    const makeDue = async (id: string) => {
      while ((await sql`update queue.delayed set run_at = now() where job_id = ${id} returning 1`).length === 0);
      await sql`select queue.sweep()`;
    };
    /** Sends a job; each time it waits for another attempt, that is made due at once. */
    const run = async (onRetry: (attempt: number) => void = () => {}, onChange: (job: Job) => void = () => {}) => {
      const id = await createJob(session, { kind: "pdf-to-csv", files: [await card(1)] });
      return await feed.watch(id, (job) => {
        onChange(job);
        if (job.status !== "queued" || job.attempt === 0) return;
        onRetry(job.attempt);
        makeDue(id);
      });
    };
    try {
      await t.step("away for a moment: the job is tried again and completes", async () => {
        proxy.mode = "failing";
        const job = await run(() => proxy.mode = "up");
        assert.equal(job.status, "completed");
        assert.equal(job.attempt, 2);
      });
      await t.step("cut off in the middle of a file: the job is tried again and completes", async () => {
        proxy.mode = "cut";
        const job = await run(() => proxy.mode = "up");
        assert.equal(job.status, "completed", JSON.stringify(job.error));
        assert.equal(job.attempt, 2);
      });
      await t.step("away for good: the job fails after its attempts, with the reason", async () => {
        proxy.mode = "failing";
        const attempts: number[] = [];
        const job = await run((attempt) => attempts.push(attempt));
        assert.equal(job.status, "failed");
        assert.deepEqual(attempts, [1, 2]);
        assert.equal(job.attempt, 3);
        assert.equal(job.error?.type, "storage_unavailable");
        assert.match(job.error!.detail, /does not answer/);
      });
      await t.step("slow, beyond the lease: heartbeats keep it, and nothing is done twice", async () => {
        proxy.mode = "slow";
        const job = await run();
        assert.equal(job.status, "completed");
        assert.equal(job.attempt, 1);
        const [row] =
          await sql`select count(*)::int as n from public.job_events where job_id = ${job.id} and type = 'resumed'`;
        assert.equal(row!.n, 0);
      });
    } finally {
      worker.kill("SIGTERM");
      await worker.status;
      await feed.close();
      await session.close();
      await proxy.stop();
      await sql.end();
    }
  });
});

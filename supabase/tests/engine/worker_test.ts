/** The worker's loop over a bare database: what hangs ends, and no kind keeps another waiting. */
import assert from "node:assert/strict";
import { raceCard } from "../../../scripts/samples/race_card.ts";
import { createPostgresRpc } from "../../../scripts/worker/rpc_postgres.ts";
import { runWorker } from "../../../scripts/worker/worker.ts";
import { CpuMeter } from "../../functions/_shared/engine/cpu_meter.ts";
import { WORKER_LIMITS } from "../../functions/_shared/engine/budget.ts";
import type { Assignment } from "../../functions/_shared/engine/queue.ts";
import { JobError } from "../../functions/_shared/jobs/errors.ts";
import { type EngineContext, work } from "../../functions/_shared/engine/work.ts";
import type { ObjectStore } from "../../functions/_shared/platform/object_store.ts";
import { type TestKind, testKind } from "./support.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Storage that takes a request and never answers; tells when it is asked. */
function hangingStore() {
  const asked = Promise.withResolvers<void>();
  const hang = () => {
    asked.resolve();
    return new Promise<never>(() => {});
  };
  return { asked: asked.promise, store: { read: hang, readRange: hang, stream: hang } as unknown as ObjectStore };
}

/** Kinds with a pipeline, for workers, and without the jobs of the tests before: one that is tried again may be due. */
async function emptyKinds({ sql }: TestKind, ...kinds: string[]): Promise<void> {
  await sql`delete from public.jobs where kind = any (${kinds})`;
  await sql`update queue.kinds set target = 'worker' where kind = any (${kinds})`;
}

/** The only job of a real kind, whose first step reads its file. */
async function addDocument(test: TestKind): Promise<string> {
  const { sql } = test;
  await emptyKinds(test, "pdf-to-csv");
  const [job] = await sql`
    insert into public.jobs (owner, kind, title) values (${await test.owner()}, 'pdf-to-csv', 'card') returning id`;
  await sql`
    insert into public.job_files (job_id, role, bucket, path, name, media_type, bytes)
    values (${job!.id}, 'input', 'inputs', ${`${job!.id}/card`}, 'card.pdf', 'application/pdf', 1000)`;
  return job!.id;
}

async function begin(test: TestKind, limits: Partial<EngineContext["limits"]>) {
  const id = await addDocument(test);
  const [held] = await createPostgresRpc(test.sql)<Assignment[]>("claim_jobs", { p_kinds: ["pdf-to-csv"] });
  const { asked, store } = hangingStore();
  const context: EngineContext = {
    queue: test.queue,
    store,
    meter: new CpuMeter(0),
    limits: { ...WORKER_LIMITS, ...limits },
    log: silent,
    shutdown: new AbortController().signal,
  };
  return { id, held: held!, asked, context };
}

Deno.test("a step that never ends is given up after its time, its slot is free, and the job is tried again with a sentence", async () => {
  await using test = await testKind();
  const { id, held, context } = await begin(test, { stepMs: 50 });
  assert.equal(await work(held, context), "failed");
  assert.equal((await test.sql`select from queue.leases where job_id = ${id}`).length, 0);
  assert.equal(context.meter.isIdle, true, "jobs beside it need not wait for it");
  assert.equal(await test.status(id), "queued");
  const [job] = await test.sql`select error, attempt from public.jobs where id = ${id}`;
  assert.equal(job!.error.type, "step_timeout");
  assert.match(job!.error.detail, /did not end within .* Try again/);
});

Deno.test("who loses the lease while a step hangs waits for it no longer", async () => {
  await using test = await testKind();
  const { id, held, asked, context } = await begin(test, {});
  // Heartbeats come three times a lease.
  const outcome = work({ ...held, lease_seconds: 0.05 }, context);
  await asked;
  await test.sql`select queue.end_failed(${id}, '{"type": "stage_timeout", "detail": "Too long."}')`;
  assert.equal(await outcome, "lost");
  assert.equal(context.meter.isIdle, true);
});

Deno.test("a heartbeat is not overtaken by what its step tells after it", async () => {
  await using test = await testKind();
  const { held, context } = await begin(test, {});
  const told: string[] = [];
  const beating = Promise.withResolvers<void>(), answered = Promise.withResolvers<{ ok: true }>();
  const store = {
    async readRange() {
      await beating.promise;
      setTimeout(() => answered.resolve({ ok: true }), 20);
      throw new JobError("x", "No.");
    },
  };
  const queue = {
    ...context.queue,
    async checkpoint() {
      beating.resolve();
      const answer = await answered.promise;
      told.push("beat");
      return answer;
    },
    async fail(...what: Parameters<typeof context.queue.fail>) {
      told.push("failed");
      return await context.queue.fail(...what);
    },
  };
  const all = { ...store, read: store.readRange } as unknown as ObjectStore;
  await work({ ...held, lease_seconds: 0.05 }, { ...context, queue, store: all });
  assert.deepEqual(told, ["beat", "failed"]);
});

Deno.test("what the database never takes of a step fails the job at once, and is not tried until it looks lost", async () => {
  await using test = await testKind();
  const { id, held, context } = await begin(test, {});
  const pdf = new Uint8Array(await raceCard({ pages: 1, seed: 1 }));
  const store = {
    read: () => Promise.resolve(pdf),
    readRange: (_bucket: string, _path: string, start: number, end: number) => Promise.resolve(pdf.slice(start, end)),
    write: () => Promise.resolve(),
  } as unknown as ObjectStore;
  const tooLarge = { result: "x".repeat(100_000).replace(/x/g, () => String.fromCharCode(97 + Math.random() * 26)) };
  const queue: EngineContext["queue"] = {
    ...context.queue,
    complete: (held, _result, step, next) => context.queue.complete(held, tooLarge, step, next),
  };
  const bytes = { ...held, files: held.files.map((file) => ({ ...file, bytes: pdf.length })) };
  assert.equal(await work(bytes, { ...context, queue, store }), "failed");
  const [job] = await test.sql`select status, error from public.jobs where id = ${id}`;
  assert.deepEqual([job!.status, job!.error.type], ["failed", "internal"]);
});

Deno.test("a worker that is told to stop while a step hangs ends all the same, and its job goes on from its checkpoint", async () => {
  await using test = await testKind();
  const id = await addDocument(test);
  const { asked, store } = hangingStore();
  const stop = new AbortController();
  const ended = runWorker({
    rpc: createPostgresRpc(test.sql),
    store,
    wake: { wait: () => Promise.resolve(), close: () => Promise.resolve() },
    log: silent,
    kinds: ["pdf-to-csv"],
    concurrency: 1,
    stop: stop.signal,
    graceMs: 50,
  });
  await asked;
  stop.abort();
  await ended;
  await test.sql`update queue.leases set leased_until = now() where job_id = ${id}`;
  await test.sql`select queue.sweep()`;
  const [again] = await createPostgresRpc(test.sql)<Assignment[]>("claim_jobs", { p_kinds: ["pdf-to-csv"] });
  assert.equal(again!.job.id, id);
  await test.queue.fail(again!, { type: "x", detail: "Over." }, false, {});
});

Deno.test("a worker gives its slot to another kind's single job before it goes on with ten thousand of one", async () => {
  await using one = await testKind();
  await using other = await testKind();
  const many = [one, other].toSorted((a, b) => a.kind < b.kind ? -1 : 1)[0]!;
  const few = many === one ? other : one;
  const rpc = createPostgresRpc(one.sql);
  await many.add(await many.owner(), 10_000);
  const claim = async (kinds: string[], limit = 1) =>
    await rpc<Assignment[]>("claim_jobs", { p_kinds: kinds, p_limit: limit });
  const [first] = await claim([few.kind, many.kind]);
  assert.equal(first!.job.kind, many.kind, "nothing else waits");
  await few.add(await few.owner());
  const [second, third] = await claim([few.kind, many.kind], 2);
  assert.equal(second!.job.kind, few.kind);
  assert.equal(third!.job.kind, many.kind);
});

Deno.test("a worker asks for its kinds in turn", async () => {
  await using test = await testKind();
  const { sql } = test;
  const owner = await test.owner();
  await emptyKinds(test, "documents", "pdf-to-csv");
  await sql`insert into public.jobs (owner, kind, title) select ${owner}, 'documents', 'n' from generate_series(1, 50)`;
  await sql`insert into public.jobs (owner, kind, title) values (${owner}, 'pdf-to-csv', 'single')`;
  const stop = new AbortController();
  const ended: string[] = [];
  const rpc = createPostgresRpc(sql);
  await runWorker({
    // Without a file each job fails at once.
    rpc: async (name, args) => {
      const answer = await rpc(name, args);
      if (name === "fail_job") {
        const [job] = await sql`select kind from public.jobs where id = ${args.p_job_id as string}`;
        if (ended.push(job!.kind) === 51) stop.abort();
      }
      return answer as never;
    },
    store: hangingStore().store,
    wake: { wait: () => Promise.resolve(), close: () => Promise.resolve() },
    log: silent,
    kinds: ["documents", "pdf-to-csv"],
    concurrency: 1,
    stop: stop.signal,
  });
  assert.equal(ended.length, 51);
  assert.equal(ended.indexOf("pdf-to-csv"), 1);
});

/** Everybody at once: nobody waits for somebody who waits for him, and no job is left behind. */
import assert from "node:assert/strict";
import type postgres from "postgres";
import { createPostgresRpc } from "../../../scripts/worker/rpc_postgres.ts";
import type { Assignment } from "../../functions/_shared/engine/queue.ts";
import { testKind } from "./support.ts";

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;
const times = (n: number, work: () => Promise<unknown>) => async () => {
  for (let i = 0; i < n; i++) await work();
};

Deno.test("the sweep waits for one kind without keeping another", async () => {
  await using one = await testKind();
  await using other = await testKind();
  const [first, last] = [one, other].toSorted((a, b) => a.kind < b.kind ? -1 : 1) as [typeof one, typeof one];
  const { sql } = one;
  await last.add(await last.owner());
  await last.claim();
  await sql`update queue.leases set leased_until = now() where kind = ${last.kind}`;
  let sweeping: Promise<postgres.RowList<postgres.Row[]>> | undefined;
  await sql.begin(async (tx) => {
    const lock = (kind: string) => tx`select pg_advisory_xact_lock(queue.lock_key('adding', ${kind}))`;
    await lock(first.kind);
    sweeping = sql`select queue.sweep() as report`.execute();
    while ((await tx`select from pg_locks where not granted and locktype = 'advisory'`).length === 0);
    await lock(last.kind);
  });
  assert.equal((await sweeping)![0]!.report.errors, 0);
  assert.equal((await last.claim()).length, 1, "what was lost is there again");
});

Deno.test("users, admins, functions, workers and the sweep at once: no deadlock, and each job comes to its end", async () => {
  await using one = await testKind({ target: "edge", max_running: 6, max_per_owner: 3, backoff_cap_seconds: 0 });
  await using other = await testKind({ max_running: 6, max_per_owner: 6, backoff_cap_seconds: 0 });
  const { sql } = one;
  const rpc = createPostgresRpc(sql);
  const kinds = [one.kind, other.kind];
  const owners = await Promise.all(Array.from({ length: 4 }, one.owner));
  const ids: string[] = [];

  const as = (claims: object, call: string, ...args: unknown[]) =>
    sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      await tx.unsafe(`select public.${call}`, args as never[]);
    }).catch((error) => {
      if (!["invalid_state", "job_not_found", "quota_exceeded"].includes(error.detail)) throw error;
    });
  const workOn = async (queue: typeof one.queue, begun: Assignment | null) => {
    for (let held = begun; held;) {
      const what = pick(["checkpoint", "checkpoint", "hand on", "fail", "die", "complete", "complete"]);
      if (what === "checkpoint") await queue.checkpoint(held, { cursor: 1, stage: pick(["a", "b"]) });
      else if (what === "complete") {
        const answer = await queue.complete(held, {}, {}, true);
        held = "ok" in answer ? answer.next ?? null : null;
      } else {
        if (what === "hand on") await queue.handOn(held, { cursor: 2 });
        if (what === "fail") await queue.fail(held, { type: "t", detail: "d" }, true, {});
        return;
      }
    }
  };
  const addSome = async () => ids.push(...await pick([one, other]).add(pick(owners), 3, pick([0, 5])));
  const useFunction = async () => {
    const [bell] = await sql`
      select job_id, token from queue.leases where kind = any (${kinds}) and begun_at is null order by random() limit 1`;
    const queue = one.anotherQueue();
    if (bell) await workOn(queue, await queue.begin(bell.job_id, bell.token));
  };
  const useWorker = async () => {
    const p_kinds = pick([kinds, kinds.toReversed()]);
    const claimed = await rpc<Assignment[]>("claim_jobs", { p_kinds, p_limit: 3 });
    const queue = one.anotherQueue();
    await Promise.all(claimed.map((held) => workOn(queue, held)));
  };
  const useAsOwner = async () => {
    const [row] = await sql`select id, owner from public.jobs where id = ${pick(ids) ?? null}`;
    if (row) await as({ sub: row.owner }, pick(["cancel_job($1)", "retry_job($1)", "delete_job($1)"]), row.id);
  };
  const changeLimits = () =>
    as(
      { app_metadata: { role: "admin" } },
      "set_kind_limits($1, $2)",
      pick(kinds),
      pick([{ max_running: 2 }, { max_running: 8 }, { max_per_owner: 1 }, { enabled: false }, { enabled: true }, {
        target: pick(["edge", "worker"]),
      }]),
    );
  const sweep = async () => {
    await sql`update queue.leases set leased_until = now() where begun_at is not null and random() < 0.1`;
    await sql`update queue.leases set rung_at = now() - interval '1 hour' where begun_at is null and random() < 0.1`;
    const [swept] = await sql`select queue.sweep() as report`;
    assert.equal(swept!.report.errors, 0);
  };
  await addSome();
  await Promise.all([
    ...[useFunction, useFunction, useFunction, useWorker, useWorker, useWorker].map((each) => times(150, each)()),
    ...[addSome, addSome, useAsOwner, useAsOwner].map((each) => times(100, each)()),
    ...[changeLimits, sweep].map((each) => times(40, each)()),
  ]);

  await sql`update queue.kinds set enabled = true, target = 'worker', max_running = 1000, max_per_owner = 1000 where kind = any (${kinds})`;
  for (let open = Infinity, round = 0; open > 0; round++) {
    assert.ok(round < 100, `${open} jobs never end`);
    await sql`update queue.leases set leased_until = now(), rung_at = now() - interval '1 hour' where kind = any (${kinds})`;
    await sql`select queue.sweep()`;
    const claimed = await rpc<Assignment[]>("claim_jobs", { p_kinds: kinds, p_limit: 100 });
    await Promise.all(claimed.map((held) => one.queue.complete(held, {}, {}, false)));
    const [left] = await sql`
      select count(*)::int as n from public.jobs where kind = any (${kinds}) and status in ('queued', 'processing')`;
    open = left!.n;
  }
  const [queue] = await sql`
    select (select count(*) from queue.leases where kind = any (${kinds}))::int as leases,
      (select count(*) from queue.waiting where kind = any (${kinds}))::int as waiting,
      (select count(*) from queue.delayed)::int as delayed`;
  assert.deepEqual({ ...queue }, { leases: 0, waiting: 0, delayed: 0 });
});

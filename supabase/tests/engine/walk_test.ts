/** Random walks over everything that can happen to a job: whatever the order, the rules hold. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Assignment } from "../../functions/_shared/engine/queue.ts";
import { testKind } from "./support.ts";

const Action = fc.oneof(
  { weight: 4, arbitrary: fc.constant("claim" as const) },
  { weight: 4, arbitrary: fc.constant("begin" as const) },
  { weight: 4, arbitrary: fc.constant("checkpoint" as const) },
  { weight: 2, arbitrary: fc.constant("sweep" as const) },
  ...[
    ...["complete", "fail", "fail for good", "hand on", "cancel", "retry", "delete"] as const,
    ...["lose", "time out", "due", "ring late", "switch target", "switch on or off", "change limit"] as const,
  ].map((each) => ({ weight: 1, arbitrary: fc.constant(each) })),
);

Deno.test("no walk makes an illegal transition, lets progress fall within an attempt, a version stand still, or a job never end", async () => {
  await using test = await testKind({ max_running: 3 });
  const { sql, kind, add, owner, claim, queue } = test;
  const me = await owner();
  const asOwner = (call: string, id: string) =>
    sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: me })}, true)`;
      await tx.unsafe(`select public.${call}($1)`, [id]);
    }).catch((error) => assert.ok(["invalid_state", "job_not_found"].includes(error.detail), error.message));

  const switchOn = (target: string) =>
    sql`update queue.kinds set enabled = true, target = ${target}, max_running = 3, max_per_owner = 3 where kind = ${kind}`;
  /** Whatever state a walk left: once bells are answered or jobs claimed, and time passes, each job comes to its end. */
  const untilAllEnded = async (ids: string[], target: string) => {
    await switchOn(target);
    for (let round = 0; round < 20; round++) {
      await sql`update queue.leases set leased_until = now() where kind = ${kind} and begun_at is not null`;
      await sql`update queue.leases set rung_at = now() - interval '1 hour' where kind = ${kind} and begun_at is null`;
      await sql`update queue.delayed set run_at = now() where job_id = any (${ids})`;
      await sql`select queue.sweep()`;
      const begun = await claim(3);
      if (target === "edge") {
        const bells = await sql`select job_id, token from queue.leases where kind = ${kind} and begun_at is null`;
        for (const bell of bells) begun.push((await queue.begin(bell.job_id, bell.token))!);
      }
      for (const each of begun) await queue.complete(each, {}, {}, false);
      const open = await sql`
        select id from public.jobs where id = any (${ids}) and status in ('queued', 'processing')`;
      if (open.length === 0) return;
    }
    assert.fail("a job never ends");
  };

  // Every version of every job, as the trigger behind Realtime sees it.
  await sql.unsafe(`
    create table if not exists queue.walk_log (n bigserial, id uuid, old_status text, status text, old_progress real,
      progress real, old_attempt int, attempt int, old_version bigint, version bigint);
    create or replace function queue.log_walk() returns trigger language plpgsql security definer as $$ begin
      insert into queue.walk_log (id, old_status, status, old_progress, progress, old_attempt, attempt, old_version, version)
      values (new.id, old.status, new.status, old.progress, new.progress, old.attempt, new.attempt, old.version, new.version);
      return null; end $$;
    create or replace trigger log_walk after update on public.jobs for each row when (new.kind = '${kind}')
      execute function queue.log_walk();`);
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(Action, fc.nat(2), fc.float({ min: 0, max: 1, noNaN: true })), {
          minLength: 10,
          maxLength: 40,
        }),
        fc.constantFrom("edge", "worker"),
        async (walk, last) => {
          const ids = await add(me, 3);
          const held: Assignment[] = [];
          const rung: { id: string; token: string }[] = [];
          await switchOn("edge");
          for (const [action, n, fraction] of walk) {
            const mine = held[n % Math.max(1, held.length)];
            const id = ids[n]!;
            if (action === "claim") held.push(...await claim());
            else if (action === "checkpoint" && mine) {
              await queue.checkpoint(mine, { cursor: n, stage: `s${n}`, progress: fraction });
            } else if (action === "complete" && mine) {
              await queue.complete(mine, {}, {}, n === 0).then((a) => "ok" in a && a.next && held.push(a.next));
            } else if (action === "fail" && mine) {
              await queue.fail(mine, { type: "t", detail: "d" }, true, { progress: fraction });
            } else if (action === "fail for good" && mine) {
              await queue.fail(mine, { type: "t", detail: "d" }, false, {});
            } else if (action === "hand on" && mine) await queue.handOn(mine, { cursor: n });
            else if (action === "cancel") await asOwner("cancel_job", id);
            else if (action === "retry") await asOwner("retry_job", id);
            else if (action === "delete") await asOwner("delete_job", id);
            else if (action === "begin") {
              // Whatever bells were ever rung, whether answered, repeated or void by now.
              const bells = await sql`
                select job_id, token from queue.leases where kind = ${kind} and begun_at is null order by job_id`;
              rung.push(...bells.map((bell) => ({ id: bell.job_id, token: bell.token })));
              const bell = rung[Math.floor(fraction * (rung.length - 1))];
              const begun = bell && await queue.begin(bell.id, bell.token);
              if (begun) held.push(begun);
            } else if (action === "ring late") {
              await sql`update queue.leases set rung_at = now() - interval '1 hour' where job_id = ${id}`;
            } else if (action === "switch target") {
              await sql`
                update queue.kinds set target = case target when 'edge' then 'worker' else 'edge' end where kind = ${kind}`;
            } else if (action === "switch on or off") {
              await sql`update queue.kinds set enabled = not enabled where kind = ${kind}`;
            } else if (action === "change limit") {
              await sql`update queue.kinds set max_running = ${n}, max_per_owner = ${n + 1} where kind = ${kind}`;
            } else if (action === "lose") {
              await sql`update queue.leases set leased_until = now() - interval '1 second' where job_id = ${id}`;
            } else if (action === "time out") {
              await sql`update queue.leases set stage_until = now() - interval '1 second' where job_id = ${id} and stage is not null`;
            } else if (action === "due") await sql`update queue.delayed set run_at = now() where job_id = ${id}`;
            else if (action === "sweep") await sql`select queue.sweep()`;
          }
          // Whatever happened, each job is in exactly one place of the queue, or ended and in none.
          const rows = await sql`
          select j.id, j.status, (exists (select from queue.waiting w where w.job_id = j.id))::int
            + (exists (select from queue.delayed d where d.job_id = j.id))::int
            + (exists (select from queue.leases l where l.job_id = j.id))::int as places
          from public.jobs j where j.id = any (${ids})`;
          for (const row of rows) {
            assert.equal(row.places, ["queued", "processing"].includes(row.status) ? 1 : 0, JSON.stringify(row));
          }
          await untilAllEnded(ids, last);
          await sql`delete from public.jobs where id = any (${ids})`;
        },
      ),
      { numRuns: 150 },
    );
    const [bad] = await sql`
      select count(*)::int as n from queue.walk_log
      where version <> old_version + 1
        or (status <> old_status and not queue.allows(old_status, status))
        or (status = old_status and attempt = old_attempt and progress < old_progress)`;
    assert.equal(bad!.n, 0);
    const [seen] =
      await sql`select count(distinct (old_status, status))::int as n from queue.walk_log where old_status <> status`;
    assert.ok(seen!.n >= 7, `the walks were to see most transitions; they saw ${seen!.n}`);
  } finally {
    await sql.unsafe("drop trigger log_walk on public.jobs; drop function queue.log_walk; drop table queue.walk_log");
  }
});

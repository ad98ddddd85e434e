-- Whose turn it is, which of his jobs are next and the lock on his lane: in one look. Behind a session idle in a transaction
-- every row that is looked at again is walked up to again, over all that has been done since.
--
-- 500 jobs done behind such a session, ten lanes, ten jobs at once: completing them and beginning as many looks at 1,306
-- pages, without such a session at 1,135. Before it were 2,246, of which
--   500 to keep lanes unique: each turn writes the lane anew, and the key is looked for among all that it has been
--   200 to find the lane again by its owner
--   300 to look twice at what an owner has running and waiting

alter table queue.lanes drop constraint lanes_pkey;
create index lanes_owner_idx on queue.lanes (kind, owner);
comment on table queue.lanes is 'One for each owner with jobs waiting, within a kind; queue.add sees to it.';

-- The jobs that are next, up to `amount`, and their lanes, which are locked: first those of owners with nothing running,
-- whose turn is the oldest, then of those with the fewest running. `for update skip locked` lets callers serve different
-- owners side by side. Of a lane that somebody else has just served jobs may be told that are gone. A lane's own place
-- (ctid) leads to it; it is locked from when it is seen until it is written.
create function queue.next_of_lanes(k text, amount integer, cap integer, out jobs uuid[], out lanes tid[])
language plpgsql security definer set search_path = ''
as $$
begin
  -- `offset 0`: an array is made once, not once more to see whether it is empty.
  with idle as materialized (
    select l.ctid as lane, l.owner, l.turn, 0 as running, w.ids
    from queue.lanes l
    cross join lateral (
      select array(select i.job_id from queue.in_lane(l.kind, l.owner) i order by i.place limit least(amount, cap)) as ids
      offset 0) w
    where l.kind = k
      and not exists (select from queue.leases r where r.kind = l.kind and r.owner = l.owner)
      and cardinality(w.ids) > 0
    order by l.turn
    limit amount
    for update of l skip locked
  ), busy as materialized (
    select l.ctid as lane, l.owner, l.turn, r.running, w.ids
    from queue.lanes l
    join (select owner, count(*) as running from queue.leases where kind = k group by owner) r on r.owner = l.owner
    cross join lateral (
      select array(
        select i.job_id from queue.in_lane(l.kind, l.owner) i order by i.place limit least(amount, cap - r.running)) as ids
      offset 0) w
    where (select count(*) from idle) < amount
      and l.kind = k and r.running < cap and l.owner not in (select owner from idle)
      and cardinality(w.ids) > 0
    order by r.running, l.turn
    limit (select amount - count(*) from idle)
    for update of l skip locked
  )
  select array_agg(n.job_id order by n.place, n.turn), array_agg(distinct n.lane) into jobs, lanes
  from (
    select j.job_id, s.running + j.nth as place, s.turn, s.lane
    from (select * from idle union all select * from busy) s
    cross join lateral unnest(s.ids) with ordinality j(job_id, nth)
    order by place, turn
    limit amount) n;
end $$;

-- Leases of those of `chosen` that nobody else has taken, in their order; `served_lanes` have had their turn.
create function queue.lease(chosen uuid[], served_lanes tid[], limits queue.kinds, "begin" boolean) returns queue.leases[]
language plpgsql security definer set search_path = ''
as $$
declare
  leased queue.leases[];
begin
  with gone as (
    delete from queue.waiting
    where job_id in (select job_id from queue.waiting where job_id = any (chosen) for update skip locked)
    returning job_id, owner
  ), turned as (
    update queue.lanes set turn = nextval('queue.turns') where ctid = any (served_lanes)
  ), leases as (
    insert into queue.leases (job_id, kind, owner, begun_at, leased_until, stage_until)
    select g.job_id, limits.kind, g.owner, case when "begin" then clock_timestamp() end,
      clock_timestamp() + make_interval(secs => limits.lease_seconds),
      -- Until the holder says which stage it is in, and how long that may take.
      case when "begin" then clock_timestamp() + interval '1 hour' end
    from gone g
    returning *
  )
  select array_agg(row(l.*)::queue.leases order by array_position(chosen, l.job_id)) into leased from leases l;
  return coalesce(leased, '{}');
end $$;

-- As before, and who goes without because somebody else was quicker looks at the lanes that are shared.
create or replace function queue.take(k text, amount integer, "begin" boolean) returns queue.leases[]
language plpgsql security definer set search_path = ''
as $$
declare
  limits queue.kinds;
  next record;
  leased queue.leases[];
begin
  select * into limits from queue.kinds where kind = k and enabled;
  if not found or amount < 1 then return '{}'; end if;

  next := queue.next_of_lanes(k, amount, limits.max_per_owner);
  leased := queue.lease(next.jobs, next.lanes, limits, "begin");
  if cardinality(leased) < coalesce(cardinality(next.jobs), 1) and limits.max_per_owner >= limits.max_running then
    leased := leased
      || queue.lease(queue.next_in_busy_lanes(k, amount - cardinality(leased)), '{}', limits, "begin");
  end if;
  return leased;
end $$;

drop function queue.lock_lanes, queue.next_in_lanes;

-- As before, and a lane is made by one at a time, as no key keeps lanes unique. (Twice the same lane, as somebody could
-- make who adds jobs in a `repeatable read` transaction, would be served twice as often until it is empty.)
create or replace function queue.add(ids uuid[], in_front boolean default false) returns void
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  added record;
  fresh uuid[];
begin
  for added in
    select j.kind, k.target, array_agg(j.id order by j.created_at, j.id) as ids, array_agg(distinct j.owner) as owners
    from public.jobs j left join queue.kinds k using (kind)
    where j.id = any (ids)
    group by j.kind, k.target order by j.kind
  loop
    -- Alone where the caller may come to dispatch later: he would wait for others who wait for him.
    if in_front then
      perform pg_advisory_xact_lock(queue.lock_key('adding', added.kind));
    else
      perform pg_advisory_xact_lock_shared(queue.lock_key('adding', added.kind));
    end if;

    -- An owner with jobs waiting has a lane, and keeps it while we hold the lock.
    select array_agg(o.owner order by o.owner) into fresh from unnest(added.owners) as o(owner)
    where not exists (select from queue.in_lane(added.kind, o.owner));
    if fresh is not null then
      perform pg_advisory_xact_lock(queue.lock_key('lane', added.kind || o.owner)) from unnest(fresh) as o(owner);
      insert into queue.lanes (kind, owner, turn)
      select added.kind, o.owner, (select last_value from queue.turns) - 0.5 from unnest(fresh) as o(owner)
      where not exists (select from queue.lanes l where l.kind = added.kind and l.owner = o.owner);
    end if;

    if in_front then
      with put as (
        insert into queue.waiting (seq, job_id, kind, owner, priority) overriding system value
        select coalesce((
            select w.seq from queue.in_lane(j.kind, j.owner) w
            where w.place >= queue.place(j.priority, -140737488355328) and w.place < queue.place(j.priority, 140737488355328)
            order by w.place limit 1), 0)
            - row_number() over (order by a.nth desc),
          j.id, j.kind, j.owner, j.priority
        from unnest(added.ids) with ordinality a(id, nth) join public.jobs j using (id)
        returning owner, queue.place(priority, seq) as place)
      update queue.heads h set place = p.place
      from (select owner, min(place) as place from put group by owner order by owner) p
      where h.kind = added.kind and h.owner = any (added.owners) and h.owner = p.owner and h.place > p.place;
    else
      with put as (
        insert into queue.waiting (job_id, kind, owner, priority)
        select j.id, j.kind, j.owner, j.priority
        from unnest(added.ids) with ordinality a(id, nth) join public.jobs j using (id)
        order by a.nth
        returning owner, queue.place(priority, seq) as place)
      update queue.heads h set place = p.place
      from (select owner, min(place) as place from put group by owner order by owner) p
      where h.kind = added.kind and h.owner = any (added.owners) and h.owner = p.owner and h.place > p.place;
    end if;

    if added.target = 'worker' then
      perform queue.wake(added.kind, aloud => fresh is not null);
    elsif not queue.is_full(added.kind) then
      perform queue.fill(added.kind);
    end if;
  end loop;
end $$;

revoke execute on all functions in schema queue from public;

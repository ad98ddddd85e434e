-- From waiting to leased, several jobs at a time: what one costs beside its rows (looking for whose turn it is, counting
-- who runs, a commit) is then paid once for all. To be completed and to have the next begun costs the server 1.1 ms of CPU
-- for a job alone, 0.3 ms for one of ten, 0.17 ms for one of fifty.
--
-- What a function does with several jobs is planned once a session (`force_generic_plan`; by itself Postgres plans anew for
-- each length of an array: a job completed and the next begun took 2.0 ms of CPU so) and by index (`enable_…`: these
-- tables are empty when a session makes its plans, when reading all of them is the cheapest; the plan outlives that by far).

drop function queue.take(text);

-- The jobs that are next in the lanes of `owners`, up to `amount`: of owners with the same number of running jobs the one
-- whose turn is the oldest, and of each owner's jobs by priority, then by age.
create function queue.next_in_lanes(k text, owners uuid[], amount integer, cap integer) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select array_agg(n.job_id order by n.place, n.turn)
    from (
      select w.job_id, r.running + w.nth as place, l.turn
      from queue.lanes l
      cross join lateral (
        select count(*) as running from queue.leases r where r.kind = k and r.owner = l.owner) r
      cross join lateral (
        select w.job_id, row_number() over (order by w.priority desc, w.seq) as nth from queue.waiting w
        where w.kind = k and w.owner = l.owner
        order by w.priority desc, w.seq
        limit least(amount, greatest(cap - r.running, 0))) w
      where l.kind = k and l.owner = any (owners)
      order by place, l.turn
      limit amount) n);
end $$;

-- Locks the lanes that are to be served next, up to `amount`, and returns their owners: those with nothing running, whose
-- turn is the oldest, and then those with the fewest running. `for update skip locked` lets callers serve different owners
-- side by side.
create function queue.lock_lanes(k text, amount integer, cap integer) returns uuid[]
language plpgsql security definer set search_path = ''
as $$
declare
  idle uuid[];
  busy uuid[];
begin
  select coalesce(array_agg(i.owner), '{}') into idle from (
    select l.owner from queue.lanes l
    where l.kind = k
      and not exists (select from queue.leases r where r.kind = l.kind and r.owner = l.owner)
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by l.turn
    limit amount
    for update of l skip locked) i;
  if cardinality(idle) = amount then return idle; end if;

  select coalesce(array_agg(b.owner), '{}') into busy from (
    select l.owner
    from queue.lanes l
    join (select owner, count(*) as running from queue.leases where kind = k group by owner) r on r.owner = l.owner
    where l.kind = k and r.running < cap and l.owner <> all (idle)
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by r.running, l.turn
    limit amount - cardinality(idle)
    for update of l skip locked) b;
  return idle || busy;
end $$;

-- Whether an owner may have fewer slots than there are. Then what he has running has to be known for certain, so whoever
-- takes jobs of the kind does it alone, holding the lock `adding`; else owners are served side by side.
create function queue.take_alone(k text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if (select max_per_owner < max_running from queue.kinds where kind = k) then
    perform pg_advisory_xact_lock(queue.lock_key('adding', k));
  end if;
end $$;

-- The next jobs when every lane is being served by somebody else: lanes are shared.
create function queue.next_in_busy_lanes(k text, amount integer) returns uuid[]
language plpgsql security definer set search_path = ''
as $$
declare
  lane_owner uuid;
  chosen uuid[];
begin
  for lane_owner in
    select l.owner from queue.lanes l
    where l.kind = k and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by l.turn
  loop
    select array_agg(w.job_id) into chosen from (
      select w.job_id from queue.waiting w
      where w.kind = k and w.owner = lane_owner
      order by w.priority desc, w.seq
      limit amount
      for update skip locked) w;
    if chosen is not null then return chosen; end if;
  end loop;
  return null;
end $$;

-- Leases up to `amount` of the jobs that are next, fair over owners, then by priority, then by age. `begin`: the caller
-- works on them at once; else a bell is to be rung for each. See queue.take_alone, which the caller has called.
create function queue.take(k text, amount integer, "begin" boolean) returns queue.leases[]
language plpgsql security definer set search_path = ''
as $$
declare
  limits queue.kinds;
  owners uuid[];
  chosen uuid[];
  leased queue.leases[];
begin
  select * into limits from queue.kinds where kind = k and enabled;
  if not found or amount < 1 then return '{}'; end if;

  owners := queue.lock_lanes(k, amount, limits.max_per_owner);
  if cardinality(owners) > 0 then
    -- Whoever served a lane before us has committed: what it has running is counted anew.
    chosen := queue.next_in_lanes(k, owners, amount, limits.max_per_owner);
  end if;
  if chosen is null and limits.max_per_owner >= limits.max_running then
    chosen := queue.next_in_busy_lanes(k, amount);
  end if;
  if chosen is null then return '{}'; end if;

  with gone as (
    delete from queue.waiting
    where job_id in (select job_id from queue.waiting where job_id = any (chosen) for update skip locked)
    returning job_id, owner
  ), served as (
    update queue.lanes l set turn = nextval('queue.turns')
    where l.kind = k and l.owner in (select owner from gone) and l.owner = any (owners)
  ), leases as (
    insert into queue.leases (job_id, kind, owner, begun_at, leased_until, stage_until)
    select g.job_id, k, g.owner, case when "begin" then clock_timestamp() end,
      clock_timestamp() + make_interval(secs => limits.lease_seconds),
      -- Until the holder says which stage it is in, and how long that may take.
      case when "begin" then clock_timestamp() + interval '1 hour' end
    from gone g
    returning *
  )
  select array_agg(row(l.*)::queue.leases order by array_position(chosen, l.job_id)) into leased from leases l;
  return coalesce(leased, '{}');
end $$;

-- Jobs as workers need them, in the order of their leases.
create function queue.assignments(leased queue.leases[]) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'token', l.token,
      'lease_seconds', k.lease_seconds,
      'job', jsonb_build_object(
        'id', j.id, 'owner', j.owner, 'kind', j.kind, 'title', j.title,
        'options', j.options || coalesce(o.options, '{}'), 'attempt', j.attempt, 'stage', j.stage,
        'progress', j.progress, 'processed_files', j.processed_files),
      'files', coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', f.name, 'media_type', f.media_type,
          'bytes', f.bytes, 'status', f.status) order by f.ordinal, f.id)
        from public.job_files f where f.job_id = j.id and f.role = 'input'), '[]'),
      'cursor', c.cursor,
      'losses', coalesce(c.losses, 0),
      'generation', coalesce(c.generation, 1)) order by l.nth), '[]')
    from unnest(leased) with ordinality as l(job_id, kind, owner, token, rung_at, rings, begun_at, leased_until, stage, stage_until, nth)
    join public.jobs j on j.id = l.job_id
    join queue.kinds k on k.kind = j.kind
    left join queue.checkpoints c on c.job_id = j.id
    left join queue.withheld o on o.job_id = j.id);
end $$;

create or replace function queue.assignment(lease queue.leases) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return queue.assignments(array[lease]) -> 0;
end $$;

-- Takes up to `amount` jobs for somebody who works on them at once, and returns them as he needs them.
create function queue.assign(k text, amount integer) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  leased queue.leases[] := queue.take(k, amount, "begin" => true);
begin
  if cardinality(leased) = 0 then return '[]'; end if;
  with started as (
    -- A job that goes on from a checkpoint is `processing` all the time.
    update public.jobs
    set status = 'processing', attempt = attempt + 1, started_at = coalesce(started_at, now()), message = null, error = null
    where id in (select job_id from unnest(leased)) and status = 'queued'
    returning id
  )
  insert into public.job_events (job_id, type, message) select id, 'started', 'Work has begun.' from started;
  return queue.assignments(leased);
end $$;

-- For workers outside the Edge: leases and begins up to `p_limit` waiting jobs of kinds that are theirs. An array of
-- assignments.
drop function public.claim_jobs;
create function public.claim_jobs(p_kinds text[], p_limit integer default 1) returns jsonb
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  k queue.kinds;
  room integer;
  claimed jsonb := '[]';
begin
  for k in select * from queue.kinds where kind = any (p_kinds) and target = 'worker' and enabled order by kind loop
    exit when jsonb_array_length(claimed) >= p_limit;
    -- Claims alone take turns, so that the limit holds; those who add jobs do not wait for them (see queue.add).
    perform pg_advisory_xact_lock(queue.lock_key('claiming', k.kind));
    perform queue.take_alone(k.kind);
    room := k.max_running - (select count(*) from queue.leases where kind = k.kind);
    claimed := claimed || queue.assign(k.kind, least(p_limit - jsonb_array_length(claimed), room));
  end loop;
  return claimed;
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function public.claim_jobs from public, anon, authenticated;
grant execute on function public.claim_jobs to service_role;

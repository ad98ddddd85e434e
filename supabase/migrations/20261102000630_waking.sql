-- Putting a job in costs what it must: one look at its row, a lane only where there is none, a message to the workers only
-- where their last look may have found nothing.

drop function queue.wake(text);

-- Tells the workers outside the Edge that a job of a kind waits: those with a connection of their own by NOTIFY, those
-- behind the API by Realtime (private topic `queue`, which no policy opens to users). `aloud`: by Realtime too, which costs
-- as much as all else about putting a job in, and is not needed while jobs wait: whoever works comes for the next by himself.
create function queue.wake(k text, aloud boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_notify('docmill_queue', k);
  if aloud then perform realtime.send(jsonb_build_object('kind', k), 'waiting', 'queue', true); end if;
end $$;

-- Leases waiting jobs while there are slots, and rings for each. Where workers do the work it is they who claim.
create or replace function queue.fill(k text) returns void
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  slots integer;
  goes_to text;
  lease queue.leases;
begin
  select target into goes_to from queue.kinds where kind = k and enabled;
  if goes_to = 'worker' then
    if exists (select from queue.waiting where kind = k) then perform queue.wake(k, aloud => true); end if;
    return;
  end if;
  perform pg_advisory_xact_lock(queue.lock_key('filling', k));
  select max_running - (select count(*) from queue.leases where kind = k) into slots
  from queue.kinds where kind = k and enabled;
  foreach lease in array queue.take(k, coalesce(slots, 0), "begin" => false) loop
    perform queue.ring(lease.job_id, lease.token);
  end loop;
end $$;

-- Puts jobs into their lanes and, where slots are free, leases them in the same transaction.
-- `in_front`: before the owner's other jobs of the same priority; for jobs that have been at work already.
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
    where not exists (select from queue.waiting w where w.kind = added.kind and w.owner = o.owner);
    if fresh is not null then
      insert into queue.lanes (kind, owner, turn)
      select added.kind, o.owner, (select last_value from queue.turns) - 0.5 from unnest(fresh) as o(owner)
      on conflict do nothing;
    end if;

    if in_front then
      insert into queue.waiting (seq, job_id, kind, owner, priority) overriding system value
      select coalesce((select min(w.seq) from queue.waiting w where w.kind = j.kind and w.owner = j.owner), 0)
          - row_number() over (order by a.nth desc),
        j.id, j.kind, j.owner, j.priority
      from unnest(added.ids) with ordinality a(id, nth) join public.jobs j using (id);
    else
      insert into queue.waiting (job_id, kind, owner, priority)
      select j.id, j.kind, j.owner, j.priority
      from unnest(added.ids) with ordinality a(id, nth) join public.jobs j using (id)
      order by a.nth;
    end if;

    if added.target = 'worker' then
      perform queue.wake(added.kind, aloud => fresh is not null);
    elsif not queue.is_full(added.kind) then
      perform queue.fill(added.kind);
    end if;
  end loop;
end $$;

revoke execute on all functions in schema queue from public;

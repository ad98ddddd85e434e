-- Jobs come into their lanes, and leave them for free slots.

-- Two locks for a kind. `adding` is shared by all who add jobs and taken alone by whoever gives a slot back without finding
-- a job for it: so he waits for jobs that are being added, and sees them. `filling` is held by the one who fills free slots,
-- so that the limit holds. Both last until the end of the transaction.
create function queue.lock_key(purpose text, k text) returns bigint
language sql immutable
as $$ select hashtextextended('docmill:' || purpose || ':' || k, 0) $$;

create function queue.is_full(k text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return (select count(*) from queue.leases where kind = k)
      >= coalesce((select max_running from queue.kinds where kind = k and enabled), 0);
end $$;

-- Leases waiting jobs while there are slots, and rings for each. Where workers do the work it is they who claim.
create function queue.fill(k text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  slots integer;
  goes_to text;
  lease queue.leases;
begin
  select target into goes_to from queue.kinds where kind = k and enabled;
  if goes_to = 'worker' then
    if exists (select from queue.waiting where kind = k) then perform queue.wake(k); end if;
    return;
  end if;
  perform pg_advisory_xact_lock(queue.lock_key('filling', k));
  select max_running - (select count(*) from queue.leases where kind = k) into slots
  from queue.kinds where kind = k and enabled;
  for i in 1 .. coalesce(slots, 0) loop
    lease := queue.take(k);
    exit when lease.job_id is null;
    perform queue.ring(lease.job_id, lease.token);
  end loop;
end $$;

-- To be called after a slot has become free, or a limit has changed.
create function queue.dispatch(k text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(queue.lock_key('adding', k));
  perform queue.fill(k);
end $$;

-- Puts jobs into their lanes and, where slots are free, leases them in the same transaction.
-- `in_front`: before the owner's other jobs of the same priority; for jobs that have been at work already.
create function queue.add(ids uuid[], in_front boolean default false) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k text;
begin
  for k in select distinct kind from public.jobs where id = any (ids) order by 1 loop
    perform pg_advisory_xact_lock_shared(queue.lock_key('adding', k));

    insert into queue.lanes (kind, owner, turn)
    select distinct kind, owner, (select last_value from queue.turns) - 0.5
    from public.jobs where id = any (ids) and kind = k
    order by owner
    on conflict do nothing;

    if in_front then
      insert into queue.waiting (seq, job_id, kind, owner, priority) overriding system value
      select coalesce((select min(w.seq) from queue.waiting w where w.kind = j.kind and w.owner = j.owner), 0)
          - row_number() over (order by j.created_at desc, j.id desc),
        j.id, j.kind, j.owner, j.priority
      from public.jobs j where j.id = any (ids) and j.kind = k;
    else
      insert into queue.waiting (job_id, kind, owner, priority)
      select id, kind, owner, priority from public.jobs where id = any (ids) and kind = k
      order by created_at, id;
    end if;

    if not queue.is_full(k) then perform queue.fill(k); end if;
  end loop;
end $$;

-- Gives a leased job back: to the bell, under a fresh token; or to its lane, from where another holder takes it. It stays
-- `processing`, so its attempt goes on.
create function queue.offer(job uuid, to_lane boolean default false) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  update queue.leases
  set begun_at = null, token = gen_random_uuid(), rung_at = clock_timestamp(), rings = 1
  where job_id = job returning * into lease;
  if to_lane or (select target from queue.kinds where kind = lease.kind) = 'worker' then
    delete from queue.leases where job_id = job;
    perform queue.add(array[job], in_front => true);
  else
    perform queue.ring(lease.job_id, lease.token);
  end if;
end $$;

create function queue.on_jobs_inserted() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  added uuid[];
begin
  select array_agg(id order by created_at, id) into added from inserted where status = 'queued';
  if added is not null then perform queue.add(added); end if;
  return null;
end $$;

create trigger dispatch_jobs after insert on public.jobs
  referencing new table as inserted
  for each statement execute function queue.on_jobs_inserted();

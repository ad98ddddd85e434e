-- From waiting to leased, and the door-bell.

-- Where the functions are. Read from vault because it differs from environment to environment.
create function queue.functions_url() returns text
language sql stable security definer set search_path = ''
as $$ select rtrim(decrypted_secret, '/') || '/functions/v1' from vault.decrypted_secrets where name = 'project_url' $$;

-- Posts the webhook for one lease. pg_net sends it after commit; its queue can be read by others, so it carries nothing
-- but the job's id and a token that is good for one begin.
create function queue.ring(job uuid, token uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  url text := queue.functions_url();
begin
  if url is null then
    raise warning 'Cannot ring for job %: the vault has no secret named project_url. Set it to the project''s URL.', job;
    return;
  end if;
  perform net.http_post(
    url := url || '/process-job',
    body := jsonb_build_object('job_id', job, 'token', token),
    headers := '{"Content-Type": "application/json"}'::jsonb,
    timeout_milliseconds := 5000
  );
end $$;

-- Serialises, for one kind, those who fill free slots; shared by those who add jobs while all slots are taken.
create function queue.lock_key(k text) returns bigint
language sql immutable
as $$ select hashtextextended('docmill:' || k, 0) $$;

-- Leases the next waiting job of a kind, or returns nothing.
--
-- Fair over owners, then priority, then age: first an owner with nothing running (the one served longest ago), else the
-- one with the fewest running. `for update skip locked` on the lane lets callers serve different owners side by side; when
-- every lane is being served by somebody else, the last query shares one.
create function queue.take(k text) returns queue.leases
language plpgsql security definer set search_path = ''
as $$
declare
  cap integer;
  seconds integer;
  lane_owner uuid;
  picked queue.waiting;
  lease queue.leases;
begin
  select max_per_owner, lease_seconds into cap, seconds from queue.kinds where kind = k and enabled;
  if not found then return null; end if;

  select l.owner into lane_owner
  from queue.lanes l
  where l.kind = k
    and not exists (select from queue.leases r where r.kind = l.kind and r.owner = l.owner)
    and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
  order by l.turn
  limit 1
  for update of l skip locked;

  if not found then
    select l.owner into lane_owner
    from queue.lanes l
    join (select owner, count(*) as running from queue.leases where kind = k group by owner) r on r.owner = l.owner
    where l.kind = k and r.running < cap
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by r.running, l.turn
    limit 1
    for update of l skip locked;
  end if;

  if lane_owner is not null then
    update queue.lanes set turn = nextval('queue.turns') where kind = k and owner = lane_owner;
  else
    select l.owner into lane_owner
    from queue.lanes l
    where l.kind = k
      and (select count(*) from queue.leases r where r.kind = k and r.owner = l.owner) < cap
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by l.turn
    limit 1;
    if not found then return null; end if;
  end if;

  delete from queue.waiting
  where job_id = (
    select w.job_id from queue.waiting w
    where w.kind = k and w.owner = lane_owner
    order by w.priority desc, w.seq
    limit 1
    for update skip locked
  )
  returning * into picked;
  if not found then return null; end if;

  insert into queue.leases (job_id, kind, owner, leased_until)
  values (picked.job_id, k, picked.owner, clock_timestamp() + make_interval(secs => seconds))
  returning * into lease;
  return lease;
end $$;

-- Tells the workers outside the Edge that a job of a kind waits: those with a connection of their own by NOTIFY, those
-- behind the API by Realtime (private topic `queue`, which no policy opens to users).
create function queue.wake(k text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_notify('docmill_queue', k);
  perform realtime.send(jsonb_build_object('kind', k), 'waiting', 'queue', true);
end $$;

-- Fills the free slots of a kind and rings for each; where workers do the work it is they who fill the slots.
create function queue.dispatch(k text) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  slots integer;
  goes_to text;
  rung integer := 0;
  lease queue.leases;
begin
  select target into goes_to from queue.kinds where kind = k and enabled;
  if goes_to = 'worker' then
    if exists (select from queue.waiting where kind = k) then perform queue.wake(k); end if;
    return 0;
  end if;
  perform pg_advisory_xact_lock(queue.lock_key(k));
  select max_running - (select count(*) from queue.leases where kind = k) into slots
  from queue.kinds where kind = k and enabled;
  while rung < coalesce(slots, 0) loop
    lease := queue.take(k);
    exit when lease.job_id is null;
    perform queue.ring(lease.job_id, lease.token);
    rung := rung + 1;
  end loop;
  return rung;
end $$;

-- Puts jobs into their lanes and, where slots are free, leases them in the same transaction.
--
-- While nothing is to be leased (all slots are taken, or workers claim for themselves) adding jobs must not serialise: the
-- lock is only shared. It cannot be left out: whoever gives the last slot back takes it exclusively, so waits for our
-- commit and sees our job; and the sweep, which closes empty lanes under it, cannot close the one that we are filling.
create function queue.add(ids uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k text;
  is_claimed boolean;
begin
  for k, is_claimed in
    select j.kind, coalesce(q.target = 'worker', true)
    from (select distinct kind from public.jobs where id = any (ids)) j left join queue.kinds q on q.kind = j.kind
    order by 1
  loop
    if is_claimed or queue.is_full(k) then
      perform pg_advisory_xact_lock_shared(queue.lock_key(k));
    else
      perform pg_advisory_xact_lock(queue.lock_key(k));
    end if;

    insert into queue.lanes (kind, owner)
    select distinct kind, owner from public.jobs where id = any (ids) and kind = k
    order by owner
    on conflict do nothing;

    insert into queue.waiting (job_id, kind, owner, priority)
    select id, kind, owner, priority from public.jobs where id = any (ids) and kind = k
    order by created_at, id;

    if is_claimed then
      perform queue.wake(k);
    elsif not queue.is_full(k) and pg_try_advisory_xact_lock(queue.lock_key(k)) then
      perform queue.dispatch(k);
    end if;
  end loop;
end $$;

-- Gives a leased job to whoever comes next: rings again with a fresh token, or puts it back before the workers. The job
-- stays `processing`, so its attempt goes on.
create function queue.offer(job uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  update queue.leases
  set begun_at = null, token = gen_random_uuid(), rung_at = clock_timestamp(), rings = 1
  where job_id = job returning * into lease;
  if (select target from queue.kinds where kind = lease.kind) = 'edge' then
    perform queue.ring(lease.job_id, lease.token);
  else
    delete from queue.leases where job_id = job;
    perform queue.add(array[job]);
  end if;
end $$;

create function queue.is_full(k text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return (select count(*) from queue.leases where kind = k)
      >= coalesce((select max_running from queue.kinds where kind = k and enabled), 0);
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

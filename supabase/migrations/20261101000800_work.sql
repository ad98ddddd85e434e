-- What the holder of a lease may do. Each verb is fenced by the lease's token: who has lost the lease (late, duplicate,
-- forged) changes nothing, and is answered null by begin_job and `{"lost": reason}` by the others.
--
--   begin_job       a function, with the bell's token     leased      → begun, under a fresh token
--   claim_jobs      a worker outside the Edge             waiting     → leased and begun
--   checkpoint_job  the holder, after each step           begun       → begun, lease extended
--   hand_on_job     the holder, out of budget             begun       → leased and rung for, or waiting
--   complete_job    the holder                            begun       → gone; job `completed`
--   fail_job        the holder                            begun       → delayed (transient) or gone; job `failed`

-- A job as a worker needs it.
create function queue.assignment(lease queue.leases) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object(
    'token', lease.token,
    'lease_seconds', k.lease_seconds,
    'job', jsonb_build_object(
      'id', j.id, 'owner', j.owner, 'kind', j.kind, 'title', j.title, 'options', j.options,
      'attempt', j.attempt, 'stage', j.stage, 'progress', j.progress, 'processed_files', j.processed_files),
    'files', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', f.name, 'media_type', f.media_type, 'bytes', f.bytes,
        'status', f.status) order by f.ordinal, f.id)
      from public.job_files f where f.job_id = j.id and f.role = 'input'), '[]'),
    'cursor', c.cursor,
    'losses', coalesce(c.losses, 0),
    'generation', coalesce(c.generation, 1))
  from public.jobs j
  join queue.kinds k on k.kind = j.kind
  left join queue.checkpoints c on c.job_id = j.id
  where j.id = lease.job_id);
end $$;

-- Marks a leased job as begun under a fresh token.
create function queue.start(job uuid) returns queue.leases
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
  was text;
begin
  update queue.leases l
  set begun_at = clock_timestamp(), token = gen_random_uuid(),
      leased_until = clock_timestamp() + make_interval(secs => k.lease_seconds),
      -- Until the holder says which stage it is in, and how long that may take.
      stage_until = coalesce(l.stage_until, clock_timestamp() + interval '1 hour')
  from queue.kinds k
  where l.job_id = job and k.kind = l.kind
  returning l.* into lease;

  select status into was from public.jobs where id = job for update;
  if was = 'queued' then
    update public.jobs
    set status = 'processing', attempt = attempt + 1, started_at = coalesce(started_at, now()), message = null, error = null
    where id = job;
    perform queue.tell(job, 'started', 'Work has begun.');
  end if;
  return lease;
end $$;

-- The answer to the door-bell: trades the single-use token for the job, its files, its cursor and a lease token.
create function public.begin_job(p_job_id uuid, p_token uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  perform from queue.leases where job_id = p_job_id and token = p_token and begun_at is null for update;
  if not found then return null; end if;
  lease := queue.start(p_job_id);
  return queue.assignment(lease);
end $$;

-- Records output and asset files; writing the same path again replaces the record.
create function queue.put_files(job uuid, files jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into public.job_files (job_id, role, ordinal, bucket, path, name, media_type, bytes, checksum, status)
  select job, f.role, coalesce(f.ordinal, 0), f.bucket, f.path, f.name, f.media_type, f.bytes, f.checksum, 'done'
  from jsonb_to_recordset(files) as f(role text, ordinal integer, bucket text, path text, name text, media_type text,
    bytes bigint, checksum text)
  where f.role in ('output', 'asset')
  on conflict (job_id, role, path) do update
  set media_type = excluded.media_type, bytes = excluded.bytes, checksum = excluded.checksum, name = excluded.name
$$;

-- Records the outcome for single input files. @returns how many have one
create function queue.put_done(job uuid, done jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  update public.job_files f
  set status = case when d.error is null then 'done' else 'failed' end, error = d.error
  from jsonb_to_recordset(done) as d(id uuid, error jsonb)
  where f.id = d.id and f.job_id = job;
  return (select count(*) from public.job_files
    where job_id = job and role = 'input' and status in ('done', 'failed'));
end $$;

-- Applies what a step tells: `{stage, stage_seconds, progress, message, cursor, files: [...], done: [{id, error}]}`.
-- The lease is extended each time. The job's row, which everybody watching is sent, changes at most five times a second
-- unless more than its progress changed, or it is `last`, the holder's last word.
create function queue.apply(lease queue.leases, step jsonb, last boolean default false) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  new_stage text := step ->> 'stage';
  seconds real;
  limit_seconds real;
  finished integer := 0;
begin
  select lease_seconds, coalesce((stage_timeouts ->> new_stage)::real, (step ->> 'stage_seconds')::real)
  into seconds, limit_seconds from queue.kinds where kind = lease.kind;

  update queue.leases
  set leased_until = clock_timestamp() + make_interval(secs => seconds),
      stage = coalesce(new_stage, stage),
      stage_until = case
        when new_stage is distinct from stage and new_stage is not null
        then clock_timestamp() + make_interval(secs => limit_seconds)
        else stage_until end
  where job_id = lease.job_id;

  if step ? 'cursor' then
    insert into queue.checkpoints (job_id, cursor) values (lease.job_id, step -> 'cursor')
    on conflict (job_id) do update set cursor = excluded.cursor, losses = 0;
  end if;

  if jsonb_array_length(coalesce(step -> 'files', '[]')) > 0 then
    perform queue.put_files(lease.job_id, step -> 'files');
  end if;

  if jsonb_array_length(coalesce(step -> 'done', '[]')) > 0 then
    finished := queue.put_done(lease.job_id, step -> 'done');
  end if;

  update public.jobs j
  set stage = coalesce(new_stage, j.stage),
      progress = greatest(j.progress, coalesce((step ->> 'progress')::real, 0)),
      message = coalesce(step ->> 'message', j.message),
      processed_files = greatest(j.processed_files, finished)
  where j.id = lease.job_id
    and (coalesce(new_stage, j.stage) is distinct from j.stage or finished > j.processed_files
      or last or j.updated_at < clock_timestamp() - interval '200 milliseconds');

  if new_stage is not null and new_stage is distinct from lease.stage then
    perform queue.tell(lease.job_id, 'stage', 'Stage: ' || new_stage || '.', jsonb_build_object('stage', new_stage));
  end if;
end $$;

-- Finds the lease that a token proves and locks it.
create function queue.lock_lease(p_job_id uuid, p_token uuid) returns queue.leases
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  select * into lease from queue.leases
  where job_id = p_job_id and token = p_token and begun_at is not null for update;
  return lease;
end $$;

-- Why a lease is gone, so that a worker can log it: `cancelled`, `deleted`, `completed`, `failed` or `superseded`.
create function queue.why_lost(p_job_id uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('lost', coalesce(
    (select case when status in ('queued', 'processing') then 'superseded' else status end
     from public.jobs where id = p_job_id), 'deleted'))
$$;

create function public.checkpoint_job(p_job_id uuid, p_token uuid, p_step jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  perform queue.apply(lease, p_step);
  return '{"ok": true}';
end $$;

-- Whether another owner has jobs waiting and none running: then a long job gives its slot up between two invocations, or
-- a few of them would keep everybody else waiting to their end.
create function queue.is_wanted(lease queue.leases) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  return queue.is_full(lease.kind) and exists (
    select from queue.lanes l
    where l.kind = lease.kind and l.owner <> lease.owner
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
      and not exists (select from queue.leases r where r.kind = l.kind and r.owner = l.owner));
end $$;

-- Gives the job, at its checkpoint, to a fresh invocation.
create function public.hand_on_job(p_job_id uuid, p_token uuid, p_step jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  perform queue.apply(lease, p_step, last => true);
  perform queue.offer(p_job_id, to_lane => queue.is_wanted(lease));
  return '{"ok": true}';
end $$;

-- For workers outside the Edge: leases and begins up to `p_limit` waiting jobs of kinds that are theirs.
create function public.claim_jobs(p_kinds text[], p_limit integer default 1) returns setof jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  k text;
  lease queue.leases;
  amount integer := 0;
begin
  for k in select kind from queue.kinds where kind = any (p_kinds) and target = 'worker' and enabled order by kind loop
    -- Claims alone take turns, so that the limit holds; those who add jobs do not wait for them (see queue.add).
    perform pg_advisory_xact_lock(queue.lock_key('claiming', k));
    while amount < p_limit and not queue.is_full(k) loop
      lease := queue.take(k);
      exit when lease.job_id is null;
      lease := queue.start(lease.job_id);
      return next queue.assignment(lease);
      amount := amount + 1;
    end loop;
  end loop;
end $$;

-- Frees a job's slot and forgets its place in the queue; its row stays. In the order in which a job moves through these
-- tables, so that one that is moved meanwhile is met in the next.
create function queue.release(p_job_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from queue.delayed where job_id = p_job_id;
  delete from queue.waiting where job_id = p_job_id;
  delete from queue.leases where job_id = p_job_id;
end $$;

-- The next job for a worker whose slot has just become free, already begun; null when nothing waits. Taking over one's
-- own slot never exceeds the limit, so it needs no lock. Only when nothing was seen does the kind's lock decide whether a
-- job was being added meanwhile (see queue.add), which then gets its own door-bell.
create function queue.next_assignment(k text, wanted boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  if wanted and not queue.is_full(k) then
    lease := queue.take(k);
    if lease.job_id is not null then
      lease := queue.start(lease.job_id);
      return queue.assignment(lease);
    end if;
  end if;
  perform queue.dispatch(k);
  return null;
end $$;

-- Ends a job well. `p_next`: also begin the next waiting job of the kind, in the same round trip.
create function public.complete_job(p_job_id uuid, p_token uuid, p_result jsonb, p_step jsonb default '{}', p_next boolean default false)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  if jsonb_array_length(coalesce(p_step -> 'files', '[]')) > 0 then
    perform queue.put_files(p_job_id, p_step -> 'files');
  end if;
  if jsonb_array_length(coalesce(p_step -> 'done', '[]')) > 0 then
    perform queue.put_done(p_job_id, p_step -> 'done');
  end if;
  update public.job_files set status = 'done'
  where job_id = p_job_id and role = 'input' and status in ('pending', 'processing');

  perform queue.release(p_job_id);
  delete from queue.checkpoints where job_id = p_job_id;
  if found then
    -- Parts are of no use any more.
    insert into queue.trash (bucket, prefix) values ('results', format('%s/%s/parts/', lease.owner, p_job_id));
  end if;
  update public.jobs
  set status = 'completed', progress = 1, stage = coalesce(p_step ->> 'stage', stage), message = null,
      processed_files = total_files, result = p_result, completed_at = clock_timestamp(),
      expires_at = clock_timestamp() + (select ttl from queue.kinds k where k.kind = lease.kind)
  where id = p_job_id;
  perform queue.tell(p_job_id, 'completed', 'Completed.', p_result);
  return jsonb_build_object('ok', true, 'next', queue.next_assignment(lease.kind, p_next));
end $$;

-- The job is over or starts from the beginning; what was written so far will never be read again.
create function queue.forget_checkpoint(p_job_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update queue.checkpoints set cursor = null, losses = 0, generation = generation + 1 where job_id = p_job_id;
end $$;

-- Ends a job as failed and says why.
create function queue.end_failed(p_job_id uuid, p_error jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform queue.release(p_job_id);
  perform queue.forget_checkpoint(p_job_id);
  update public.jobs j
  set status = 'failed', error = p_error, message = null, completed_at = clock_timestamp(),
      expires_at = clock_timestamp() + (select ttl from queue.kinds k where k.kind = j.kind)
  where id = p_job_id;
  perform queue.tell(p_job_id, 'failed', p_error ->> 'detail', p_error);
end $$;

-- Seconds to wait before attempt n + 1: full jitter over an exponential with a cap, as in "Exponential Backoff And
-- Jitter" (AWS Architecture Blog, 2015).
create function queue.backoff_seconds(k text, attempt integer) returns double precision
language sql volatile security definer set search_path = ''
as $$
  select random() * least(backoff_cap_seconds, backoff_base_seconds * power(2, least(attempt, 30)))
  from queue.kinds where kind = k
$$;

-- Reports an error. A permanent one ends the job at once; a transient one is tried again later from the last checkpoint
-- until the attempts are spent.
create function public.fail_job(p_job_id uuid, p_token uuid, p_error jsonb, p_transient boolean, p_step jsonb default '{}')
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
  job public.jobs;
  wait double precision;
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  perform queue.apply(lease, p_step - 'cursor');
  select * into job from public.jobs where id = p_job_id;
  if p_transient and job.attempt < job.max_attempts then
    wait := queue.backoff_seconds(job.kind, job.attempt);
    perform queue.release(p_job_id);
    insert into queue.checkpoints (job_id, generation) values (p_job_id, 2)
    on conflict (job_id) do update set generation = queue.checkpoints.generation + 1;
    insert into queue.delayed (job_id, run_at) values (p_job_id, clock_timestamp() + make_interval(secs => wait));
    update public.jobs
    set status = 'queued', error = p_error,
        message = format('Attempt %s of %s failed; trying again soon.', job.attempt, job.max_attempts)
    where id = p_job_id;
    perform queue.tell(p_job_id, 'retrying',
      format('%s Trying again in %s s (attempt %s of %s failed).', p_error ->> 'detail', round(wait::numeric, 1),
        job.attempt, job.max_attempts), p_error);
  else
    perform queue.end_failed(p_job_id, p_error);
  end if;
  perform queue.dispatch(lease.kind);
  return '{"ok": true}';
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function
  public.begin_job, public.claim_jobs, public.checkpoint_job, public.hand_on_job, public.complete_job, public.fail_job
  from public, anon, authenticated;
grant execute on function
  public.begin_job, public.claim_jobs, public.checkpoint_job, public.hand_on_job, public.complete_job, public.fail_job
  to service_role;

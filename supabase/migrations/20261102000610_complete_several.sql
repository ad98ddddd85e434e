-- Ends jobs well, several at a time, and begins as many of those that wait: what a worker, or an isolate, has finished while
-- its last call was under way goes into one transaction, one commit and one message to each owner.

-- Set while more may be running than a lowered limit allows. Whoever completes a job takes his slot over without counting
-- unless it is: counting walks over the leases of all jobs that were done since a session began that still sits in its
-- transaction, which at 6,000 of them made a call four times as long.
alter table queue.kinds add column shrinking boolean not null default false;

create function queue.note_lowered_limit() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.shrinking := true;
  return new;
end $$;

create trigger note_lowered_limit before update of max_running on queue.kinds for each row
  when (new.max_running < old.max_running) execute function queue.note_lowered_limit();

-- To be called after a slot has become free, or a limit has changed.
create or replace function queue.dispatch(k text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(queue.lock_key('adding', k));
  update queue.kinds set shrinking = false
  where kind = k and shrinking and max_running >= (select count(*) from queue.leases l where l.kind = k);
  perform queue.fill(k);
end $$;

-- What was written for jobs that are being completed, and their parts, which are of no use any more.
create function queue.settle_files(p_jobs jsonb, held queue.leases[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  entry record;
  ids uuid[] := (select array_agg(job_id) from unnest(held));
begin
  for entry in
    select d.job_id, coalesce(d.step -> 'files', '[]') as files, coalesce(d.step -> 'done', '[]') as done
    from jsonb_to_recordset(p_jobs) as d(job_id uuid, step jsonb)
    where d.job_id = any (ids)
      and (jsonb_array_length(d.step -> 'files') > 0 or jsonb_array_length(d.step -> 'done') > 0)
  loop
    perform queue.put_files(entry.job_id, entry.files);
    perform queue.put_done(entry.job_id, entry.done);
  end loop;
  update public.job_files set status = 'done'
  where job_id = any (ids) and role = 'input' and status in ('pending', 'processing');

  with gone as (delete from queue.checkpoints where job_id = any (ids) returning job_id)
  insert into queue.trash (bucket, prefix)
  select 'results', format('%s/%s/parts/', h.owner, h.job_id) from gone join unnest(held) h using (job_id);
end $$;

-- p_jobs: [{job_id, token, result, step, next}], each job once; `next`: whoever did it is ready for another of its kind.
-- Answers in the same order, each by itself `{"ok": true, "next": assignment or null}` or `{"lost": reason}`: who has lost
-- a lease keeps nobody else from completing.
create function public.complete_jobs(p_jobs jsonb) returns jsonb
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  ids uuid[];
  held queue.leases[];
  k text;
  ready uuid[];
  freed integer;
  room integer;
  following jsonb;
  nexts jsonb := '{}';
begin
  -- By an array: as a join to `p_jobs` this was a walk over all leases, those of jobs done too.
  ids := array(select (job ->> 'job_id')::uuid from jsonb_array_elements(p_jobs) as job);
  select coalesce(array_agg(row(l.*)::queue.leases), '{}') into held from (
    select l.* from queue.leases l
    where l.job_id = any (ids) and l.begun_at is not null
      and exists (
        select from jsonb_to_recordset(p_jobs) as d(job_id uuid, token uuid)
        where d.job_id = l.job_id and d.token = l.token)
    order by l.job_id  -- whoever locks several does so in one order
    for update of l) l;

  perform queue.settle_files(p_jobs, held);
  -- A job that is being worked on stands nowhere else in the queue.
  delete from queue.leases where job_id = any (array(select job_id from unnest(held)));
  with completed as (
    update public.jobs j
    set status = 'completed', progress = 1, stage = coalesce(d.step ->> 'stage', j.stage), message = null,
        processed_files = j.total_files, result = d.result, completed_at = clock_timestamp(),
        expires_at = clock_timestamp() + q.ttl
    from unnest(held) h
    join jsonb_to_recordset(p_jobs) as d(job_id uuid, result jsonb, step jsonb) on d.job_id = h.job_id
    join queue.kinds q on q.kind = h.kind
    where j.id = h.job_id
    returning j.id, j.result
  )
  insert into public.job_events (job_id, type, message, data)
  select id, 'completed', 'Completed.', result from completed;

  for k, freed in select kind, count(*) from unnest(held) group by kind order by kind loop
    -- Taking over one's own slot never exceeds the limit, so it needs no lock. Only when jobs were not seen does the kind's
    -- lock decide whether some were being added (see queue.add): those get their own door-bell.
    select coalesce(array_agg(d.job_id), '{}') into ready
    from jsonb_to_recordset(p_jobs) as d(job_id uuid, next boolean)
    join unnest(held) h on h.job_id = d.job_id and h.kind = k
    where d.next;
    perform queue.take_alone(k);
    room := cardinality(ready);
    if (select shrinking from queue.kinds where kind = k) then
      select least(room, max_running - (select count(*) from queue.leases l where l.kind = k)) into room
      from queue.kinds where kind = k;
    end if;
    following := queue.assign(k, room);
    if jsonb_array_length(following) < freed then perform queue.dispatch(k); end if;
    nexts := nexts || (
      select coalesce(jsonb_object_agg(r.job_id, following -> (r.nth::integer - 1)), '{}')
      from unnest(ready) with ordinality r(job_id, nth));
  end loop;

  return (
    select coalesce(jsonb_agg(
      case when h.job_id is null then queue.why_lost((d.value ->> 'job_id')::uuid)
      else jsonb_build_object('ok', true, 'next', nexts -> (d.value ->> 'job_id')) end order by d.nth), '[]')
    from jsonb_array_elements(p_jobs) with ordinality d(value, nth)
    left join unnest(held) h on h.job_id = (d.value ->> 'job_id')::uuid and h.token = (d.value ->> 'token')::uuid);
end $$;

create or replace function public.complete_job(p_job_id uuid, p_token uuid, p_result jsonb, p_step jsonb default '{}', p_next boolean default false)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  return public.complete_jobs(jsonb_build_array(jsonb_build_object(
    'job_id', p_job_id, 'token', p_token, 'result', p_result, 'step', p_step, 'next', p_next))) -> 0;
end $$;

drop function queue.next_assignment;
revoke execute on all functions in schema queue from public;
revoke execute on function public.complete_jobs from public, anon, authenticated;
grant execute on function public.complete_jobs to service_role;

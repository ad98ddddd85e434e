-- A job that goes on in the stage in which it gave its slot up has what is left of the stage's time, not all of it again,
-- and its timeline tells of the stage once.
alter table queue.checkpoints add column stage_left interval;
comment on column queue.checkpoints.stage_left is 'Of a job that waits in its lane: what is left of the time of its stage.';

create or replace function queue.offer(job uuid, to_lane boolean default false) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  update queue.leases
  set begun_at = null, token = gen_random_uuid(), rung_at = clock_timestamp(), rings = 1
  where job_id = job returning * into lease;
  if to_lane or (select not k.enabled or k.target = 'worker' from queue.kinds k where k.kind = lease.kind) then
    update queue.checkpoints set stage_left = lease.stage_until - clock_timestamp()
    where job_id = job and lease.stage is not null;
    delete from queue.leases where job_id = job;
    perform queue.add(array[job], in_front => true);
  else
    perform queue.ring(lease.job_id, lease.token);
  end if;
end $$;

-- Applies what a step tells: `{stage, stage_seconds, progress, message, cursor, files: [...], done: [{id, error}]}`.
-- The lease is extended each time. The job's row, which everybody watching is sent, changes at most five times a second
-- unless more than its progress changed, or it is `last`, the holder's last word.
create or replace function queue.apply(lease queue.leases, step jsonb, last boolean default false) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  new_stage text := step ->> 'stage';
  -- The stage so far, and what is left of its time where it was begun under another lease.
  old_stage text := lease.stage;
  remaining interval;
  seconds real;
  limit_seconds real;
  finished integer := 0;
begin
  select lease_seconds, coalesce((stage_timeouts ->> new_stage)::real, (step ->> 'stage_seconds')::real)
  into seconds, limit_seconds from queue.kinds where kind = lease.kind;

  if new_stage is not null and old_stage is null then
    select j.stage into old_stage from public.jobs j where j.id = lease.job_id;
    update queue.checkpoints c set stage_left = null from queue.checkpoints old
    where c.job_id = lease.job_id and old.job_id = c.job_id and old.stage_left is not null
    returning old.stage_left into remaining;
    if old_stage is distinct from new_stage then remaining := null; end if;
  end if;

  update queue.leases
  set leased_until = clock_timestamp() + make_interval(secs => seconds),
      stage = coalesce(new_stage, stage),
      stage_until = case
        when new_stage is distinct from stage and new_stage is not null
        then clock_timestamp() + coalesce(remaining, make_interval(secs => limit_seconds), interval '1 hour')
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

  if new_stage is not null and new_stage is distinct from old_stage then
    perform queue.tell(lease.job_id, 'stage', 'Stage: ' || new_stage || '.', jsonb_build_object('stage', new_stage));
  end if;
end $$;

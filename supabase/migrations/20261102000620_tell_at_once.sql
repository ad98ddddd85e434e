-- Jobs that change together are told of together: what one statement changes of an owner's jobs is one message, event
-- `jobs` with `{jobs: [row, …]}`; where one job changes alone it is event `job` with its row. Hosted Realtime counts
-- messages a second, and a message costs the database as much as a job's other rows.

drop trigger broadcast_job on public.jobs;
drop function queue.broadcast_job;

-- Rows are told without what only their creation needed: notify may name people, and none of it changes.
create function queue.broadcast_jobs() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if (select count(*) from changed) = 1 then
    perform realtime.send(to_jsonb(c) - 'notify' - 'idempotency_key', 'job', 'jobs:' || c.owner, true) from changed c;
    return null;
  end if;
  perform realtime.send(jsonb_build_object('jobs', jsonb_agg(m.job)), 'jobs', 'jobs:' || m.owner, true)
  from (
    select t.owner, t.job,
      -- A message may have 256 kB.
      sum(pg_column_size(t.job)) over (partition by t.owner rows unbounded preceding) / 100000 as part
    from (select c.owner, to_jsonb(c) - 'notify' - 'idempotency_key' as job from changed c offset 0) t) m
  group by m.owner, m.part;
  return null;
end $$;

create function queue.broadcast_deleted_job() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(
    jsonb_build_object('id', old.id, 'version', old.version + 1), 'job.deleted', 'jobs:' || old.owner, true);
  return null;
end $$;

create trigger broadcast_insert after insert on public.jobs referencing new table as changed
  for each statement execute function queue.broadcast_jobs();
create trigger broadcast_update after update on public.jobs referencing new table as changed
  for each statement execute function queue.broadcast_jobs();
create trigger broadcast_delete after delete on public.jobs
  for each row execute function queue.broadcast_deleted_job();

-- A link is to one job.
create or replace function queue.broadcast_to_links() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(queue.shared_job(c), 'job', l.topic, true)
  from changed c join queue.links l on l.job_id = c.id and l.revoked_at is null;
  return null;
end $$;

drop trigger broadcast_to_links on public.jobs;
create trigger broadcast_to_links after update on public.jobs referencing new table as changed
  for each statement execute function queue.broadcast_to_links();

revoke execute on all functions in schema queue from public;

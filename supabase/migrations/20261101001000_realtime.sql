-- Every change of a job is broadcast to its owner's private topic `jobs:{owner}`: event `job` with the row, event
-- `job.deleted` with its id. A message is news, not truth: delivery is not guaranteed, so each row carries its version.

create function queue.broadcast_job() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    perform realtime.send(
      jsonb_build_object('id', old.id, 'version', old.version + 1), 'job.deleted', 'jobs:' || old.owner, true);
  else
    -- Without what only its creation needed: notify may name people, and none of it changes.
    perform realtime.send(to_jsonb(new) - 'notify' - 'idempotency_key', 'job', 'jobs:' || new.owner, true);
  end if;
  return null;
end $$;
revoke execute on function queue.broadcast_job() from public;

create trigger broadcast_job after insert or update or delete on public.jobs
  for each row execute function queue.broadcast_job();

create policy "owners listen to their own jobs" on realtime.messages for select to authenticated
  using (extension = 'broadcast' and (select realtime.topic()) = 'jobs:' || (select auth.uid())::text);

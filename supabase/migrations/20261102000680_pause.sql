-- A kind that is switched off comes to rest: nothing new begins, and what is being worked on waits from its next hand-on on,
-- at its checkpoint, until the kind is switched on again. (A worker outside the Edge goes on with what it holds until it is
-- told to stop.)
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
    delete from queue.leases where job_id = job;
    perform queue.add(array[job], in_front => true);
  else
    perform queue.ring(lease.job_id, lease.token);
  end if;
end $$;

-- Whoever switches a kind on, or gives it more room, by whatever way, need not know that somebody is to be told.
create function queue.on_more_room() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform queue.dispatch(new.kind);
  return null;
end $$;

create trigger on_more_room after update of enabled, max_running, max_per_owner, target on queue.kinds for each row
  when (new.enabled and (not old.enabled or new.max_running > old.max_running or new.max_per_owner > old.max_per_owner
    or new.target <> old.target))
  execute function queue.on_more_room();

revoke execute on all functions in schema queue from public;

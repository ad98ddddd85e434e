-- A bell that nobody answered by its time, and nobody is to answer any more, since its kind was switched off or given to
-- workers meanwhile: its job goes back to its lane, where those find it. It was rung for again and again, beside idle
-- workers, and failed after three hours.
create or replace function queue.ring_again(lease queue.leases) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if (select not k.enabled or k.target = 'worker' from queue.kinds k where k.kind = lease.kind) then
    perform queue.offer(lease.job_id, to_lane => true);
    return;
  end if;
  if lease.rings >= 200 then  -- more than three hours
    perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'not_started', 'detail',
      'Nothing could be started to work on the job for several hours. Try again later.'));
    return;
  end if;
  -- The same token: it is good for one begin, and the first bell may only be late.
  update queue.leases set rung_at = clock_timestamp(), rings = rings + 1 where job_id = lease.job_id;
  perform queue.ring(lease.job_id, lease.token);
end $$;

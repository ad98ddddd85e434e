-- As before; what the timeline says of it is in words of whoever sent the job.
create or replace function queue.recover(lease queue.leases) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  lost integer;
begin
  insert into queue.checkpoints (job_id, losses, generation) values (lease.job_id, 1, 2)
  on conflict (job_id) do update
  set losses = queue.checkpoints.losses + 1, generation = queue.checkpoints.generation + 1
  returning losses into lost;
  if lost >= 5 then
    perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'worker_lost', 'detail',
      'The work was broken off five times at the same place, probably because this part of the document needs more time or memory than there is. Try a smaller document.'));
    return;
  end if;
  perform queue.tell(lease.job_id, 'resumed', 'The work was broken off; it goes on where it was.');
  perform queue.offer(lease.job_id);
end $$;

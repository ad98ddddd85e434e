-- What is wrong is put right every ten seconds: the door-bell is not a queue, and workers die.

-- A worker did not come back in time. Its job goes on from the last checkpoint with smaller slices; after three losses at
-- the same place it fails.
create function queue.recover(lease queue.leases) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  lost integer;
begin
  insert into queue.checkpoints (job_id, losses) values (lease.job_id, 1)
  on conflict (job_id) do update set losses = queue.checkpoints.losses + 1
  returning losses into lost;
  if lost >= 3 then
    perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'worker_lost', 'detail',
      'The work was broken off three times at the same place, probably because this part of the document needs more time or memory than there is. Try a smaller document.'));
    return;
  end if;
  perform queue.tell(lease.job_id, 'resumed', 'The worker was lost; going on from the last checkpoint.');
  perform queue.offer(lease.job_id);
end $$;

create function queue.sweep() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
  fresh uuid;
  k text;
  due uuid[];
  recovered integer := 0;
  rung integer := 0;
  timed_out integer := 0;
begin
  for lease in
    select * from queue.leases where begun_at is not null and stage_until < clock_timestamp() limit 500 for update skip locked
  loop
    perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'stage_timeout', 'detail',
      format('The stage "%s" took longer than it may. Try again, or try a smaller document.', lease.stage)));
    timed_out := timed_out + 1;
  end loop;

  for lease in
    select * from queue.leases where begun_at is not null and leased_until < clock_timestamp() limit 500 for update skip locked
  loop
    perform queue.recover(lease);
    recovered := recovered + 1;
  end loop;

  for lease in
    select l.* from queue.leases l join queue.kinds on kinds.kind = l.kind
    where begun_at is null and rung_at < clock_timestamp() - make_interval(secs => ring_seconds * least(rings, 6))
    limit 500 for update of l skip locked
  loop
    if lease.rings >= 200 then  -- more than three hours
      perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'not_started', 'detail',
        'Nothing could be started to work on the job for several hours. Try again later.'));
      continue;
    end if;
    update queue.leases set rung_at = clock_timestamp(), rings = rings + 1, token = gen_random_uuid()
    where job_id = lease.job_id returning token into fresh;
    perform queue.ring(lease.job_id, fresh);
    rung := rung + 1;
  end loop;

  with moved as (
    delete from queue.delayed
    where job_id in (select job_id from queue.delayed where run_at <= clock_timestamp() order by run_at limit 1000 for update skip locked)
    returning job_id
  ) select array_agg(job_id) into due from moved;
  if due is not null then perform queue.add(due); end if;

  update queue.heartbeat
  set swept_at = clock_timestamp(),
      report = jsonb_build_object('timed_out', timed_out, 'recovered', recovered, 'rung', rung);

  for k in select kind from queue.kinds where enabled loop
    perform queue.dispatch(k);
    perform pg_advisory_xact_lock(queue.lock_key(k));
    delete from queue.lanes l
    where l.kind = k and not exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner);
  end loop;

  if queue.has_rubbish() then perform queue.ring_purge(); end if;
  return (select report from queue.heartbeat);
end $$;

revoke execute on all functions in schema queue from public;

select cron.schedule('docmill-sweep', '10 seconds', 'select queue.sweep()');

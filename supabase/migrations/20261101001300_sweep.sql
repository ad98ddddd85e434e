-- What is wrong is put right every ten seconds: the door-bell is not a queue, and holders of leases die.

-- The sweep leaves its mark here; one row.
create table queue.last_sweep (
  id boolean primary key default true check (id),
  at timestamptz not null default now(),
  report jsonb
);
alter table queue.last_sweep enable row level security;
insert into queue.last_sweep default values;

-- A holder did not come back in time. Its job goes on from the last checkpoint with smaller slices; after five losses at the
-- same place it fails.
create function queue.recover(lease queue.leases) returns void
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
  perform queue.tell(lease.job_id, 'resumed', 'The work was broken off; going on from the last checkpoint.');
  perform queue.offer(lease.job_id);
end $$;

-- Rings again for a lease that nobody came for.
create function queue.ring_again(lease queue.leases) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if lease.rings >= 200 then  -- more than three hours
    perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'not_started', 'detail',
      'Nothing could be started to work on the job for several hours. Try again later.'));
    return;
  end if;
  -- The same token: it is good for one begin, and the first bell may only be late.
  update queue.leases set rung_at = clock_timestamp(), rings = rings + 1 where job_id = lease.job_id;
  perform queue.ring(lease.job_id, lease.token);
end $$;

create function queue.time_out(lease queue.leases) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform queue.end_failed(lease.job_id, jsonb_build_object('type', 'stage_timeout', 'detail',
    format('The stage "%s" took longer than it may. Try again, or try a smaller document.', coalesce(lease.stage, 'starting'))));
end $$;

-- Each thing is put right by itself, so that one that cannot be does not keep the others from it.
create function queue.sweep() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
  k text;
  due uuid[];
  done integer[] := array[0, 0, 0];
  errors integer := 0;
begin
  for lease in
    select l.* from queue.leases l join queue.kinds q on q.kind = l.kind
    where (begun_at is not null and (stage_until < clock_timestamp() or leased_until < clock_timestamp()))
      or (begun_at is null and rung_at < clock_timestamp() - make_interval(secs => ring_seconds * least(rings, 6)))
    order by leased_until limit 500 for update of l skip locked
  loop
    begin
      if lease.begun_at is null then
        perform queue.ring_again(lease);
        done[1] := done[1] + 1;
      elsif lease.stage_until < clock_timestamp() then
        perform queue.time_out(lease);
        done[2] := done[2] + 1;
      else
        perform queue.recover(lease);
        done[3] := done[3] + 1;
      end if;
    exception when others then
      errors := errors + 1;
      raise warning 'The sweep could not put job % right: %', lease.job_id, sqlerrm;
    end;
  end loop;

  begin
    with moved as (
      delete from queue.delayed
      where job_id in (
        select job_id from queue.delayed where run_at <= clock_timestamp() order by run_at limit 1000 for update skip locked)
      returning job_id
    ) select array_agg(job_id) into due from moved;
    if due is not null then perform queue.add(due, in_front => true); end if;
  exception when others then
    errors := errors + 1;
    raise warning 'The sweep could not queue what is due: %', sqlerrm;
  end;

  for k in select kind from queue.kinds where enabled order by kind loop
    begin
      perform queue.dispatch(k);
      delete from queue.lanes where (kind, owner) in (
        select l.kind, l.owner from queue.lanes l
        where l.kind = k and not exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
        for update skip locked);
    exception when others then
      errors := errors + 1;
      raise warning 'The sweep could not dispatch %: %', k, sqlerrm;
    end;
  end loop;

  if queue.has_rubbish() then perform queue.ring_purge(); end if;

  update queue.last_sweep
  set at = clock_timestamp(),
      report = jsonb_build_object('rung', done[1], 'timed_out', done[2], 'recovered', done[3], 'errors', errors);
  return (select report from queue.last_sweep);
end $$;

revoke execute on all functions in schema queue from public;

select cron.schedule('docmill-sweep', '10 seconds', 'select queue.sweep()');

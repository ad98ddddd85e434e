-- The sweep goes from kind to kind by their names, the order in which all who come to several kinds take their locks. Lease
-- by lease it held the lock of a later kind while it waited for an earlier one, and now and then a worker's claim or a
-- user's cancel was the one that the database broke off.

-- Each thing is put right by itself, so that one that cannot be does not keep the others from it.
create function queue.sweep_leases(k text, inout rung integer, inout timed_out integer, inout recovered integer, inout errors integer)
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases;
begin
  for lease in
    select l.* from queue.leases l join queue.kinds q on q.kind = l.kind
    where l.kind = k
      and ((begun_at is not null and (stage_until < clock_timestamp() or leased_until < clock_timestamp()))
        or (begun_at is null and rung_at < clock_timestamp() - make_interval(secs => ring_seconds * least(rings, 6))))
    order by leased_until limit 500 for update of l skip locked
  loop
    begin
      if lease.begun_at is null then
        perform queue.ring_again(lease);
        rung := rung + 1;
      elsif lease.stage_until < clock_timestamp() then
        perform queue.time_out(lease);
        timed_out := timed_out + 1;
      else
        perform queue.recover(lease);
        recovered := recovered + 1;
      end if;
    exception when others then
      errors := errors + 1;
      raise warning 'The sweep could not put job % right: %', lease.job_id, sqlerrm;
    end;
  end loop;
end $$;

create or replace function queue.sweep() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  k text;
  due uuid[];
  done record;
  rung integer := 0;
  timed_out integer := 0;
  recovered integer := 0;
  errors integer := 0;
begin
  for k in select kind from queue.kinds order by kind loop
    select * into done from queue.sweep_leases(k, rung, timed_out, recovered, errors);
    rung := done.rung;
    timed_out := done.timed_out;
    recovered := done.recovered;
    errors := done.errors;

    begin
      with moved as (
        delete from queue.delayed d using public.jobs j
        where j.id = d.job_id and j.kind = k and d.job_id in (
          select job_id from queue.delayed where run_at <= clock_timestamp() order by run_at limit 1000 for update skip locked)
        returning d.job_id
      ) select array_agg(job_id) into due from moved;
      if due is not null then perform queue.add(due, in_front => true); end if;
    exception when others then
      errors := errors + 1;
      raise warning 'The sweep could not queue what is due of %: %', k, sqlerrm;
    end;

    continue when not (select enabled from queue.kinds where kind = k);
    begin
      perform queue.dispatch(k);
      -- Under the lock that dispatching has taken: nobody is adding jobs to a lane that looks empty.
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
      report = jsonb_build_object('rung', rung, 'timed_out', timed_out, 'recovered', recovered, 'errors', errors);
  return (select report from queue.last_sweep);
end $$;

revoke execute on all functions in schema queue from public;

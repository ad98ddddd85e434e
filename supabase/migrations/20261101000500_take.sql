-- From waiting to leased: which job is next.

-- Leases the next waiting job of a kind, or returns nothing.
--
-- Fair over owners, then priority, then age: first an owner with nothing running (whose turn is the oldest), else the one
-- with the fewest running. `for update skip locked` on the lane lets callers serve different owners side by side; when
-- every lane is being served by somebody else, the loop shares one.
create function queue.take(k text) returns queue.leases
language plpgsql security definer set search_path = ''
as $$
declare
  cap integer;
  seconds integer;
  lane_owner uuid;
  chosen uuid;
  lease queue.leases;
begin
  select max_per_owner, lease_seconds into cap, seconds from queue.kinds where kind = k and enabled;
  if not found then return null; end if;

  select l.owner into lane_owner
  from queue.lanes l
  where l.kind = k
    and not exists (select from queue.leases r where r.kind = l.kind and r.owner = l.owner)
    and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
  order by l.turn
  limit 1
  for update of l skip locked;

  if not found then
    select l.owner into lane_owner
    from queue.lanes l
    join (select owner, count(*) as running from queue.leases where kind = k group by owner) r on r.owner = l.owner
    where l.kind = k and r.running < cap
      and exists (select from queue.waiting w where w.kind = l.kind and w.owner = l.owner)
    order by r.running, l.turn
    limit 1
    for update of l skip locked;
  end if;

  if lane_owner is not null then
    update queue.lanes set turn = nextval('queue.turns') where kind = k and owner = lane_owner;
    select w.job_id into chosen from queue.waiting w
    where w.kind = k and w.owner = lane_owner
    order by w.priority desc, w.seq
    limit 1
    for update skip locked;
  end if;

  if chosen is null then
    for lane_owner in
      select l.owner from queue.lanes l
      where l.kind = k and (select count(*) from queue.leases r where r.kind = k and r.owner = l.owner) < cap
      order by l.turn
    loop
      select w.job_id into chosen from queue.waiting w
      where w.kind = k and w.owner = lane_owner
      order by w.priority desc, w.seq
      limit 1
      for update skip locked;
      exit when found;
    end loop;
    if chosen is null then return null; end if;
  end if;

  delete from queue.waiting where job_id = chosen;
  insert into queue.leases (job_id, kind, owner, leased_until)
  select chosen, k, j.owner, clock_timestamp() + make_interval(secs => seconds) from public.jobs j where j.id = chosen
  returning * into lease;
  return lease;
end $$;

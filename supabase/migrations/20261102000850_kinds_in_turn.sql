-- A worker that serves several kinds is given them in the order in which it asks, and asks for those served longest ago
-- first. In the order of their names ten thousand jobs of the first kind kept all other kinds waiting.

-- For workers outside the Edge: leases and begins up to `p_limit` waiting jobs of kinds that are theirs, in the order of
-- `p_kinds`. An array of assignments.
create or replace function public.claim_jobs(p_kinds text[], p_limit integer default 1) returns jsonb
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  k text;
  -- With jobs waiting; by name, so that nobody waits for a lock of somebody who waits for one of his.
  wanted text[] := array(
    select q.kind from queue.kinds q
    where q.kind = any (p_kinds) and q.target = 'worker' and q.enabled
      and exists (select from queue.lanes l where l.kind = q.kind and exists (select from queue.in_lane(l.kind, l.owner)))
    order by q.kind);
  room integer;
  claimed jsonb := '[]';
begin
  foreach k in array wanted loop
    -- Claims alone take turns, so that the limit holds; those who add jobs do not wait for them (see queue.add).
    perform pg_advisory_xact_lock(queue.lock_key('claiming', k));
    perform queue.take_alone(k);
  end loop;
  for k in select w.kind from unnest(wanted) as w(kind) order by array_position(p_kinds, w.kind) loop
    exit when jsonb_array_length(claimed) >= p_limit;
    select q.max_running - (select count(*) from queue.leases l where l.kind = k) into room from queue.kinds q where q.kind = k;
    claimed := claimed || queue.assign(k, least(p_limit - jsonb_array_length(claimed), room));
  end loop;
  return claimed;
end $$;

-- Where a lane begins. Behind a session idle in a transaction the rows of jobs long gone stay in front of those that wait,
-- and whoever looks for the next one walks over them all. Small tables are written anew (queue.compact); with tens of
-- thousands of jobs waiting that costs more than it saves. So it is noted how far each lane is done, and looked at from
-- there on.
--
-- What makes it right: in no snapshot does a job that waits stand before its lane's head.
--   Heads are raised by `queue.mark_heads` alone, to the place of a job that waits, holding the kind's lock `adding` alone:
--   nobody is adding jobs meanwhile.
--   Who adds a job before the head lowers it in the same transaction. He holds `adding` too, so he sees the head as it is.
--   The head is read in the same statement as the jobs, so in the same snapshot. Without one, all of a lane is looked at.
-- (Who adds jobs in a `repeatable read` transaction may not see the head as it is: see queue.drop_false_heads.)
--
-- Heads are not columns of the lanes: whoever takes jobs keeps the lane's row locked, and may come to wait for `adding`, which
-- whoever lowers a head holds. Nor do they follow each job: they would leave as many dead rows behind as the jobs do.
create table queue.heads (
  kind text not null,
  owner uuid not null,
  place bigint not null,
  primary key (kind, owner)
) with (fillfactor = 50);
alter table queue.heads enable row level security;

-- Where a job stands in its lane: by priority, then by age. Without a search path of its own (it names no object) it is
-- inlined.
create function queue.place(priority smallint, seq bigint) returns bigint
language sql immutable parallel safe
as $$ select -priority::bigint * 281474976710656 + seq $$;  -- 2^48: more than there will ever be jobs

create index waiting_place_idx on queue.waiting (kind, owner, queue.place(priority, seq));
drop index queue.waiting_lane_idx;

-- The jobs of a lane. Inlined, too, being neither `security definer` nor with settings: so it is one index scan, which begins
-- at the head.
create function queue.in_lane(k text, o uuid) returns table (job_id uuid, seq bigint, place bigint)
language sql stable
as $$
  select w.job_id, w.seq, queue.place(w.priority, w.seq)
  from queue.waiting w
  where w.kind = k and w.owner = o
    and queue.place(w.priority, w.seq)
      >= coalesce((select h.place from queue.heads h where h.kind = k and h.owner = o), -9223372036854775808)
$$;

-- Notes how far lanes are done: those served last, as no others have moved by much. The caller holds the lock `adding` alone.
create function queue.mark_heads(k text) returns void
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
begin
  insert into queue.heads as h (kind, owner, place)
  select k, l.owner, first.place
  from (select owner from queue.lanes where kind = k order by turn desc limit 1000) l
  cross join lateral (select w.place from queue.in_lane(k, l.owner) w order by w.place limit 1) first
  on conflict (kind, owner) do update set place = excluded.place where h.place <> excluded.place;
end $$;

-- Does so for each kind that is not busy: while we wait for its lock, those who add jobs wait behind us.
create function queue.raise_heads() returns void
language plpgsql security definer set search_path = '' set lock_timeout = '20ms'
as $$
declare
  k text;
begin
  for k in select kind from queue.kinds order by kind loop
    begin
      perform pg_advisory_xact_lock(queue.lock_key('adding', k));
      perform queue.mark_heads(k);
    exception when lock_not_available then
      null;  -- next time
    end;
  end loop;
end $$;

-- A head may be dropped at any time: all of the lane is looked at then. One that a job stands before has to be, or the job
-- would never be found. It takes somebody who adds a job of a higher priority in a transaction whose snapshot is older than
-- the head, since he cannot see that he ought to lower it.
create function queue.drop_false_heads() returns integer
language plpgsql security definer set search_path = ''
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off
as $$
declare
  dropped integer;
begin
  delete from queue.heads h
  where exists (
    select from queue.waiting w
    where w.kind = h.kind and w.owner = h.owner and queue.place(w.priority, w.seq) < h.place
    offset 0);
  get diagnostics dropped = row_count;
  return dropped;
end $$;

select cron.schedule('docmill-heads', '10 seconds', 'select queue.drop_false_heads(), queue.raise_heads()');
-- A head outlives its lane, which comes and goes with its owner's jobs; but not for ever.
select cron.schedule('docmill-heads-without-lane', '30 4 * * *',
  'delete from queue.heads h where not exists (select from queue.lanes l where l.kind = h.kind and l.owner = h.owner)');
select cron.schedule('docmill-compact-heads', '10 seconds', 'select queue.compact(''queue.heads'')');

revoke all on table queue.heads from public;
revoke execute on all functions in schema queue from public;

-- A queue's tables turn over completely all the time, and a session that sits idle in a transaction keeps every dead row of
-- theirs from being removed: with 10,000 jobs gone by meanwhile, completing one and beginning the next took 6.1 ms instead of
-- 1.2. VACUUM cannot help there. The tables are small where they live, so we write what lives anew instead: TRUNCATE does
-- not wait for readers of old snapshots, and nobody but the engine ever touches these tables.
--
-- One table a transaction, and no other lock before it: so nobody waits for us while we wait for him. A statement of a
-- plpgsql function takes its snapshot after its locks, so one that waited for us sees the rows written anew.

create function queue.compact(target regclass) returns boolean
language plpgsql security definer set search_path = '' set lock_timeout = '200ms'
as $$
declare
  dead bigint := pg_stat_get_dead_tuples(target);
  live bigint;
begin
  if dead < 1000 then return false; end if;
  execute format('lock table %s in access exclusive mode', target);
  execute format('select count(*) from (select from %s limit 50000) x', target) into live;
  -- Far more alive than dead: writing it all anew would take longer than it saves.
  if live > 4 * dead then return false; end if;
  execute format('create temporary table living on commit drop as select * from %s', target);
  execute format('truncate %s', target);
  execute format('insert into %s overriding system value select * from living', target);
  return true;
exception when lock_not_available then
  return false;  -- busy: next time
end $$;

revoke execute on function queue.compact from public;

select cron.schedule('docmill-compact-' || name, '10 seconds', format('select queue.compact(%L)', 'queue.' || name))
from unnest(array['waiting', 'lanes', 'leases', 'delayed']) as name;

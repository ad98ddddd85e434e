-- Compacting without a temporary table, which took a quarter of its time (11.5 ms of CPU for all of the queue's tables
-- instead of 8.7) and left a dozen dead rows a time in the catalogs: behind a session idle in a transaction they pile up, too.
create or replace function queue.compact(target regclass, least_dead integer default 1000) returns boolean
language plpgsql security definer set search_path = '' set lock_timeout = '20ms'
as $$
declare
  dead bigint := pg_stat_get_dead_tuples(target);
  live bigint := pg_stat_get_live_tuples(target);
begin
  if dead < least_dead or live > least(4 * dead, 20000) then return false; end if;
  execute format('lock table %s in access exclusive mode', target);
  execute format('select count(*) from (select from %s limit 20001) x', target) into live;
  if live > least(4 * dead, 20000) then return false; end if;
  -- What is alive fits into memory: some 3 MB at the most.
  execute format($do$
    do $compact$
    declare
      living %1$s[];
    begin
      select array_agg(t) into living from %1$s t;
      truncate %1$s;
      insert into %1$s overriding system value select * from unnest(living);
    end $compact$ $do$, target);
  perform pg_stat_force_next_flush();  -- or the next to look would do it again
  return true;
exception when lock_not_available then
  return false;  -- busy: next time
end $$;

revoke execute on all functions in schema queue from public;

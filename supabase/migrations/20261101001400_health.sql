-- What an operator wants to know at three in the morning.

create function public.queue_health() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  swept timestamptz;
  oldest timestamptz;
  problems text[] := '{}';
begin
  -- A database that has just come up cannot have been swept yet.
  select greatest(at, pg_postmaster_start_time()) into swept from queue.last_sweep;
  select min(j.created_at) into oldest
  from public.jobs j
  where j.id in (
    select w.job_id from queue.lanes l
    cross join lateral (
      select job_id from queue.waiting w where w.kind = l.kind and w.owner = l.owner order by w.priority desc, w.seq limit 1) w
    limit 1000);
  if swept < clock_timestamp() - interval '1 minute' then
    problems := problems || format('The sweep has not run since %s: is pg_cron running?', swept);
  end if;
  if queue.functions_url() is null then
    problems := problems || 'The vault has no secret named project_url: no function can be started.'::text;
  end if;
  return jsonb_build_object(
    'ok', problems = '{}',
    'problems', to_jsonb(problems),
    'database', 'ok',
    'swept_at', swept,
    'running', (select count(*) from queue.leases where begun_at is not null),
    'ringing', (select count(*) from queue.leases where begun_at is null),
    'delayed', (select count(*) from queue.delayed),
    'oldest_waiting_seconds', coalesce(round(extract(epoch from clock_timestamp() - oldest)::numeric, 1), 0));
end $$;

revoke execute on function public.queue_health from public, anon, authenticated;
grant execute on function public.queue_health to service_role;

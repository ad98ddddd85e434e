-- Nothing is kept for ever: finished jobs, their files, uploads that no job ever used, old records. Each run is bounded.
--
-- Objects must go through the Storage API, so the function `purge` removes them; the database rings it with a token that
-- is good for one batch.

create table queue.purge_token (
  id boolean primary key default true check (id),
  token uuid not null,
  rung_at timestamptz not null
);
alter table queue.purge_token enable row level security;

-- Removes jobs whose time is over. Their files go to the trash by the trigger on the table.
create function queue.expire_jobs() returns integer
language sql security definer set search_path = ''
as $$
  with gone as (
    delete from public.jobs
    where id in (
      select id from public.jobs where expires_at < now() order by expires_at limit 1000 for update skip locked)
    returning 1
  ) select count(*)::integer from gone
$$;

-- Uploads that no job names a day after they came.
create function queue.find_orphans() returns integer
language sql security definer set search_path = ''
as $$
  with orphans as (
    insert into queue.trash (bucket, prefix)
    select o.bucket_id, o.name from storage.objects o
    where o.bucket_id in ('inputs', 'worksheets') and o.created_at < now() - interval '1 day'
      and not exists (select from public.job_files f where f.path = o.name and f.bucket = o.bucket_id)
      and not exists (select from queue.trash t where t.prefix = o.name and t.bucket = o.bucket_id)
    limit 1000
    returning 1
  ) select count(*)::integer from orphans
$$;

-- Timeline entries older than a month, and what pg_cron never removes itself.
create function queue.purge_records() returns void
language sql security definer set search_path = ''
as $$
  delete from public.job_events where id in (
    select id from (select id, at from public.job_events order by id limit 5000) oldest where at < now() - interval '30 days');
  delete from cron.job_run_details where runid in (
    select runid from (select runid, end_time from cron.job_run_details order by runid limit 10000) oldest
    where end_time < now() - interval '1 day');
$$;

create function queue.has_rubbish() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from queue.trash where due_at <= now()) $$;

create function queue.ring_purge() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  fresh uuid := gen_random_uuid();
begin
  insert into queue.purge_token (token, rung_at) values (fresh, clock_timestamp())
  on conflict (id) do update set token = excluded.token, rung_at = excluded.rung_at
  where queue.purge_token.rung_at < clock_timestamp() - interval '30 seconds';
  if found and queue.functions_url() is not null then
    perform net.http_post(
      url := queue.functions_url() || '/purge',
      body := jsonb_build_object('token', fresh),
      headers := '{"Content-Type": "application/json"}'::jsonb,
      timeout_milliseconds := 5000);
  end if;
end $$;

-- Trades a token for a batch of places to remove and the token for the next: `{token, places}`; null when the token is old
-- or used. A place that is not taken off the list within five minutes is given out again. An upload that a job has come to
-- name meanwhile stays.
create function public.begin_purge(p_token uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  fresh uuid := gen_random_uuid();
  places jsonb;
begin
  update queue.purge_token set token = fresh, rung_at = clock_timestamp() where token = p_token;
  if not found then return null; end if;
  delete from queue.trash t using public.job_files f
  where t.due_at <= now() and f.bucket = t.bucket and f.path = t.prefix and f.role = 'input';
  with batch as (
    update queue.trash set due_at = now() + interval '5 minutes'
    where id in (select id from queue.trash where due_at <= now() order by due_at limit 200 for update skip locked)
    returning id, bucket, prefix
  )
  select coalesce(jsonb_agg(to_jsonb(batch)), '[]') into places from batch;
  return jsonb_build_object('token', fresh, 'places', places);
end $$;

-- Takes removed places off the list.
create function public.end_purge(p_ids bigint[]) returns void
language sql security definer set search_path = ''
as $$ delete from queue.trash where id = any (p_ids) $$;

revoke execute on all functions in schema queue from public;
revoke execute on function public.begin_purge, public.end_purge from public, anon, authenticated;
grant execute on function public.begin_purge, public.end_purge to service_role;

select cron.schedule('docmill-expire', '* * * * *', 'select queue.expire_jobs()');
select cron.schedule('docmill-orphans', '17 * * * *', 'select queue.find_orphans()');
select cron.schedule('docmill-records', '*/10 * * * *', 'select queue.purge_records()');

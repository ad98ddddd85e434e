-- What one round of the purge looks at does not grow with what there is to purge: uploads that a job has come to name were
-- looked for in all of the trash, for each two hundred places (0.3 s with 300,000 places and 500,000 files).
create or replace function public.begin_purge(p_token uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  fresh uuid := gen_random_uuid();
  picked bigint[];
  places jsonb;
begin
  update queue.purge_token set token = fresh, rung_at = clock_timestamp() where token = p_token;
  if not found then return null; end if;
  picked := array(select id from queue.trash where due_at <= now() order by due_at limit 200 for update skip locked);
  delete from queue.trash t
  where t.id = any (picked)
    and exists (select from public.job_files f where f.bucket = t.bucket and f.path = t.prefix and f.role = 'input');
  with batch as (
    update queue.trash set due_at = now() + interval '5 minutes' where id = any (picked) returning id, bucket, prefix
  )
  select coalesce(jsonb_agg(to_jsonb(batch)), '[]') into places from batch;
  return jsonb_build_object('token', fresh, 'places', places);
end $$;

-- Timeline entries older than a month, and what pg_cron never removes itself. Runs that a crash broke off have no end.
create or replace function queue.purge_records() returns void
language sql security definer set search_path = ''
as $$
  delete from public.job_events where id in (
    select id from (select id, at from public.job_events order by id limit 5000) oldest where at < now() - interval '30 days');
  delete from cron.job_run_details where runid in (
    select runid from (select runid, coalesce(end_time, start_time, '-infinity') as at from cron.job_run_details order by runid limit 10000) oldest
    where at < now() - interval '1 day');
$$;

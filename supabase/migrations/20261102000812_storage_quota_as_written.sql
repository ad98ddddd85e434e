-- The quota holds for what is written, not only for who begins to write: of uploads that run side by side each found room
-- when it began, a large one was asked for nothing but room for a byte, and what jobs write was not asked for at all.
--
-- Storage makes an object's row when its bytes are there, and takes the bytes away again when that is refused.

create function queue.storage_use_of(p_owner uuid, out used bigint, out quota bigint)
language plpgsql security definer set search_path = ''
as $$
begin
  -- What begins with `{owner}/`: in the order of bytes `0` comes next to `/`.
  select coalesce(sum((o.metadata ->> 'size')::bigint), 0) into used from storage.objects o
  where o.bucket_id in ('inputs', 'worksheets', 'extractions', 'results')
    and o.name collate "C" >= p_owner || '/' and o.name collate "C" < p_owner || '0';
  select case
    when u.raw_app_meta_data ->> 'role' = 'admin' then null
    when u.is_anonymous then q.guest_bytes
    else q.account_bytes end
  into quota from queue.storage_quotas q left join auth.users u on u.id = p_owner;
end $$;

create or replace function queue.storage_use(out used bigint, out quota bigint)
language plpgsql stable security definer set search_path = ''
as $$
begin
  select u.used, case when not public.is_admin() then u.quota end into used, quota
  from queue.storage_use_of(auth.uid()) u;
end $$;

-- Jobs may go a quarter beyond, so that what was begun with room left comes to its end. To sum up all that an owner has
-- costs more the more it is (4 ms of 2,500 objects), so small objects are asked now and then: one in each megabyte of
-- uploads, one in each four of what jobs write.
create function queue.keep_quota() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  place text := split_part(new.name, '/', 1);
  size bigint := (new.metadata ->> 'size')::bigint;
  -- When Storage asks beforehand whether the caller may, it says how much will come.
  coming bigint := (new.metadata ->> 'contentLength')::bigint;
  is_upload boolean := new.bucket_id in ('inputs', 'worksheets');
  used bigint;
  quota bigint;
begin
  if coalesce(size, coming, 0) <= random() * (case when is_upload then 1048576 else 4194304 end)
    or place !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return null; end if;
  if is_upload then
    -- Uploads of one owner are counted one after another.
    perform pg_advisory_xact_lock(hashtextextended('storage quota ' || place, 0));
  end if;
  select u.used, u.quota into used, quota from queue.storage_use_of(place::uuid) u;
  if size is null then used := used + coming; end if;
  if used > (case when is_upload then quota else quota * 1.25 end) then
    raise exception using errcode = '42501', detail = 'quota_exceeded', message = format(
      'There is no room for this: your files would take up %s MB, and you may keep %s MB. Delete jobs that you no longer need and try again.',
      ceil(used / 1048576.0), round(quota / 1048576.0));
  end if;
  return null;
end $$;

create trigger keep_quota after insert or update of metadata on storage.objects
  for each row when (new.bucket_id in ('inputs', 'worksheets', 'extractions', 'results'))
  execute function queue.keep_quota();

revoke execute on all functions in schema queue from public;

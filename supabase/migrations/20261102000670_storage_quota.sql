-- How much of Storage one owner may fill, with what is uploaded and what comes of it. Guests, who come without an address,
-- may keep less. Storage itself only knows yes and no; the sentence is told by `check_storage_quota`, which the API asks
-- before it takes files in, and clients ask when an upload has been refused.

create table queue.storage_quotas (
  id boolean primary key default true check (id),
  guest_bytes bigint not null default 2147483648 check (guest_bytes >= 0),
  account_bytes bigint not null default 21474836480 check (account_bytes >= 0)
);
alter table queue.storage_quotas enable row level security;
insert into queue.storage_quotas default values;

-- What the caller has in Storage, and may have; null for those without a limit.
create function queue.storage_use(out used bigint, out quota bigint)
language plpgsql stable security definer set search_path = ''
as $$
begin
  select coalesce(sum((o.metadata ->> 'size')::bigint), 0) into used from storage.objects o
  where o.bucket_id in ('inputs', 'worksheets', 'extractions', 'results') and o.name like auth.uid() || '/%';
  select case
    when public.is_admin() then null
    when (auth.jwt() ->> 'is_anonymous')::boolean then q.guest_bytes
    else q.account_bytes end
  into quota from queue.storage_quotas q;
end $$;

-- Refuses when the caller's share of Storage is full. Not `stable`, though it changes nothing: whoever asks for nothing of
-- what a stable function returns need not have it called.
create function public.check_storage_quota() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  used bigint;
  quota bigint;
begin
  select u.used, u.quota into used, quota from queue.storage_use() u;
  if used >= quota then
    perform queue.refuse('quota_exceeded', format(
      'Your files take up %s MB, and you may keep %s MB. Delete jobs that you no longer need and try again.',
      ceil(used / 1048576.0), round(quota / 1048576.0)));
  end if;
end $$;

create function public.has_storage_room() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select u.quota is null or u.used < u.quota from queue.storage_use() u);
end $$;

create policy "uploads end where the quota ends" on storage.objects as restrictive for insert to authenticated
  with check ((select public.has_storage_room()));

-- Sets the quotas, in bytes; those that are not given stay.
create function public.set_storage_quotas(p_guest_bytes bigint default null, p_account_bytes bigint default null)
returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not public.is_admin() then
    perform queue.refuse('forbidden', 'Only an admin may change the quotas.');
  end if;
  update queue.storage_quotas
  set guest_bytes = coalesce(p_guest_bytes, guest_bytes), account_bytes = coalesce(p_account_bytes, account_bytes);
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function public.check_storage_quota, public.has_storage_room, public.set_storage_quotas from public, anon;
grant execute on function public.check_storage_quota, public.has_storage_room, public.set_storage_quotas to authenticated;

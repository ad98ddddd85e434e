-- What an owner has in Storage is found by index, as each of his uploads asks for it: `like` with a pattern that is only
-- known when it runs reads everybody's objects (45 ms of 50,000, and more with each).
create or replace function queue.storage_use(out used bigint, out quota bigint)
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- What begins with `{owner}/`: in the order of bytes `0` comes next to `/`.
  select coalesce(sum((o.metadata ->> 'size')::bigint), 0) into used from storage.objects o
  where o.bucket_id in ('inputs', 'worksheets', 'extractions', 'results')
    and o.name collate "C" >= auth.uid() || '/' and o.name collate "C" < auth.uid() || '0';
  select case
    when public.is_admin() then null
    when (auth.jwt() ->> 'is_anonymous')::boolean then q.guest_bytes
    else q.account_bytes end
  into quota from queue.storage_quotas q;
end $$;

revoke execute on all functions in schema queue from public;

-- The limits of each kind, read and changed by admins while the system runs.

create function public.kind_limits() returns setof queue.kinds
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not public.is_admin() then
    perform queue.refuse('forbidden', 'Only an admin may see the limits.');
  end if;
  return query select * from queue.kinds order by kind;
end $$;

-- Changes some limits of a kind, e.g. `{"max_running": 8, "stage_timeouts": {"ocr": 120}}`. A higher limit takes effect at
-- once; under a lower one what runs goes on and nothing new begins until there is room.
create function public.set_kind_limits(p_kind text, p_limits jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  unknown text;
begin
  if not public.is_admin() then
    perform queue.refuse('forbidden', 'Only an admin may change the limits.');
  end if;
  select key into unknown from jsonb_object_keys(p_limits) as key
  where key not in ('enabled', 'target', 'max_running', 'max_per_owner', 'max_waiting_per_owner', 'max_created_per_minute',
    'max_attempts', 'max_files', 'max_file_bytes', 'lease_seconds', 'ring_seconds', 'backoff_base_seconds',
    'backoff_cap_seconds', 'stage_timeouts', 'ttl')
  limit 1;
  if found then
    perform queue.refuse('invalid_request', format('There is no limit "%s".', unknown));
  end if;
  update queue.kinds k set
    enabled = n.enabled, target = n.target, max_running = n.max_running, max_per_owner = n.max_per_owner,
    max_waiting_per_owner = n.max_waiting_per_owner, max_created_per_minute = n.max_created_per_minute,
    max_attempts = n.max_attempts, max_files = n.max_files, max_file_bytes = n.max_file_bytes,
    lease_seconds = n.lease_seconds, ring_seconds = n.ring_seconds, backoff_base_seconds = n.backoff_base_seconds,
    backoff_cap_seconds = n.backoff_cap_seconds, stage_timeouts = n.stage_timeouts, ttl = n.ttl
  from queue.kinds old, jsonb_populate_record(old, p_limits) n
  where k.kind = p_kind and old.kind = p_kind;
  if not found then
    perform queue.refuse('invalid_request', format('There is no kind "%s".', p_kind));
  end if;
  perform queue.dispatch(p_kind);
end $$;

revoke execute on function public.kind_limits, public.set_kind_limits from public, anon;
grant execute on function public.kind_limits, public.set_kind_limits to authenticated;

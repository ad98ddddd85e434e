-- Limits that would stop a kind's jobs, or let each run for ever, are refused by name; and whoever changes limits under load
-- waits for nobody who waits for him.

alter table queue.kinds
  add constraint kinds_lease_seconds_check check (lease_seconds between 1 and 3600),
  add constraint kinds_ring_seconds_check check (ring_seconds between 1 and 3600),
  add constraint kinds_max_waiting_per_owner_check check (max_waiting_per_owner >= 0),
  add constraint kinds_max_created_per_minute_check check (max_created_per_minute >= 0),
  add constraint kinds_max_files_check check (max_files > 0),
  add constraint kinds_max_file_bytes_check check (max_file_bytes > 0),
  add constraint kinds_backoff_base_seconds_check check (backoff_base_seconds >= 0),
  add constraint kinds_backoff_cap_seconds_check check (backoff_cap_seconds >= 0),
  add constraint kinds_ttl_check check (ttl > interval '0'),
  -- Seconds by stage.
  add constraint kinds_stage_timeouts_check check (
    jsonb_typeof(stage_timeouts) = 'object'
    and not jsonb_path_exists(stage_timeouts, '$.* ? (@.type() != "number" || @ <= 0)'));

-- Changes some limits of a kind, e.g. `{"max_running": 8, "stage_timeouts": {"ocr": 120}}`. A higher limit takes effect at
-- once; under a lower one what runs goes on and nothing new begins until there is room.
create or replace function public.set_kind_limits(p_kind text, p_limits jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  unknown text;
  broken text;
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
  -- Before the kind's row, in the order of all who free a slot (see queue.dispatch).
  perform pg_advisory_xact_lock(queue.lock_key('adding', p_kind));
  begin
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
  exception
    when check_violation then
      get stacked diagnostics broken = constraint_name;
      broken := regexp_replace(broken, '^kinds_(.*)_check$', '\1');
      perform queue.refuse('invalid_request', format('The limit "%s" cannot be %s.', broken, p_limits -> broken));
    when not_null_violation then
      get stacked diagnostics broken = column_name;
      perform queue.refuse('invalid_request', format('The limit "%s" cannot be null.', broken));
    when data_exception then
      perform queue.refuse('invalid_request', format('A limit cannot be read: %s.', sqlerrm));
  end;
  perform queue.dispatch(p_kind);
end $$;

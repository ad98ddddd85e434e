-- The state machine of a job, enforced for every writer. docs/states.md shows it as a diagram.

-- Without a search path of its own (it names no object) it is inlined into the trigger's expression.
create function queue.allows(from_status text, to_status text) returns boolean
language sql immutable
as $$
  select (from_status, to_status) in (
    ('queued', 'processing'),     -- begin
    ('queued', 'cancelled'),      -- cancel
    ('queued', 'failed'),         -- sweep: nobody answered the door-bell
    ('processing', 'queued'),     -- transient failure: try again later
    ('processing', 'completed'),  -- complete
    ('processing', 'failed'),     -- fail, stage timeout
    ('processing', 'cancelled'),  -- cancel
    ('failed', 'queued'),         -- retry
    ('cancelled', 'queued')       -- retry
  )
$$;

create function queue.guard_job() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.status <> old.status and not queue.allows(old.status, new.status) then
    raise exception 'A job cannot go from % to %.', old.status, new.status
      using errcode = 'P0001', detail = 'invalid_state';
  end if;
  if new.attempt = old.attempt and new.status = old.status and new.progress < old.progress then
    new.progress := old.progress;
  end if;
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $$;

create trigger guard_job before update on public.jobs for each row execute function queue.guard_job();

-- Functions on a job's way are plpgsql even where one statement is all they have: Postgres 17 keeps the plans of plpgsql
-- for the session and makes those of `language sql` anew at each call. Completing a job and beginning the next took 1.4 ms so, 0.7 ms thus.
create function queue.tell(job uuid, type text, message text, data jsonb default null) returns void
language plpgsql set search_path = ''
as $$
begin
  insert into public.job_events (job_id, type, message, data) values (job, type, message, data);
end $$;

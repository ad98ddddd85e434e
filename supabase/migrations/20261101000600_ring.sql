-- How whoever is to work is told: functions by the door-bell, workers outside the Edge by a call to wake up.

-- Where the functions are. Read from vault because it differs from environment to environment.
create function queue.functions_url() returns text
language sql stable security definer set search_path = ''
as $$ select rtrim(decrypted_secret, '/') || '/functions/v1' from vault.decrypted_secrets where name = 'project_url' $$;

-- Posts the webhook for one lease. pg_net sends it after commit; its queue can be read by others, so it carries nothing
-- but the job's id and a token that is good for one begin.
create function queue.ring(job uuid, token uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  url text := queue.functions_url();
begin
  if url is null then
    raise warning 'Cannot ring for job %: the vault has no secret named project_url. Set it to the project''s URL.', job;
    return;
  end if;
  perform net.http_post(
    url := url || '/process-job',
    body := jsonb_build_object('job_id', job, 'token', token),
    headers := '{"Content-Type": "application/json"}'::jsonb,
    timeout_milliseconds := 5000
  );
end $$;

-- Tells the workers outside the Edge that a job of a kind waits: those with a connection of their own by NOTIFY, those
-- behind the API by Realtime (private topic `queue`, which no policy opens to users).
create function queue.wake(k text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_notify('docmill_queue', k);
  perform realtime.send(jsonb_build_object('kind', k), 'waiting', 'queue', true);
end $$;

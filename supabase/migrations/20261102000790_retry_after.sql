-- What failed for a while may know for how long: a language model that is asked too often says so (Retry-After). The
-- job waits that long, up to an hour, where the backoff alone would spend its attempts too soon. The holder tells it in
-- its step's report; all else is as it was in 20261101000800_work.sql.

create or replace function public.fail_job(p_job_id uuid, p_token uuid, p_error jsonb, p_transient boolean, p_step jsonb default '{}')
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
  job public.jobs;
  wait double precision;
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  perform queue.apply(lease, p_step - 'cursor');
  select * into job from public.jobs where id = p_job_id;
  if p_transient and job.attempt < job.max_attempts then
    wait := greatest(
      queue.backoff_seconds(job.kind, job.attempt),
      least(coalesce((p_step ->> 'retry_after')::double precision, 0), 3600));
    perform queue.release(p_job_id);
    insert into queue.checkpoints (job_id, generation) values (p_job_id, 2)
    on conflict (job_id) do update set generation = queue.checkpoints.generation + 1;
    insert into queue.delayed (job_id, run_at) values (p_job_id, clock_timestamp() + make_interval(secs => wait));
    update public.jobs
    set status = 'queued', error = p_error,
        message = format('Attempt %s of %s failed; trying again soon.', job.attempt, job.max_attempts)
    where id = p_job_id;
    perform queue.tell(p_job_id, 'retrying',
      format('%s Trying again in %s s (attempt %s of %s failed).', p_error ->> 'detail', round(wait::numeric, 1),
        job.attempt, job.max_attempts), p_error);
  else
    perform queue.end_failed(p_job_id, p_error);
  end if;
  perform queue.dispatch(lease.kind);
  return '{"ok": true}';
end $$;

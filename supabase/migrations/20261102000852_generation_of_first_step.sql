-- The job is over or starts from the beginning; what was written so far will never be read again. Also where its first step
-- was still under way, so that there is no checkpoint yet: its holder may still be writing below the first generation.
create or replace function queue.forget_checkpoint(p_job_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update queue.checkpoints set cursor = null, losses = 0, generation = generation + 1 where job_id = p_job_id;
  if not found then
    insert into queue.checkpoints (job_id, generation) select id, 2 from public.jobs where id = p_job_id and attempt > 0;
  end if;
end $$;

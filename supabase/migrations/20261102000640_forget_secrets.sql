-- Secrets of jobs that have ended are forgotten once a statement, not once a job: few kinds have any.

create or replace function queue.forget_secrets() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update queue.withheld w
  set options = w.options - k.secret_options
  from changed c join queue.kinds k on k.kind = c.kind
  where w.job_id = c.id and c.status in ('completed', 'failed', 'cancelled') and w.options ?| k.secret_options;
  return null;
end $$;

drop trigger forget_secrets on public.jobs;
create trigger forget_secrets after update on public.jobs referencing new table as changed
  for each statement execute function queue.forget_secrets();

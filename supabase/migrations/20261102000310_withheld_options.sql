-- Options that a job's row does not hold, because every message about the job carries its row: bulky ones, and secrets,
-- which nobody is shown at all. They are kept here, handed to whoever works on the job, and gone with it. Secrets are
-- gone when it has ended: trying it again needs them again.

alter table queue.kinds
  add column withheld_options text[] not null default '{}',
  add column secret_options text[] not null default '{}';
comment on column queue.kinds.withheld_options is 'Names of options that are kept out of the job''s row: they are large.';
comment on column queue.kinds.secret_options is 'Names of options that nobody is shown, forgotten when the job ends.';

update queue.kinds set withheld_options = '{fields,data}', secret_options = '{password}' where kind = 'fillable-pdf';

-- Deferred: the options are taken out of a row before it is inserted.
create table queue.withheld (
  job_id uuid primary key references public.jobs (id) on delete cascade deferrable initially deferred,
  options jsonb not null
);
alter table queue.withheld enable row level security;

create function queue.withhold_options() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  names text[];
  kept jsonb;
begin
  select k.withheld_options || k.secret_options into names from queue.kinds k where k.kind = new.kind;
  if not coalesce(new.options ?| names, false) then return new; end if;
  select jsonb_object_agg(o.key, o.value) into kept from jsonb_each(new.options) o where o.key = any (names);
  if pg_column_size(kept) > 2097152 then
    perform queue.refuse('too_large', 'The options are larger than 2 MB. Send less at once: fewer rows of data, or fewer pages.');
  end if;
  insert into queue.withheld (job_id, options) values (new.id, kept);
  new.options := new.options - names;
  return new;
end $$;

create trigger withhold_options before insert on public.jobs for each row execute function queue.withhold_options();

create function queue.forget_secrets() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update queue.withheld w
  set options = w.options - k.secret_options
  from queue.kinds k
  where w.job_id = new.id and k.kind = new.kind and w.options ?| k.secret_options;
  return null;
end $$;

create trigger forget_secrets after update on public.jobs for each row
  when (old.status is distinct from new.status and new.status in ('completed', 'failed', 'cancelled'))
  execute function queue.forget_secrets();

-- As before, with what was withheld.
create or replace function queue.assignment(lease queue.leases) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object(
    'token', lease.token,
    'lease_seconds', k.lease_seconds,
    'job', jsonb_build_object(
      'id', j.id, 'owner', j.owner, 'kind', j.kind, 'title', j.title, 'options', j.options || coalesce(w.options, '{}'),
      'attempt', j.attempt, 'stage', j.stage, 'progress', j.progress, 'processed_files', j.processed_files),
    'files', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', f.name, 'media_type', f.media_type, 'bytes', f.bytes,
        'status', f.status) order by f.ordinal, f.id)
      from public.job_files f where f.job_id = j.id and f.role = 'input'), '[]'),
    'cursor', c.cursor,
    'losses', coalesce(c.losses, 0),
    'generation', coalesce(c.generation, 1))
  from public.jobs j
  join queue.kinds k on k.kind = j.kind
  left join queue.checkpoints c on c.job_id = j.id
  left join queue.withheld w on w.job_id = j.id
  where j.id = lease.job_id);
end $$;

revoke execute on function queue.withhold_options, queue.forget_secrets from public;

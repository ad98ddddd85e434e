-- What a client may see of a job. Everything that the engine alone needs is in the private schema `queue`.

create table public.jobs (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references auth.users (id) on delete cascade,
  kind text not null,
  title text not null check (length(title) between 1 and 200),
  status text not null default 'queued'
    check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  stage text,
  progress real not null default 0 check (progress between 0 and 1),
  message text,
  total_files integer not null default 0,
  processed_files integer not null default 0,
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object' and pg_column_size(options) <= 32768),
  result jsonb check (pg_column_size(result) <= 32768),
  error jsonb,
  attempt integer not null default 0,
  max_attempts integer not null default 3,
  priority smallint not null default 0 check (priority between -100 and 100),
  batch_id uuid,
  -- Whom to tell by mail.
  notify jsonb check (pg_column_size(notify) <= 4096),
  idempotency_key text check (length(idempotency_key) between 1 and 200),
  expires_at timestamptz,
  -- The clock and not the transaction's start: jobs inserted by one statement keep their order.
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  completed_at timestamptz,
  updated_at timestamptz not null default now(),
  version bigint not null default 1
) with (fillfactor = 70);
-- Fill factor: a job's row is rewritten at every checkpoint; with room on the page these are HOT updates, which touch no
-- index. For the same reason no index here names status, stage or progress: what waits and what runs is in `queue`.

comment on table public.jobs is 'One request for work, as its owner sees it.';

create index jobs_owner_created_idx on public.jobs (owner, created_at desc, id desc);
create index jobs_batch_idx on public.jobs (batch_id) where batch_id is not null;
create index jobs_expires_idx on public.jobs (expires_at) where expires_at is not null;
create unique index jobs_idempotency_idx on public.jobs (owner, idempotency_key) where idempotency_key is not null;

create table public.job_files (
  id uuid primary key default gen_random_uuid(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  role text not null check (role in ('input', 'output', 'asset')),
  ordinal integer not null default 0,
  bucket text not null,
  path text not null check (length(path) <= 1024),
  name text not null check (length(name) between 1 and 255),
  media_type text not null check (media_type ~* '^[a-z0-9.+_-]+/[a-z0-9.+_-]+(; ?[a-z0-9=._-]+)*$' and length(media_type) <= 200),
  bytes bigint not null,
  checksum text,
  status text not null default 'pending' check (status in ('pending', 'processing', 'done', 'failed')),
  error jsonb,
  created_at timestamptz not null default now(),
  unique (job_id, role, path)
);

create index job_files_path_idx on public.job_files (path);

comment on table public.job_files is 'The files of a job: what was uploaded (input), what can be downloaded (output), what pages show (asset).';

create table public.job_events (
  id bigint generated always as identity primary key,
  job_id uuid not null references public.jobs (id) on delete cascade,
  at timestamptz not null default clock_timestamp(),
  type text not null,
  message text not null,
  data jsonb
);

comment on table public.job_events is 'Append-only timeline: what happened to a job and why, in words for its owner.';

create index job_events_job_idx on public.job_events (job_id, id);

alter table public.jobs enable row level security;
alter table public.job_files enable row level security;
alter table public.job_events enable row level security;

-- Reading is all a client does with these tables; every change goes through a function.
revoke all on public.jobs, public.job_files, public.job_events from anon, authenticated, service_role;
grant select on public.jobs, public.job_files, public.job_events to authenticated;
grant select on public.jobs, public.job_files, public.job_events to service_role;

-- An admin carries `app_metadata.role = "admin"` in the token, which only the admin API can set.
create function public.is_admin() returns boolean
language sql stable set search_path = ''
as $$ select coalesce((auth.jwt() -> 'app_metadata' ->> 'role') = 'admin', false) $$;
revoke execute on function public.is_admin() from public, anon;
grant execute on function public.is_admin() to authenticated, service_role;

create policy "owners and admins read jobs" on public.jobs for select to authenticated
  using (owner = (select auth.uid()) or (select public.is_admin()));

create policy "owners and admins read job files" on public.job_files for select to authenticated
  using (exists (select from public.jobs j where j.id = job_id));

create policy "owners and admins read job events" on public.job_events for select to authenticated
  using (exists (select from public.jobs j where j.id = job_id));

-- Where jobs wait and who works on them. The words, beyond those in functions/_shared/jobs/job.ts:
--
--   lane   the jobs of one owner that wait, within a kind; lanes are served in turn
--   slot   one of a kind's `max_running`: a lease takes one
--   bell   the webhook that asks a function to come for a leased job; to ring is to post it
--   wake   to tell workers outside the Edge that a job waits
--   loss   a lease that ran out: whoever held it was killed or crashed
--   trash  places in Storage that no job owns any more

create schema queue;
revoke all on schema queue from public;
comment on schema queue is 'The engine''s private state: nobody but its own functions reads or writes it.';

-- Limits of a kind: an admin changes them while the system runs.
create table queue.kinds (
  kind text primary key,
  enabled boolean not null default true,
  target text not null default 'edge' check (target in ('edge', 'worker')),
  max_running integer not null default 4 check (max_running >= 0),
  max_per_owner integer not null default 2 check (max_per_owner > 0),
  max_waiting_per_owner integer not null default 10000,
  max_created_per_minute integer not null default 600,
  max_attempts integer not null default 3 check (max_attempts > 0),
  max_files integer not null default 1,
  max_file_bytes bigint not null default 52428800,
  lease_seconds integer not null default 20,
  ring_seconds integer not null default 10,
  backoff_base_seconds real not null default 2,
  backoff_cap_seconds real not null default 300,
  stage_timeouts jsonb not null default '{}',
  ttl interval not null default '7 days'
);
comment on column queue.kinds.target is
  'Who does the work: `edge`, a function rung through pg_net; `worker`, a process that claims (npm run worker).';
comment on column queue.kinds.ring_seconds is 'A door-bell that nobody answered within this time is rung again.';
comment on column queue.kinds.stage_timeouts is 'Seconds by stage, overriding what the pipeline declares.';

-- Jobs that could run now. A row is inserted when a job is queued and deleted when it is leased.
create table queue.waiting (
  seq bigint generated always as identity,
  job_id uuid primary key,
  kind text not null,
  owner uuid not null,
  priority smallint not null
);
create index waiting_lane_idx on queue.waiting (kind, owner, priority desc, seq);

-- Jobs that wait for their moment (a retry's backoff). The sweep moves them to `waiting`.
create table queue.delayed (
  job_id uuid primary key,
  run_at timestamptz not null
);
create index delayed_run_at_idx on queue.delayed (run_at);

-- One lane for each owner with jobs waiting. Lanes are served in turn, so cost and fairness depend on the number of
-- owners and never on how many jobs one of them has put in. The lane with the lowest turn is next. A new lane stands just
-- before the one served last: before an owner who has just had his turn, behind all who still wait for theirs.
create table queue.lanes (
  kind text not null,
  owner uuid not null,
  turn double precision not null,
  primary key (kind, owner)
) with (fillfactor = 50);
create index lanes_turn_idx on queue.lanes (kind, turn);
create sequence queue.turns;

-- The right to work on a job. `begun_at` is null while the door-bell has been rung and nobody has come yet.
-- No index on leased_until: the table holds no more rows than jobs run at once, and every checkpoint moves that column.
create table queue.leases (
  job_id uuid primary key,
  kind text not null,
  owner uuid not null,
  token uuid not null default gen_random_uuid(),
  rung_at timestamptz not null default clock_timestamp(),
  rings integer not null default 1,
  begun_at timestamptz,
  leased_until timestamptz not null,
  stage text,
  stage_until timestamptz
) with (fillfactor = 50);
create index leases_lane_idx on queue.leases (kind, owner);

-- Where a job goes on. Kept across hand-ons, crashes and retries; gone when the job is completed.
create table queue.checkpoints (
  job_id uuid primary key,
  cursor jsonb,
  -- Losses in a row since the last checkpoint: slices get smaller with each.
  losses integer not null default 0,
  -- Rises whenever the job is taken from a holder who may not know it yet (a loss, a retry). Parts are written below it,
  -- so what a zombie still writes is never read by his successor.
  generation integer not null default 1
) with (fillfactor = 50);

-- Files to remove through the Storage API: rows of deleted and expired jobs. `prefix` ends in `/` or names one object.
create table queue.trash (
  id bigint generated always as identity primary key,
  bucket text not null,
  prefix text not null,
  due_at timestamptz not null default now()
);
create index trash_due_idx on queue.trash (due_at);

alter table queue.kinds enable row level security;
alter table queue.waiting enable row level security;
alter table queue.delayed enable row level security;
alter table queue.lanes enable row level security;
alter table queue.leases enable row level security;
alter table queue.checkpoints enable row level security;
alter table queue.trash enable row level security;

insert into queue.kinds (kind) values ('pdf-to-csv');

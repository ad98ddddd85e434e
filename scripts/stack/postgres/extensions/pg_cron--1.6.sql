-- pg_cron's SQL interface. The jobs are run by the stack, which hears of changes by NOTIFY.

create schema if not exists cron;
create sequence cron.jobid_seq;
create sequence cron.runid_seq;

create table cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport integer not null default coalesce(inet_server_port(), 5432),
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);
alter table cron.job enable row level security;
create policy cron_job_policy on cron.job using (username = current_user);

create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);
alter table cron.job_run_details enable row level security;
create policy cron_job_run_details_policy on cron.job_run_details using (username = current_user);

create function cron._check_schedule(schedule text) returns void language plpgsql immutable as $$
declare
  field constant text := '(\*|\d+(-\d+)?)(/\d+)?(,(\*|\d+(-\d+)?)(/\d+)?)*';
  name constant text := '(,?(\*|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(/\d+)?)+';
begin
  if schedule ~* '^\s*([1-9]|[1-5]\d)\s+seconds?\s*$'
    or schedule ~* '^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$'
    or schedule ~* format('^\s*%1$s\s+%1$s\s+(%1$s|\$)\s+%2$s\s+%2$s\s*$', field, name)
  then
    return;
  end if;
  raise exception 'invalid schedule: %', schedule
    using hint = 'Use cron format (e.g. 5 4 * * *), or interval format ''[1-59] seconds''';
end
$$;

create function cron.schedule(job_name text, schedule text, command text) returns bigint language plpgsql as $$
declare
  id bigint;
begin
  perform cron._check_schedule(schedule);
  insert into cron.job (jobname, schedule, command) values (job_name, $2, $3)
  on conflict on constraint jobname_username_uniq
  do update set schedule = excluded.schedule, command = excluded.command, active = true
  returning jobid into id;
  return id;
end
$$;

create function cron.schedule(schedule text, command text) returns bigint language plpgsql as $$
declare
  id bigint;
begin
  perform cron._check_schedule(schedule);
  insert into cron.job (schedule, command) values ($1, $2) returning jobid into id;
  return id;
end
$$;

create function cron.schedule_in_database(
  job_name text, schedule text, command text, database text, username text default null, active boolean default true
) returns bigint language plpgsql as $$
declare
  id bigint;
begin
  perform cron._check_schedule(schedule);
  insert into cron.job (jobname, schedule, command, database, username, active)
  values (job_name, $2, $3, $4, coalesce($5, current_user), $6)
  on conflict on constraint jobname_username_uniq
  do update set schedule = excluded.schedule, command = excluded.command, active = excluded.active
  returning jobid into id;
  return id;
end
$$;

create function cron.unschedule(job_id bigint) returns boolean language plpgsql as $$
begin
  delete from cron.job where jobid = job_id;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_id;
  end if;
  return true;
end
$$;

create function cron.unschedule(job_name text) returns boolean language plpgsql as $$
begin
  delete from cron.job where jobname = job_name and username = current_user;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_name;
  end if;
  return true;
end
$$;

create function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null
) returns void language plpgsql as $$
begin
  if schedule is not null then
    perform cron._check_schedule(schedule);
  end if;
  update cron.job job
  set schedule = coalesce($2, job.schedule), command = coalesce($3, job.command),
    database = coalesce($4, job.database), username = coalesce($5, job.username), active = coalesce($6, job.active)
  where jobid = job_id;
  if not found then
    raise exception 'Job % does not exist or you don''t own it', job_id;
  end if;
end
$$;

create function cron._notify() returns trigger language plpgsql as $$
begin
  notify embedded_pg_cron;
  return null;
end
$$;
create trigger job_cache_invalidate after insert or update or delete on cron.job
  for each statement execute function cron._notify();

grant usage on schema cron to postgres with grant option;
grant select, insert, update, delete on cron.job to postgres;
grant select, insert, update, delete on cron.job_run_details to postgres with grant option;
grant all on all sequences in schema cron to postgres;

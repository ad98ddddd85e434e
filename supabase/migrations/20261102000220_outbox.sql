-- What is to be told to the world when a job ends. A row is written in the transaction that ends the job, so there is one
-- exactly when the job has ended; the function `notify` delivers it at least once.

create table queue.outbox (
  id bigint generated always as identity primary key,
  job_id uuid not null references public.jobs (id) on delete cascade,
  owner uuid not null,
  channel text not null check (channel in ('email')),
  recipient text not null,
  event text not null check (event in ('job.completed', 'job.failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease uuid,
  leased_until timestamptz,
  sent_at timestamptz,
  -- The dead letter: given up, after too many attempts or because it can never be delivered.
  dead_at timestamptz,
  last_error text,
  created_at timestamptz not null default clock_timestamp()
);
alter table queue.outbox enable row level security;
create index outbox_due_idx on queue.outbox (due_at) where sent_at is null and dead_at is null;
create index outbox_owner_idx on queue.outbox (owner, created_at);
create index outbox_job_idx on queue.outbox (job_id);

-- Single-use tokens of the door-bell of `notify`; see queue.ring.
create table queue.notify_bells (
  token uuid primary key default gen_random_uuid(),
  rung_at timestamptz not null default clock_timestamp()
);
alter table queue.notify_bells enable row level security;

create function queue.ring_notify() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  url text := queue.functions_url();
  fresh uuid;
begin
  if url is null then return; end if;
  insert into queue.notify_bells default values returning token into fresh;
  perform net.http_post(
    url := url || '/notify',
    body := jsonb_build_object('token', fresh),
    headers := '{"Content-Type": "application/json"}'::jsonb,
    timeout_milliseconds := 5000);
end $$;

-- Mails go to addresses that nobody has confirmed: an owner may cause so many a day.
create function queue.mail_quota() returns integer language sql immutable as $$ select 500 $$;

create function queue.on_job_ended() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if (select count(*) from queue.outbox
      where owner = new.owner and created_at > now() - interval '1 day') >= queue.mail_quota() then
    perform queue.tell(new.id, 'not_notified', 'No e-mail was sent: that would be too many within a day.');
    return null;
  end if;
  insert into queue.outbox (job_id, owner, channel, recipient, event)
  values (new.id, new.owner, 'email', new.notify ->> 'email', 'job.' || new.status);
  perform queue.ring_notify();
  return null;
end $$;

create trigger tell_end after update on public.jobs for each row
  when (new.status <> old.status and new.status in ('completed', 'failed') and new.notify ->> 'email' is not null)
  execute function queue.on_job_ended();

-- Trades the bell's token for what is due, leased for two minutes: [{id, lease, channel, recipient, event, attempt, token,
-- job}]. `token` opens the job without an account. Null when the bell's token is old, used or unknown.
create function public.begin_deliveries(p_token uuid, p_limit integer default 10) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  deliveries jsonb;
begin
  delete from queue.notify_bells where token = p_token;
  if not found then return null; end if;
  with due as (
    select id from queue.outbox
    where sent_at is null and dead_at is null and due_at <= clock_timestamp()
      and (leased_until is null or leased_until < clock_timestamp())
    order by due_at limit least(p_limit, 50) for update skip locked
  ), leased as (
    update queue.outbox o
    set attempts = attempts + 1, lease = gen_random_uuid(), leased_until = clock_timestamp() + interval '2 minutes'
    from due where o.id = due.id
    returning o.*
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', l.id, 'lease', l.lease, 'channel', l.channel, 'recipient', l.recipient, 'event', l.event,
    'attempt', l.attempts, 'token', queue.new_link(l.job_id), 'job', queue.shared_job(j)) order by l.id), '[]')
  into deliveries
  from leased l join public.jobs j on j.id = l.job_id;
  return deliveries;
end $$;

-- Tells the outcome of one delivery; fenced by its lease. A transient error is tried again with exponential backoff and
-- jitter, from 10 s to an hour, 20 times: about 15 hours.
create function public.end_delivery(p_id bigint, p_lease uuid, p_error text default null, p_permanent boolean default false)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  letter queue.outbox;
begin
  select * into letter from queue.outbox where id = p_id and lease = p_lease and sent_at is null for update;
  if not found then return; end if;
  if p_error is null then
    update queue.outbox set sent_at = clock_timestamp(), lease = null, leased_until = null, last_error = null where id = p_id;
    perform queue.tell(letter.job_id, 'notified', 'The e-mail about it was sent.');
  elsif p_permanent or letter.attempts >= 20 then
    update queue.outbox set dead_at = clock_timestamp(), lease = null, leased_until = null, last_error = left(p_error, 500)
    where id = p_id;
    perform queue.tell(letter.job_id, 'not_notified', 'The e-mail about it could not be delivered.');
  else
    update queue.outbox
    set lease = null, leased_until = null, last_error = left(p_error, 500),
        due_at = clock_timestamp() + make_interval(
          secs => least(3600, 10 * power(2, least(letter.attempts - 1, 20))) * (0.5 + random() / 2))
    where id = p_id;
  end if;
end $$;

-- Rings for what is due and has not been taken up; removes what is done with.
create function queue.sweep_outbox() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  delete from queue.notify_bells where rung_at < clock_timestamp() - interval '10 minutes';
  delete from queue.outbox where id in (
    select id from queue.outbox where coalesce(sent_at, dead_at) < now() - interval '30 days' limit 1000);
  if exists (
    select from queue.outbox
    where sent_at is null and dead_at is null and due_at <= clock_timestamp()
      and (leased_until is null or leased_until < clock_timestamp())
  ) then
    perform queue.ring_notify();
  end if;
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function public.begin_deliveries, public.end_delivery from public, anon, authenticated;
grant execute on function public.begin_deliveries, public.end_delivery to service_role;

select cron.schedule('docmill-outbox', '10 seconds', 'select queue.sweep_outbox()');

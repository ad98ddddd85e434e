-- How many mails one owner, and one address, may get sent a day. Counted apart from the outbox, whose rows go with their
-- job: who deleted his jobs could have mails sent without end, to addresses that nobody has confirmed.

create table queue.mail_counts (
  -- `owner <id>`, or `address <SHA-256>`.
  subject text,
  day date,
  amount integer not null,
  primary key (subject, day)
);
alter table queue.mail_counts enable row level security;
revoke all on table queue.mail_counts from public;

drop function queue.mail_quota();

-- Guests may come as somebody new as often as they like, so an address has a limit of its own.
create function queue.mail_quotas(p_owner uuid, p_address text) returns table (subject text, most integer)
language sql stable security definer set search_path = ''
as $$
  select 'owner ' || p_owner, case when (select u.is_anonymous from auth.users u where u.id = p_owner) then 20 else 500 end
  union all
  select 'address ' || encode(sha256(convert_to(lower(p_address), 'UTF8')), 'hex'),
    case when exists (
      select from auth.users u where u.id = p_owner and lower(u.email) = lower(p_address) and u.email_confirmed_at is not null)
    then 500 else 50 end
$$;

-- Counts one mail more, unless that would be too many within this day.
create function queue.count_mail(p_owner uuid, p_address text) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (
    select from queue.mail_quotas(p_owner, p_address) q
    join queue.mail_counts c on c.subject = q.subject and c.day = current_date where c.amount >= q.most) then
    return false;
  end if;
  insert into queue.mail_counts (subject, day, amount)
  select q.subject, current_date, 1 from queue.mail_quotas(p_owner, p_address) q order by q.subject
  on conflict (subject, day) do update set amount = queue.mail_counts.amount + 1;
  return true;
end $$;

create or replace function queue.on_job_ended() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not queue.count_mail(new.owner, new.notify ->> 'email') then
    perform queue.tell(new.id, 'not_notified', 'No e-mail was sent: that would be too many within a day.');
    return null;
  end if;
  insert into queue.outbox (job_id, owner, channel, recipient, event)
  values (new.id, new.owner, 'email', new.notify ->> 'email', 'job.' || new.status);
  perform queue.ring_notify();
  return null;
end $$;

select cron.schedule('docmill-mail-counts', '20 4 * * *', 'delete from queue.mail_counts where day < current_date - 1');

revoke execute on all functions in schema queue from public;

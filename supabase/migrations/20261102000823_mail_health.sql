-- Whether mails go out. Looks only at those that wait, by their index. Anybody may read the answer, so it tells neither
-- addresses nor what a mail server said.
create function public.mail_health() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  waiting bigint;
  oldest timestamptz;
  problems text[] := '{}';
begin
  select count(*), min(o.created_at) into waiting, oldest
  from (select created_at from queue.outbox where sent_at is null and dead_at is null limit 10000) o;
  if oldest < clock_timestamp() - interval '5 minutes' then
    problems := problems || format(
      '%s waited since %s to be delivered: does the mail server answer? The log of notify says what went wrong.',
      case when waiting = 1 then 'A mail has' else waiting || ' mails have' end, date_trunc('second', oldest));
  end if;
  return jsonb_build_object('waiting', waiting, 'problems', to_jsonb(problems));
end $$;

revoke execute on function public.mail_health from public, anon, authenticated;
grant execute on function public.mail_health to service_role;

-- Every change of a worksheet's questions is broadcast to its private topic `questions:{job}`: event `question` with the
-- row, `question.deleted` with its id. A change of many at once is one event `questions.changed`: read them anew. As with
-- jobs, a message is news, not truth: each row carries its version.

create function queue.question_news(job uuid, amount bigint) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if amount <= 20 then return true; end if;
  perform realtime.send(jsonb_build_object('job_id', job, 'count', amount), 'questions.changed', 'questions:' || job, true);
  return false;
end $$;

create function queue.broadcast_questions() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  each record;
begin
  for each in select job_id, count(*) as amount from changed group by job_id loop
    continue when not queue.question_news(each.job_id, each.amount);
    if tg_op = 'DELETE' then
      perform realtime.send(
        jsonb_build_object('id', c.id, 'job_id', c.job_id, 'version', c.version + 1), 'question.deleted', 'questions:' || c.job_id, true)
      from changed c where c.job_id = each.job_id;
    else
      -- Without the readings that it came from: a message has its limit, and who shows them reads the row.
      perform realtime.send(to_jsonb(c) - 'extracted' - 'proposed' || jsonb_build_object('has_proposal', c.proposed is not null),
        'question', 'questions:' || c.job_id, true)
      from changed c where c.job_id = each.job_id;
    end if;
  end loop;
  return null;
end $$;
revoke execute on function queue.question_news, queue.broadcast_questions from public;

create trigger broadcast_insert after insert on public.questions referencing new table as changed
  for each statement execute function queue.broadcast_questions();
create trigger broadcast_update after update on public.questions referencing new table as changed
  for each statement execute function queue.broadcast_questions();
create trigger broadcast_delete after delete on public.questions referencing old table as changed
  for each statement execute function queue.broadcast_questions();

create function public.can_read_worksheet(p_topic text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.jobs j
    where j.id = case when p_topic ~ '^questions:[0-9a-f-]{36}$' then substr(p_topic, 11)::uuid end
      and j.kind = 'questions' and (j.owner = auth.uid() or public.is_admin()))
$$;
revoke execute on function public.can_read_worksheet from public, anon;
grant execute on function public.can_read_worksheet to authenticated;

create policy "readers of a worksheet listen to its questions" on realtime.messages for select to authenticated
  using (
    extension = 'broadcast' and (select realtime.topic()) like 'questions:%'
    and (select public.can_read_worksheet((select realtime.topic()))));

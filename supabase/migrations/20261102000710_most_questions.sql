-- A worksheet has at most 20,000 questions, however they come to be: splitting makes new ones, too.

create or replace function queue.add_question(job public.jobs, p_question jsonb, place double precision) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  wanted public.questions;
  question public.questions;
  fresh uuid := coalesce((p_question ->> 'id')::uuid, gen_random_uuid());
  removed jsonb;
begin
  perform queue.check_reading(p_question);
  if (select count(*) from public.questions where job_id = job.id) >= 20000 then
    perform queue.refuse('quota_exceeded', 'A worksheet has at most 20,000 questions.');
  end if;
  if exists (select from public.questions where id = fresh) then
    perform queue.refuse('invalid_request', 'There is a question with this id already.');
  end if;
  wanted := jsonb_populate_record(null::public.questions, p_question);
  perform queue.check_crop(job.id, job.owner, wanted.crop_path);
  -- A deletion that is undone.
  delete from queue.removed_questions r where r.id = fresh and r.job_id = job.id returning r.extracted into removed;
  insert into public.questions (
    id, job_id, owner, position, section, number, stem, text, parts, options, marks, boxes, crop_path, tags, status,
    edited_by_person, changed_by, extracted)
  values (
    fresh, job.id, job.owner, place, wanted.section, coalesce(wanted.number, ''), wanted.stem, coalesce(wanted.text, ''),
    coalesce(wanted.parts, '[]'), coalesce(wanted.options, '[]'), wanted.marks, coalesce(wanted.boxes, '[]'),
    wanted.crop_path, coalesce(wanted.tags, '{}'), coalesce(wanted.status, 'draft'), true, auth.uid(), removed)
  returning * into question;
  return question;
end $$;

revoke execute on all functions in schema queue from public;

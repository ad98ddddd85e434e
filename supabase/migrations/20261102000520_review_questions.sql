-- What a reviewer does with the questions of his worksheet. Each function acts as the caller, on his own questions, and
-- names the versions that he saw: who comes second is told so and is shown the row as it is now.

-- A question that the caller may change, locked. Somebody else's is none; an admin reads and deletes and changes nothing.
create function queue.own_question(p_id uuid, p_version bigint) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions;
begin
  -- The job first: those who change several of its questions take turns.
  perform from public.jobs j where j.id = (select job_id from public.questions where id = p_id and owner = auth.uid())
    for no key update;
  select * into question from public.questions q where q.id = p_id and q.owner = auth.uid() for update;
  if not found and public.is_admin() and exists (select from public.questions q where q.id = p_id) then
    perform queue.refuse('forbidden', 'This question is somebody else''s: an admin may read and delete it, not change it.');
  elsif not found then
    raise exception using errcode = 'P0001', detail = 'question_not_found', hint = p_id::text,
      message = 'This question is not there any more: somebody has deleted it, or merged it into another.';
  end if;
  if p_version is null then
    perform queue.refuse('invalid_request', 'Say which version of the question you saw.');
  elsif question.version <> p_version then
    raise exception using errcode = 'P0001', detail = 'version_conflict', hint = to_jsonb(question)::text,
      message = format('Question %s was changed meanwhile. Look at it as it is now and change it again.', question.number);
  end if;
  return question;
end $$;

-- The caller's worksheet, locked against others who change its questions.
create function queue.own_worksheet(p_job_id uuid) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs;
begin
  select * into job from public.jobs j where j.id = p_job_id and j.kind = 'questions' and j.owner = auth.uid() for no key update;
  if not found then
    perform queue.refuse('job_not_found', format('You have no worksheet %s.', p_job_id));
  end if;
  return job;
end $$;

create function queue.check_reading(p_changes jsonb) returns void
language plpgsql set search_path = ''
as $$
declare
  name text;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' then
    perform queue.refuse('invalid_request', 'Changes must be an object.');
  end if;
  select key into name from jsonb_object_keys(p_changes) as key
  where key not in ('id', 'version', 'position', 'section', 'number', 'stem', 'text', 'parts', 'options', 'marks', 'boxes',
    'crop_path', 'tags', 'status') limit 1;
  if found then perform queue.refuse('invalid_request', format('A question has no "%s" to be changed.', left(name, 40))); end if;
  if p_changes ? 'boxes' and not queue.are_boxes(p_changes -> 'boxes') then
    perform queue.refuse('invalid_request', 'Boxes must be a list of {page, x0, y0, x1, y1} with x0 < x1 and y0 < y1, in points from the lower left.');
  end if;
  if p_changes ? 'number' and coalesce(length(p_changes ->> 'number'), 41) > 40 then
    perform queue.refuse('invalid_request', 'A number has at most 40 characters.');
  end if;
  if length(p_changes ->> 'text') > 20000 or length(p_changes ->> 'stem') > 20000 or length(p_changes ->> 'section') > 500 then
    perform queue.refuse('invalid_request', 'The text is too long: a question has at most 20,000 characters, a section 500.');
  end if;
  foreach name in array array['number', 'text', 'position'] loop
    if p_changes ? name and p_changes ->> name is null then
      perform queue.refuse('invalid_request', format('"%s" cannot be nothing.', name));
    end if;
  end loop;
  foreach name in array array['parts', 'options'] loop
    if p_changes ? name and not queue.is_list(p_changes -> name) then
      perform queue.refuse('invalid_request', format('"%s" must be a list.', name));
    end if;
  end loop;
  if p_changes ? 'tags' and jsonb_typeof(p_changes -> 'tags') <> 'object' then
    perform queue.refuse('invalid_request', 'Tags must be an object.');
  end if;
  if jsonb_typeof(p_changes -> 'marks') not in ('number', 'null')
    or (p_changes ->> 'marks')::numeric not between 0 and 10000 then
    perform queue.refuse('invalid_request', 'Marks must be a number from 0 to 10,000, or nothing.');
  end if;
  if p_changes ? 'status' and coalesce(p_changes ->> 'status', '') not in ('draft', 'approved') then
    perform queue.refuse('invalid_request', 'A question is "draft" or "approved".');
  end if;
end $$;

-- A crop lies in the folder of its own job, where only its owner and the pipeline write.
create function queue.check_crop(job uuid, owner uuid, crop text) returns void
language plpgsql set search_path = ''
as $$
begin
  if crop is not null and (not starts_with(crop, format('%s/%s/crops/', owner, job)) or crop ~ '(^|/)\.\.?(/|$)') then
    perform queue.refuse('invalid_request', 'A crop lies in the folder "crops" of its own job.');
  end if;
end $$;

-- Only who changes what a question says has edited it: order, judgement and pictures are not content.
create function queue.is_content(p_changes jsonb) returns boolean
language sql immutable set search_path = ''
as $$ select p_changes ?| array['section', 'number', 'stem', 'text', 'parts', 'options', 'marks', 'boxes', 'tags'] $$;

-- Changes questions, all or none: `[{id, version, …fields}]`. In one statement, so that a change of many is one piece of news.
create function public.update_questions(p_changes jsonb) returns setof public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  change jsonb;
  question public.questions;
begin
  if not queue.is_list(p_changes) or jsonb_array_length(p_changes) > 5000
    or (select count(distinct c ->> 'id') from jsonb_array_elements(p_changes) c) <> jsonb_array_length(p_changes) then
    perform queue.refuse('invalid_request', 'Changes must be a list of at most 5,000 different questions, each with its id.');
  end if;
  for change in select c from jsonb_array_elements(p_changes) c order by c ->> 'id' loop
    question := queue.own_question((change ->> 'id')::uuid, (change ->> 'version')::bigint);
    perform queue.check_reading(change);
    if change ->> 'crop_path' is distinct from question.crop_path then
      perform queue.check_crop(question.job_id, question.owner, change ->> 'crop_path');
    end if;
  end loop;
  return query
  update public.questions q
  set position = w.position, section = w.section, number = w.number, stem = w.stem, text = w.text, parts = w.parts,
      options = w.options, marks = w.marks, boxes = w.boxes, crop_path = w.crop_path, tags = w.tags, status = w.status,
      changed_by = auth.uid(), edited_by_person = q.edited_by_person or queue.is_content(c)
  from jsonb_array_elements(p_changes) c
  join public.questions old on old.id = (c ->> 'id')::uuid
  cross join lateral jsonb_populate_record(old, c - array['id', 'version']) w
  where q.id = old.id
  returning q.*;
end $$;

-- Changes some fields of one question.
create function public.update_question(p_id uuid, p_version bigint, p_changes jsonb) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions;
begin
  perform queue.check_reading(p_changes);
  select * into question from public.update_questions(
    jsonb_build_array(p_changes || jsonb_build_object('id', p_id, 'version', p_version)));
  return question;
end $$;

-- The position right behind a question, or in front of all when there is none named.
create function queue.position_after(job uuid, p_after uuid) returns double precision
language plpgsql security definer set search_path = ''
as $$
declare
  before double precision;
  behind double precision;
begin
  if p_after is null then
    return coalesce((select min(position) from public.questions where job_id = job), 2048) - 1024;
  end if;
  select position into before from public.questions where id = p_after and job_id = job;
  if not found then
    perform queue.refuse('invalid_request', 'The question to put it behind is not there any more. Choose another place.');
  end if;
  select min(position) into behind from public.questions where job_id = job and position > before;
  behind := coalesce(behind, before + 2048);
  if behind - before < 1e-6 then
    -- No room left between the two: everybody moves apart.
    update public.questions q set position = n.row_number * 1024
    from (select id, row_number() over (order by position, id) from public.questions where job_id = job) n
    where q.id = n.id;
    return queue.position_after(job, p_after);
  end if;
  return (before + behind) / 2;
end $$;

-- Moves a question right behind another, or to the front.
create function public.move_question(p_id uuid, p_version bigint, p_after uuid default null) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions := queue.own_question(p_id, p_version);
  place double precision;
begin
  perform queue.own_worksheet(question.job_id);
  if p_after = p_id then return question; end if;
  place := queue.position_after(question.job_id, p_after);
  update public.questions set position = place, changed_by = auth.uid() where id = p_id returning * into question;
  return question;
end $$;

create function queue.add_question(job public.jobs, p_question jsonb, place double precision) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  wanted public.questions;
  question public.questions;
  fresh uuid := coalesce((p_question ->> 'id')::uuid, gen_random_uuid());
  removed jsonb;
begin
  perform queue.check_reading(p_question);
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

-- Adds a question right behind another, or in front of all. With the id of one that was deleted it is that one again.
create function public.create_question(p_job_id uuid, p_question jsonb, p_after uuid default null) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_worksheet(p_job_id);
begin
  if (select count(*) from public.questions where job_id = p_job_id) >= 20000 then
    perform queue.refuse('quota_exceeded', 'A worksheet has at most 20,000 questions.');
  end if;
  return queue.add_question(job, p_question,
    coalesce((p_question ->> 'position')::double precision, queue.position_after(p_job_id, p_after)));
end $$;

create function queue.remove_question(question public.questions) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if question.extracted is not null then
    insert into queue.removed_questions (id, job_id, extracted) values (question.id, question.job_id, question.extracted)
    on conflict (id) do update set extracted = excluded.extracted;
  end if;
  delete from public.questions where id = question.id;
end $$;

-- Deletes a question: its owner the version that he saw, an admin any.
create function public.delete_question(p_id uuid, p_version bigint default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions;
begin
  if public.is_admin() then
    select * into question from public.questions where id = p_id for update;
    if found and question.owner <> auth.uid() then
      perform queue.remove_question(question);
      return;
    end if;
  end if;
  perform queue.remove_question(queue.own_question(p_id, p_version));
end $$;

-- Splits a question: the first piece stays the question, the others come right behind it. A piece names what differs from
-- the question; a later one starts with nothing but the section, stem and tags.
create function public.split_question(p_id uuid, p_version bigint, p_pieces jsonb) returns setof public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions := queue.own_question(p_id, p_version);
  job public.jobs := queue.own_worksheet(question.job_id);
  piece jsonb;
  behind uuid := p_id;
  shared jsonb := jsonb_build_object('section', question.section, 'stem', question.stem, 'tags', question.tags);
begin
  if not queue.is_list(p_pieces) or jsonb_array_length(p_pieces) not between 2 and 100 then
    perform queue.refuse('invalid_request', 'A question is split into 2 to 100 pieces.');
  end if;
  return next public.update_question(p_id, p_version, p_pieces -> 0);
  for piece in select p from jsonb_array_elements(p_pieces) with ordinality as pieces(p, n) where n > 1 order by n loop
    question := queue.add_question(job, shared || piece, queue.position_after(job.id, behind));
    behind := question.id;
    return next question;
  end loop;
end $$;

-- Merges questions, named in the order in which they are to be joined, into the first: `[{id, version}]`. Texts, parts,
-- options and boxes follow each other, marks add up; `p_changes` says what should be otherwise.
create function public.merge_questions(p_questions jsonb, p_changes jsonb default '{}') returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  each jsonb;
  other public.questions;
  merged public.questions;
  into_id uuid := (p_questions -> 0 ->> 'id')::uuid;
  changes jsonb;
begin
  if not queue.is_list(p_questions) or jsonb_array_length(p_questions) not between 2 and 200
    or (select count(distinct q ->> 'id') from jsonb_array_elements(p_questions) q) <> jsonb_array_length(p_questions) then
    perform queue.refuse('invalid_request', 'Name 2 to 200 different questions to merge.');
  end if;
  for each in select q from jsonb_array_elements(p_questions) q order by q ->> 'id' loop
    perform queue.own_question((each ->> 'id')::uuid, (each ->> 'version')::bigint);
  end loop;
  select * into merged from public.questions where id = into_id;
  perform queue.own_worksheet(merged.job_id);
  for other in
    select q.* from jsonb_array_elements(p_questions) with ordinality as named(n, place)
    join public.questions q on q.id = (n ->> 'id')::uuid where place > 1 order by place
  loop
    if other.job_id <> merged.job_id then
      perform queue.refuse('invalid_request', 'Only questions of one worksheet can be merged.');
    end if;
    merged.text := concat_ws(e'\n', nullif(merged.text, ''), nullif(other.text, ''));
    merged.parts := merged.parts || other.parts;
    merged.options := merged.options || other.options;
    merged.boxes := merged.boxes || other.boxes;
    merged.marks := case when merged.marks is null then other.marks else merged.marks + coalesce(other.marks, 0) end;
    perform queue.remove_question(other);
  end loop;
  changes := jsonb_build_object('text', merged.text, 'parts', merged.parts, 'options', merged.options, 'boxes', merged.boxes,
    'marks', merged.marks) || p_changes;
  return public.update_question(into_id, merged.version, changes);
end $$;

-- Numbers the questions of a worksheet anew in their order, from `p_first` on; with `p_by_section` each section begins anew.
create function public.renumber_questions(p_job_id uuid, p_first integer default 1, p_by_section boolean default false)
returns setof public.questions
language plpgsql security definer set search_path = ''
as $$
begin
  perform queue.own_worksheet(p_job_id);
  return query
  update public.questions q set number = n.number, edited_by_person = true, changed_by = auth.uid()
  from (
    select id, (p_first - 1 + row_number() over (
      partition by case when p_by_section then coalesce(section, '') end order by position, id))::text as number
    from public.questions where job_id = p_job_id) n
  where q.id = n.id and q.number <> n.number
  returning q.*;
end $$;

-- Approves questions or takes that back: those of `p_versions` (`{id: version}`, as the caller saw them), or all of the
-- worksheet. Answers with those that changed.
create function public.approve_questions(p_job_id uuid, p_versions jsonb default null, p_approved boolean default true)
returns setof public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  wanted text := case when p_approved then 'approved' else 'draft' end;
  seen record;
begin
  perform queue.own_worksheet(p_job_id);
  for seen in select key::uuid as id, value::bigint as version from jsonb_each_text(coalesce(p_versions, '{}')) order by key loop
    perform queue.own_question(seen.id, seen.version);
  end loop;
  return query
  update public.questions q set status = wanted, changed_by = auth.uid()
  where q.job_id = p_job_id and q.status <> wanted and (p_versions is null or p_versions ? q.id::text)
  returning q.*;
end $$;

-- Takes what a later extraction read in place of what a person kept, or dismisses it.
create function public.settle_proposal(p_id uuid, p_version bigint, p_take boolean) returns public.questions
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions := queue.own_question(p_id, p_version);
begin
  if question.proposed is null then return question; end if;
  if p_take then
    perform public.update_question(p_id, p_version, question.proposed - array['position', 'confidence']);
  end if;
  update public.questions q
  set proposed = null, changed_by = auth.uid(), edited_by_person = q.edited_by_person and not p_take
  where q.id = p_id returning * into question;
  return question;
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function
  public.update_question, public.update_questions, public.move_question, public.create_question, public.delete_question,
  public.split_question, public.merge_questions, public.renumber_questions, public.approve_questions, public.settle_proposal
  from public, anon;
grant execute on function
  public.update_question, public.update_questions, public.move_question, public.create_question, public.delete_question,
  public.split_question, public.merge_questions, public.renumber_questions, public.approve_questions, public.settle_proposal
  to authenticated;

-- Questions: a place is a number that can be counted with; those who change questions of several worksheets at once take
-- turns in one order, so that they cannot wait for each other; and `extractions` holds pictures and nothing else.

update storage.buckets set allowed_mime_types = '{image/png}' where id = 'extractions';

create or replace function queue.check_reading(p_changes jsonb) returns void
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
  -- As a text it could be NaN or Infinity, which no other question can be put beside.
  if p_changes ? 'position' and (jsonb_typeof(p_changes -> 'position') <> 'number'
    or (p_changes ->> 'position')::numeric not between -1e12 and 1e12) then
    perform queue.refuse('invalid_request', 'A position is a number between -1e12 and 1e12.');
  end if;
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

-- What there is stays what it is; the rule is for what comes.
alter table public.questions add constraint position_is_finite check (position between -1e15 and 1e15) not valid;

-- Locks the caller's worksheets that the named questions are of, always in the same order.
create function queue.lock_worksheets(p_questions jsonb) returns void
language plpgsql set search_path = ''
as $$
begin
  perform from public.jobs j
  where j.id in (
    select q.job_id from public.questions q
    where q.owner = auth.uid() and q.id in (select (named ->> 'id')::uuid from jsonb_array_elements(p_questions) as named))
  order by j.id for no key update;
end $$;

-- Changes questions, all or none: `[{id, version, …fields}]`. In one statement, so that a change of many is one piece of news.
create or replace function public.update_questions(p_changes jsonb) returns setof public.questions
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
  perform queue.lock_worksheets(p_changes);
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

-- Merges questions, named in the order in which they are to be joined, into the first: `[{id, version}]`. Texts, parts,
-- options and boxes follow each other, marks add up; `p_changes` says what should be otherwise.
create or replace function public.merge_questions(p_questions jsonb, p_changes jsonb default '{}') returns public.questions
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
  perform queue.lock_worksheets(p_questions);
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

-- Deletes a question: its owner the version that he saw, an admin any. The job's row is locked first, as by all others.
create or replace function public.delete_question(p_id uuid, p_version bigint default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  question public.questions;
begin
  if public.is_admin() then
    perform from public.jobs j where j.id = (select q.job_id from public.questions q where q.id = p_id) for no key update;
    select * into question from public.questions where id = p_id for update;
    if found and question.owner <> auth.uid() then
      perform queue.remove_question(question);
      return;
    end if;
  end if;
  perform queue.remove_question(queue.own_question(p_id, p_version));
end $$;

revoke execute on all functions in schema queue from public;

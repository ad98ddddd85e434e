-- How an extraction's questions become rows: all at once, from the holder of the lease. What a person has kept stays as it
-- is; where the new extraction reads it otherwise, that is put beside it as `proposed`.

-- What makes a reading different: not its place in the order, nor its picture, nor what is only a guess about it.
create function queue.content_of(reading jsonb) returns jsonb
language sql immutable set search_path = ''
as $$ select reading - array['position', 'crop_path', 'confidence', 'tags'] $$;

-- Readings of two extractions are of the same question when section, number and first page agree; where several do, in order.
create function queue.reading_keys(readings jsonb) returns table (index integer, key text)
language sql immutable set search_path = ''
as $$
  select r.index::integer, concat_ws(e'\x1f', coalesce(r.value ->> 'section', ''), r.value ->> 'number',
    r.value #>> '{boxes,0,page}', row_number() over (
      partition by coalesce(r.value ->> 'section', ''), r.value ->> 'number', r.value #>> '{boxes,0,page}'
      order by (r.value ->> 'position')::double precision, r.index))
  from jsonb_array_elements(readings) with ordinality as r(value, index)
$$;

-- p_questions: readings `{position, section, number, stem, text, parts, options, marks, boxes, crop_path, tags, confidence}`
-- in order. Fenced by the lease's token; doing it again changes nothing. Answers with the number of questions that there are now.
create function public.publish_questions(p_job_id uuid, p_token uuid, p_questions jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  lease queue.leases := queue.lock_lease(p_job_id, p_token);
  old_ids uuid[];
  old_readings jsonb;
begin
  if lease.job_id is null then return queue.why_lost(p_job_id); end if;
  perform from public.jobs where id = p_job_id for no key update;

  select array_agg(o.id order by o.id), coalesce(jsonb_agg(o.extracted order by o.id), '[]') into old_ids, old_readings
  from (
    select id, extracted from public.questions where job_id = p_job_id and extracted is not null
    union all
    select id, extracted from queue.removed_questions where job_id = p_job_id) o;

  create temporary table reading on commit drop as
  select coalesce(old_ids[o.index], gen_random_uuid()) as id, o.index is not null as is_known, p_questions -> (n.index - 1) as reading
  from queue.reading_keys(p_questions) n
  left join queue.reading_keys(old_readings) o using (key);

  -- Kept by a person: the row stays, a different reading is proposed.
  update public.questions q
  set proposed = r.reading, extracted = r.reading, changed_by = null
  from reading r
  where q.id = r.id and q.job_id = p_job_id and (q.edited_by_person or q.status = 'approved')
    and queue.content_of(q.extracted) <> queue.content_of(r.reading);

  delete from public.questions q
  where q.job_id = p_job_id and not q.edited_by_person and q.status = 'draft' and q.extracted is not null
    and not exists (select from reading r where r.id = q.id);

  update public.questions q
  set position = n.position, section = n.section, number = n.number, stem = n.stem, text = n.text, parts = n.parts,
      options = n.options, marks = n.marks, boxes = n.boxes, crop_path = n.crop_path, tags = n.tags,
      confidence = n.confidence, extracted = r.reading, proposed = null, changed_by = null
  from reading r, jsonb_populate_record(null::public.questions, r.reading) n
  where q.id = r.id and q.job_id = p_job_id and not q.edited_by_person and q.status = 'draft'
    and q.extracted <> r.reading;

  insert into public.questions (
    id, job_id, owner, position, section, number, stem, text, parts, options, marks, boxes, crop_path, tags, confidence, extracted)
  select r.id, p_job_id, lease.owner, n.position, n.section, n.number, n.stem, n.text, n.parts, n.options, n.marks, n.boxes,
    n.crop_path, n.tags, n.confidence, r.reading
  from reading r, jsonb_populate_record(null::public.questions, r.reading) n
  where not r.is_known;

  drop table reading;
  return jsonb_build_object('ok', true, 'count', (select count(*) from public.questions where job_id = p_job_id));
end $$;

-- A completed worksheet may be extracted again: its questions stay until the new extraction has come to its end.
create or replace function queue.allows(from_status text, to_status text) returns boolean
language sql immutable
as $$
  select (from_status, to_status) in (
    ('queued', 'processing'),     -- begin
    ('queued', 'cancelled'),      -- cancel
    ('queued', 'failed'),         -- sweep: nobody answered the door-bell
    ('processing', 'queued'),     -- transient failure: try again later
    ('processing', 'completed'),  -- complete
    ('processing', 'failed'),     -- fail, stage timeout
    ('processing', 'cancelled'),  -- cancel
    ('completed', 'queued'),      -- extract again
    ('failed', 'queued'),         -- retry
    ('cancelled', 'queued')       -- retry
  )
$$;

-- Extracts a worksheet anew, with other options where they are given.
create function public.extract_again(p_job_id uuid, p_options jsonb default null) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_job(p_job_id);
  parts text := format('%s/%s/parts/', job.owner, job.id);
begin
  if job.kind <> 'questions' or job.owner <> auth.uid() then
    perform queue.refuse('invalid_state', 'Only a worksheet of your own can be extracted again.');
  elsif job.status not in ('completed', 'failed', 'cancelled') then
    perform queue.refuse('invalid_state', format('The job is %s; it can be extracted again when it has ended.', job.status));
  elsif jsonb_typeof(coalesce(p_options, '{}')) <> 'object' then
    perform queue.refuse('invalid_options', 'Options must be an object.');
  end if;
  -- What the last extraction left is not removed from under the new one: not at all, or it has been by now.
  delete from queue.trash where bucket = 'results' and prefix = parts and due_at <= now();
  if exists (select from queue.trash where bucket = 'results' and prefix = parts) then
    perform queue.refuse('invalid_state', 'The last extraction is just being tidied up. Try again in a minute.');
  end if;
  perform queue.forget_checkpoint(p_job_id);
  update public.job_files set status = 'pending', error = null where job_id = p_job_id and role = 'input';
  -- The result stays as well: until there is a new one it says what there is.
  update public.jobs
  set status = 'queued', attempt = 0, progress = 0, stage = null, message = null, error = null, processed_files = 0,
      options = coalesce(p_options, options), started_at = null, completed_at = null, expires_at = null
  where id = p_job_id returning * into job;
  perform queue.tell(p_job_id, 'extracted_again', 'Queued to be extracted again.');
  perform queue.add(array[p_job_id]);
  return job;
end $$;

revoke execute on all functions in schema queue from public;
revoke execute on function public.publish_questions, public.extract_again from public, anon, authenticated;
grant execute on function public.publish_questions to service_role;
grant execute on function public.extract_again to authenticated;

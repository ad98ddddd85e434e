-- A job meets the same limits however it is asked for: made, tried again, or extracted again. And a file that is named
-- twice is told, where the table's own rule would only say that something failed. What was one long function is three: the
-- limits, the files, the job.

-- Refuses when the caller has too many jobs waiting, or his Storage is full.
create function queue.check_room(limits queue.kinds) returns void
language plpgsql set search_path = ''
as $$
begin
  if (select count(*) from (select from queue.waiting w where w.kind = limits.kind and w.owner = auth.uid()
      limit limits.max_waiting_per_owner) w) >= limits.max_waiting_per_owner then
    perform queue.refuse('quota_exceeded', format('You have %s jobs waiting, which is the limit. Wait until some are done.', limits.max_waiting_per_owner), 30);
  end if;
  perform public.check_storage_quota();
end $$;

-- Refuses to start a job anew that was started over and over: each start costs as much as a new job.
create function queue.check_restart(job public.jobs) returns void
language plpgsql set search_path = ''
as $$
begin
  if not public.is_admin() and (
    select count(*) from public.job_events e where e.job_id = job.id and e.type in ('retried', 'extracted_again')
      and e.at > clock_timestamp() - interval '1 hour') >= 20 then
    perform queue.refuse('quota_exceeded', 'This job was started anew 20 times within an hour, which is the limit. Try again later.', 3600);
  end if;
  perform queue.check_room(k) from queue.kinds k where k.kind = job.kind;
end $$;

-- The files that the caller names for a job, as Storage has them: [{ordinal, path, name, media_type, bytes, checksum}].
create function queue.named_files(p_files jsonb, limits queue.kinds) returns jsonb
language plpgsql set search_path = ''
as $$
declare
  amount integer := jsonb_array_length(p_files);
  files jsonb;
  broken jsonb;
  twice text;
begin
  if amount = 0 then
    perform queue.refuse('invalid_request', 'Name at least one file.');
  end if;
  if amount > limits.max_files then
    perform queue.refuse('too_many_files', format('%s takes at most %s file(s) a job; %s were given.', limits.kind, limits.max_files, amount));
  end if;
  select f ->> 'path' into twice from jsonb_array_elements(p_files) f group by f ->> 'path' having count(*) > 1 limit 1;
  if twice is not null then
    perform queue.refuse('invalid_request', format('The file at "%s" is named twice. Name each file once.', left(twice, 200)));
  end if;

  select jsonb_agg(jsonb_build_object(
    'ordinal', f.ordinality, 'path', f.value ->> 'path',
    'name', left(coalesce(nullif(f.value ->> 'name', ''), 'file'), 255),
    'media_type', coalesce(f.value ->> 'media_type', 'application/octet-stream'),
    'bytes', (o.metadata ->> 'size')::bigint, 'checksum', o.metadata ->> 'eTag') order by f.ordinality)
  into files
  from jsonb_array_elements(p_files) with ordinality f
  left join storage.objects o
    on o.bucket_id = limits.bucket and o.name = f.value ->> 'path' and (storage.foldername(o.name))[1] = auth.uid()::text;

  -- Storage is reached by URL, where such segments would lead to somebody else's files.
  select f into broken from jsonb_array_elements(files) f
  where coalesce(f ->> 'path', '') !~ '^[^/]+(/[^/]+)+$' or f ->> 'path' ~ '(^|/)\.\.?(/|$)' limit 1;
  if broken is not null then
    perform queue.refuse('file_not_found', format('There cannot be a file at "%s".', left(broken ->> 'path', 200)));
  end if;

  select f into broken from jsonb_array_elements(files) f
  where coalesce((f ->> 'bytes')::bigint, -1) not between limits.min_file_bytes and limits.max_file_bytes limit 1;
  if broken ->> 'bytes' = '0' then
    perform queue.refuse('empty_file', format('%s is empty. Choose a file with content.', broken ->> 'name'));
  elsif broken ->> 'bytes' is not null then
    perform queue.refuse('too_large', format('%s has %s MB; the limit is %s MB.', broken ->> 'name',
      ceil((broken ->> 'bytes')::bigint / 1048576.0), limits.max_file_bytes / 1048576));
  elsif broken is not null then
    perform queue.refuse('file_not_found', format(
      'There is no uploaded file at "%s". Upload it to the bucket %s, below your own id, first.', broken ->> 'path', limits.bucket));
  end if;

  if not exists (select from jsonb_array_elements(files) f where (f ->> 'bytes')::bigint > 0) then
    perform queue.refuse('empty_file', 'The files are empty. Choose files with content.');
  end if;
  return files;
end $$;

-- Creates a job from files that the caller has put into the kind's bucket.
-- p_files: [{path, name, media_type}]. Size and ownership are taken from Storage, not from the caller.
-- With an idempotency key, asking again returns the job of the first time.
create or replace function public.create_job(
  p_kind text, p_files jsonb, p_title text default null, p_options jsonb default '{}', p_notify jsonb default null,
  p_batch_id uuid default null, p_idempotency_key text default null, p_priority smallint default 0
) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  caller uuid := auth.uid();
  limits queue.kinds;
  job public.jobs;
  id uuid := gen_random_uuid();
  files jsonb;
  recent integer;
begin
  if caller is null then
    perform queue.refuse('unauthorized', 'Sign in first: a job needs an owner.');
  end if;
  select * into limits from queue.kinds where kind = p_kind;
  if not found then
    perform queue.refuse('invalid_request', format('There is no kind "%s".', p_kind));
  end if;
  if p_idempotency_key is not null then
    select * into job from public.jobs j where j.owner = caller and j.idempotency_key = p_idempotency_key;
    if found then return job; end if;
  end if;
  if jsonb_typeof(p_files) is distinct from 'array' or jsonb_typeof(coalesce(p_options, '{}')) <> 'object' then
    perform queue.refuse('invalid_request', 'Files must be an array and options an object.');
  end if;
  files := queue.named_files(p_files, limits);
  perform queue.check_room(limits);
  select count(*) into recent from (
    select from public.jobs j where j.owner = caller and j.created_at > now() - interval '1 minute'
    limit limits.max_created_per_minute) j;
  if recent >= limits.max_created_per_minute then
    perform queue.refuse('quota_exceeded', format('You have created %s jobs within a minute, which is the limit. Try again in a minute.', recent), 60);
  end if;

  begin
    insert into public.jobs (id, owner, kind, title, options, notify, batch_id, idempotency_key, priority, total_files, max_attempts)
    values (id, caller, p_kind, left(coalesce(nullif(trim(p_title), ''), files -> 0 ->> 'name'), 200),
      coalesce(p_options, '{}'), p_notify, p_batch_id, p_idempotency_key, p_priority, jsonb_array_length(files), limits.max_attempts)
    returning * into job;
  exception when unique_violation then
    select * into job from public.jobs j where j.owner = caller and j.idempotency_key = p_idempotency_key;
    if not found then raise; end if;
    return job;
  end;

  insert into public.job_files (job_id, role, ordinal, bucket, path, name, media_type, bytes, checksum)
  select id, 'input', f.ordinal, limits.bucket, f.path, f.name, f.media_type, f.bytes, f.checksum
  from jsonb_to_recordset(files) as f(ordinal integer, path text, name text, media_type text, bytes bigint, checksum text);
  perform queue.tell(id, 'created', 'Received and queued.');
  return job;
end $$;

create or replace function public.retry_job(p_job_id uuid) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_job(p_job_id);
begin
  if job.status not in ('failed', 'cancelled') then
    perform queue.refuse('invalid_state', format('Only a failed or cancelled job can be tried again; this one is %s.', job.status));
  end if;
  perform queue.check_restart(job);
  perform queue.forget_checkpoint(p_job_id);
  update public.job_files set status = 'pending', error = null where job_id = p_job_id and role = 'input';
  update public.jobs
  set status = 'queued', attempt = 0, progress = 0, stage = null, message = null, error = null, result = null,
      processed_files = 0, started_at = null, completed_at = null, expires_at = null
  where id = p_job_id returning * into job;
  perform queue.tell(p_job_id, 'retried', 'Queued again on request.');
  perform queue.add(array[p_job_id]);
  return job;
end $$;

-- Extracts a worksheet anew, with other options where they are given.
create or replace function public.extract_again(p_job_id uuid, p_options jsonb default null) returns public.jobs
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
  perform queue.check_restart(job);
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

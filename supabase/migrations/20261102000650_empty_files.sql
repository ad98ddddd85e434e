-- In an inbox an empty file is told of beside the others, instead of keeping them from being read.

alter table queue.kinds add column min_file_bytes integer not null default 1 check (min_file_bytes >= 0);
update queue.kinds set min_file_bytes = 0 where kind = 'documents';

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
  amount integer;
  files jsonb;
  broken jsonb;
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
  amount := jsonb_array_length(p_files);
  if amount = 0 then
    perform queue.refuse('invalid_request', 'Name at least one file.');
  end if;
  if amount > limits.max_files then
    perform queue.refuse('too_many_files', format('%s takes at most %s file(s) a job; %s were given.', p_kind, limits.max_files, amount));
  end if;
  if (select count(*) from (select from queue.waiting w where w.kind = p_kind and w.owner = caller
      limit limits.max_waiting_per_owner) w) >= limits.max_waiting_per_owner then
    perform queue.refuse('quota_exceeded', format('You have %s jobs waiting, which is the limit. Wait until some are done.', limits.max_waiting_per_owner), 30);
  end if;
  select count(*) into recent from (
    select from public.jobs j where j.owner = caller and j.created_at > now() - interval '1 minute'
    limit limits.max_created_per_minute) j;
  if recent >= limits.max_created_per_minute then
    perform queue.refuse('quota_exceeded', format('You have created %s jobs within a minute, which is the limit. Try again in a minute.', recent), 60);
  end if;

  select jsonb_agg(jsonb_build_object(
    'ordinal', f.ordinality, 'path', f.value ->> 'path',
    'name', left(coalesce(nullif(f.value ->> 'name', ''), 'file'), 255),
    'media_type', coalesce(f.value ->> 'media_type', 'application/octet-stream'),
    'bytes', (o.metadata ->> 'size')::bigint, 'checksum', o.metadata ->> 'eTag') order by f.ordinality)
  into files
  from jsonb_array_elements(p_files) with ordinality f
  left join storage.objects o
    on o.bucket_id = limits.bucket and o.name = f.value ->> 'path' and (storage.foldername(o.name))[1] = caller::text;

  -- Storage is reached by URL, where such segments would lead to somebody else's files.
  select f into broken from jsonb_array_elements(files) f
  where f ->> 'path' !~ '^[^/]+(/[^/]+)+$' or f ->> 'path' ~ '(^|/)\.\.?(/|$)' limit 1;
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

  begin
    insert into public.jobs (id, owner, kind, title, options, notify, batch_id, idempotency_key, priority, total_files, max_attempts)
    values (id, caller, p_kind, left(coalesce(nullif(trim(p_title), ''), files -> 0 ->> 'name'), 200),
      coalesce(p_options, '{}'), p_notify, p_batch_id, p_idempotency_key, p_priority, amount, limits.max_attempts)
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

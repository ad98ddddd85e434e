-- One owner's jobs are created one after the other: side by side each would be counted before the others are there, and an
-- owner who asks 30 times at once gets beyond his limits. And an idempotency key that comes again with another request is
-- refused: the answer would be somebody's job for other files.

-- Refuses when the caller has too many jobs waiting, or his Storage is full. He alone is asked for until the end of the
-- transaction.
create or replace function queue.check_room(limits queue.kinds) returns void
language plpgsql set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(queue.lock_key('creating', auth.uid()::text));
  if (select count(*) from (select from queue.waiting w where w.kind = limits.kind and w.owner = auth.uid()
      limit limits.max_waiting_per_owner) w) >= limits.max_waiting_per_owner then
    perform queue.refuse('quota_exceeded', format('You have %s jobs waiting, which is the limit. Wait until some are done.', limits.max_waiting_per_owner), 30);
  end if;
  perform public.check_storage_quota();
end $$;

-- The caller's job of that idempotency key, if there is one. Refuses when it was created for something else: another kind,
-- other options or other files. (A file sent again with its request has another path each time.)
create function queue.job_of_key(p_key text, limits queue.kinds, p_files jsonb, p_options jsonb) returns public.jobs
language plpgsql set search_path = ''
as $$
declare
  job public.jobs;
  is_same boolean;
begin
  if p_key is null then return null; end if;
  select * into job from public.jobs j where j.owner = auth.uid() and j.idempotency_key = p_key;
  if not found then return null; end if;
  select job.kind = limits.kind
    and job.options = coalesce(p_options, '{}') - (limits.withheld_options || limits.secret_options)
    and jsonb_typeof(p_files) = 'array' and jsonb_array_length(p_files) = job.total_files
    and not exists (
      select from jsonb_array_elements(p_files) with ordinality given
      left join public.job_files f on f.job_id = job.id and f.role = 'input' and f.ordinal = given.ordinality
      left join storage.objects o on o.bucket_id = f.bucket and o.name = given.value ->> 'path' and o.name <> f.path
      where f.id is null
        or f.name <> left(coalesce(nullif(given.value ->> 'name', ''), 'file'), 255)
        or (o.metadata ->> 'size')::bigint <> f.bytes
        or o.metadata ->> 'eTag' <> f.checksum)
  into is_same;
  if not coalesce(is_same, false) then
    perform queue.refuse('invalid_request', 'This idempotency key was used for another request. Send each request with a key of its own.');
  end if;
  return job;
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
  job := queue.job_of_key(p_idempotency_key, limits, p_files, p_options);
  if job.id is not null then return job; end if;
  if jsonb_typeof(p_files) is distinct from 'array' or jsonb_typeof(coalesce(p_options, '{}')) <> 'object' then
    perform queue.refuse('invalid_request', 'Files must be an array and options an object.');
  end if;
  files := queue.named_files(p_files, limits);
  perform queue.check_room(limits);
  -- While we waited for our turn there, the same request may have been answered.
  job := queue.job_of_key(p_idempotency_key, limits, p_files, p_options);
  if job.id is not null then return job; end if;
  select count(*) into recent from (
    select from public.jobs j where j.owner = caller and j.created_at > now() - interval '1 minute'
    limit limits.max_created_per_minute) j;
  if recent >= limits.max_created_per_minute then
    perform queue.refuse('quota_exceeded', format('You have created %s jobs within a minute, which is the limit. Try again in a minute.', recent), 60);
  end if;

  insert into public.jobs (id, owner, kind, title, options, notify, batch_id, idempotency_key, priority, total_files, max_attempts)
  values (id, caller, p_kind, left(coalesce(nullif(trim(p_title), ''), files -> 0 ->> 'name'), 200),
    coalesce(p_options, '{}'), p_notify, p_batch_id, p_idempotency_key, p_priority, jsonb_array_length(files), limits.max_attempts)
  returning * into job;

  insert into public.job_files (job_id, role, ordinal, bucket, path, name, media_type, bytes, checksum)
  select id, 'input', f.ordinal, limits.bucket, f.path, f.name, f.media_type, f.bytes, f.checksum
  from jsonb_to_recordset(files) as f(ordinal integer, path text, name text, media_type text, bytes bigint, checksum text);
  perform queue.tell(id, 'created', 'Received and queued.');
  return job;
end $$;

revoke execute on all functions in schema queue from public;

-- What an owner may ask for: create, cancel, retry, delete. These act as the caller.

-- Raises an error that the API turns into a problem document: `detail` is its type, `hint` the seconds to wait, if any.
create function queue.refuse(type text, message text, retry_after integer default null) returns void
language plpgsql set search_path = ''
as $$
begin
  raise exception using errcode = 'P0001', message = message, detail = type, hint = coalesce(retry_after::text, '');
end $$;

-- Creates a job from files that the caller has put into the bucket `inputs`.
-- p_files: [{path, name, media_type}]. Size and ownership are taken from Storage, not from the caller.
-- With an idempotency key, asking again returns the job of the first time.
create function public.create_job(
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
    on o.bucket_id = 'inputs' and o.name = f.value ->> 'path' and (storage.foldername(o.name))[1] = caller::text;

  -- Storage is reached by URL, where such segments would lead to somebody else's files.
  select f into broken from jsonb_array_elements(files) f
  where f ->> 'path' !~ '^[^/]+(/[^/]+)+$' or f ->> 'path' ~ '(^|/)\.\.?(/|$)' limit 1;
  if broken is not null then
    perform queue.refuse('file_not_found', format('There cannot be a file at "%s".', left(broken ->> 'path', 200)));
  end if;

  select f into broken from jsonb_array_elements(files) f
  where coalesce((f ->> 'bytes')::bigint, 0) not between 1 and limits.max_file_bytes limit 1;
  if broken ->> 'bytes' = '0' then
    perform queue.refuse('empty_file', format('%s is empty. Choose a file with content.', broken ->> 'name'));
  elsif broken ->> 'bytes' is not null then
    perform queue.refuse('too_large', format('%s has %s MB; the limit is %s MB.', broken ->> 'name',
      ceil((broken ->> 'bytes')::bigint / 1048576.0), limits.max_file_bytes / 1048576));
  elsif broken is not null then
    perform queue.refuse('file_not_found', format(
      'There is no uploaded file at "%s". Upload it to the bucket inputs, below your own id, first.', broken ->> 'path'));
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
  select id, 'input', f.ordinal, 'inputs', f.path, f.name, f.media_type, f.bytes, f.checksum
  from jsonb_to_recordset(files) as f(ordinal integer, path text, name text, media_type text, bytes bigint, checksum text);
  perform queue.tell(id, 'created', 'Received and queued.');
  return job;
end $$;

-- The caller's job, locked together with its place in the queue; refuses when there is none (somebody else's job is none).
-- The queue's rows are locked first and in the order in which a job moves through them: a worker that begins a job holds
-- its place while it waits for the job's row, so the other way round the two would wait for each other.
create function queue.own_job(p_job_id uuid) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs;
begin
  perform from public.jobs j where j.id = p_job_id and (j.owner = auth.uid() or public.is_admin());
  if found then
    perform from queue.delayed where job_id = p_job_id for update;
    perform from queue.waiting where job_id = p_job_id for update;
    perform from queue.leases where job_id = p_job_id for update;
    select * into job from public.jobs j where j.id = p_job_id for update;
  end if;
  if job.id is null then
    perform queue.refuse('job_not_found', format('There is no job %s.', p_job_id));
  end if;
  return job;
end $$;

create function public.cancel_job(p_job_id uuid) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_job(p_job_id);
begin
  if job.status = 'cancelled' then return job; end if;
  if job.status not in ('queued', 'processing') then
    perform queue.refuse('invalid_state', format('The job is already %s.', job.status));
  end if;
  perform queue.release(p_job_id);
  perform queue.forget_checkpoint(p_job_id);
  update public.jobs j
  set status = 'cancelled', message = null, completed_at = clock_timestamp(),
      expires_at = clock_timestamp() + (select ttl from queue.kinds k where k.kind = j.kind)
  where id = p_job_id returning * into job;
  perform queue.tell(p_job_id, 'cancelled', 'Cancelled on request.');
  perform queue.dispatch(job.kind);
  return job;
end $$;

create function public.retry_job(p_job_id uuid) returns public.jobs
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_job(p_job_id);
begin
  if job.status not in ('failed', 'cancelled') then
    perform queue.refuse('invalid_state', format('Only a failed or cancelled job can be tried again; this one is %s.', job.status));
  end if;
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

-- What a job alone owns in Storage: its uploads, unless another job names them too, and its folder of results.
-- [{bucket, prefix}]; a prefix that ends in `/` is a folder.
create function queue.places_of(job public.jobs) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('bucket', f.bucket, 'prefix', f.path)), '[]')
    from public.job_files f
    where f.job_id = job.id and f.role = 'input'
      and not exists (select from public.job_files o where o.path = f.path and o.bucket = f.bucket and o.job_id <> job.id)
  ) || jsonb_build_array(jsonb_build_object('bucket', 'results', 'prefix', format('%s/%s/', job.owner, job.id)));
end $$;

-- Whatever removes a job's row (its owner, the end of its time, the owner's own removal) leaves nothing behind in the
-- queue, and puts what the job owned in Storage into the trash. Results go twice, now and once more later: a holder that
-- has lost its lease may still be writing there.
create function queue.on_job_deleted() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform queue.release(old.id);
  delete from queue.checkpoints where job_id = old.id;
  insert into queue.trash (bucket, prefix)
  select p.bucket, p.prefix from jsonb_to_recordset(queue.places_of(old)) as p(bucket text, prefix text);
  insert into queue.trash (bucket, prefix, due_at)
  values ('results', format('%s/%s/', old.owner, old.id), now() + interval '10 minutes');
  return old;
end $$;

create trigger clean_up_job before delete on public.jobs for each row execute function queue.on_job_deleted();

-- Removes a job's record and returns what is to be removed from Storage now; the same places are in the trash, so that
-- nothing stays when the caller does not get to it.
create function public.delete_job(p_job_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  job public.jobs := queue.own_job(p_job_id);
  places jsonb := queue.places_of(job);
begin
  delete from public.jobs where id = p_job_id;
  perform queue.dispatch(job.kind);
  return places;
end $$;

revoke execute on function public.create_job, public.cancel_job, public.retry_job, public.delete_job from public, anon;
grant execute on function public.create_job, public.cancel_job, public.retry_job, public.delete_job to authenticated;
revoke execute on all functions in schema queue from public;

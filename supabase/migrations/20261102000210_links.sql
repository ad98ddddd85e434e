-- Links that open a job's status and results without an account: in mails, or handed on by the owner. A link's token is
-- random (244 bits) and shown once; the table holds its hash. Whoever holds it can also follow the job in Realtime, on a
-- topic that follows from the token.

create table queue.links (
  token_hash bytea primary key,
  job_id uuid not null references public.jobs (id) on delete cascade,
  topic text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
alter table queue.links enable row level security;
create index links_job_idx on queue.links (job_id) where revoked_at is null;

create function queue.new_link(job uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
begin
  insert into queue.links (token_hash, job_id, topic)
  values (sha256(convert_to(token, 'UTF8')), job, 'link:' || encode(sha256(convert_to('topic:' || token, 'UTF8')), 'hex'));
  return token;
end $$;

create function queue.owns(job uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from public.jobs j where j.id = job and (j.owner = auth.uid() or public.is_admin())) $$;

-- A new link to the caller's job: its token, which nobody can be told again.
create function public.create_job_link(p_job_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  if not queue.owns(p_job_id) then
    perform queue.refuse('job_not_found', format('There is no job %s.', p_job_id));
  end if;
  if (select count(*) from queue.links where job_id = p_job_id) >= 100 then
    perform queue.refuse('quota_exceeded', 'The job has a hundred links, which is the limit. Use one of them.');
  end if;
  return queue.new_link(p_job_id);
end $$;

-- Closes all links to the caller's job, those in mails too.
create function public.revoke_job_links(p_job_id uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  closed integer;
begin
  if not queue.owns(p_job_id) then
    perform queue.refuse('job_not_found', format('There is no job %s.', p_job_id));
  end if;
  update queue.links set revoked_at = now() where job_id = p_job_id and revoked_at is null;
  get diagnostics closed = row_count;
  if closed > 0 then perform queue.tell(p_job_id, 'links_revoked', 'Its links have been closed.'); end if;
  return closed;
end $$;

-- What a link shows of a job: nothing of its owner, nor of where its files lie.
create function queue.shared_job(job public.jobs) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'id', job.id, 'kind', job.kind, 'title', job.title, 'status', job.status, 'stage', job.stage,
    'progress', job.progress, 'message', job.message, 'total_files', job.total_files,
    'processed_files', job.processed_files, 'result', job.result, 'error', job.error, 'created_at', job.created_at,
    'started_at', job.started_at, 'completed_at', job.completed_at, 'expires_at', job.expires_at, 'version', job.version)
$$;

-- The job that a token opens, its files and the topic to follow it on; null when the token is wrong or revoked. The API
-- calls it: files' places stay on the server.
create function public.open_job_link(p_job_id uuid, p_token text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select queue.shared_job(j) || jsonb_build_object('topic', l.topic, 'files', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', f.id, 'role', f.role, 'bucket', f.bucket, 'path', f.path, 'name', f.name, 'media_type', f.media_type,
      'bytes', f.bytes) order by f.role, f.ordinal, f.name)
    from public.job_files f where f.job_id = j.id and f.role in ('input', 'output')), '[]'))
  from queue.links l
  join public.jobs j on j.id = l.job_id
  where l.token_hash = sha256(convert_to(p_token, 'UTF8')) and l.job_id = p_job_id and l.revoked_at is null
$$;

create function queue.broadcast_to_links() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(queue.shared_job(new), 'job', l.topic, true)
  from queue.links l where l.job_id = new.id and l.revoked_at is null;
  return null;
end $$;

create trigger broadcast_to_links after update on public.jobs
  for each row execute function queue.broadcast_to_links();

-- A topic is as secret as the token it follows from.
create function public.is_open_link(p_topic text) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from queue.links where topic = p_topic and revoked_at is null) $$;

create policy "links follow their job" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and (select public.is_open_link((select realtime.topic()))));

revoke execute on all functions in schema queue from public;
revoke execute on function public.create_job_link, public.revoke_job_links, public.open_job_link, public.is_open_link
  from public, anon, authenticated;
grant execute on function public.create_job_link, public.revoke_job_links to authenticated;
grant execute on function public.open_job_link to service_role;
grant execute on function public.is_open_link to anon, authenticated;

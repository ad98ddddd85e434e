-- The kind `questions` and its rows: what a worksheet asks, as found by the pipeline and put right by people.
--
--   reading   a question as one extraction found it
--   draft     not yet approved by a person
--   kept      edited, made or approved by a person: no later extraction changes it

-- Drafts wait a quarter of a year for their review; a job with approved questions does not expire (see below).
insert into queue.kinds (kind, bucket, ttl, stage_timeouts)
values ('questions', 'worksheets', '90 days', '{"ocr": 120, "segmentation": 180, "tagging": 60}');

create function queue.is_list(value jsonb) returns boolean
language sql immutable set search_path = ''
as $$ select coalesce(jsonb_typeof(value) = 'array', false) $$;

-- Boxes are in points of the page's own user space, as a PDF's /Rect: `[{page, x0, y0, x1, y1}]`.
create function queue.are_boxes(value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select queue.is_list(value) and jsonb_array_length(value) <= 200
    and not jsonb_path_exists(value, '$[*] ? (@.type() != "object")')
    and not exists (
      select from jsonb_path_query(value, '$[*]') as box
      where case
        when (jsonb_typeof(box -> 'page') = 'number' and jsonb_typeof(box -> 'x0') = 'number'
          and jsonb_typeof(box -> 'y0') = 'number' and jsonb_typeof(box -> 'x1') = 'number'
          and jsonb_typeof(box -> 'y1') = 'number') is not true then true
        else (box ->> 'page')::numeric not between 1 and 100000 or (box ->> 'page')::numeric % 1 <> 0
          or (box ->> 'x1')::numeric <= (box ->> 'x0')::numeric or (box ->> 'y1')::numeric <= (box ->> 'y0')::numeric
        end)
$$;

create table public.questions (
  id uuid primary key default gen_random_uuid(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  owner uuid not null references auth.users (id) on delete cascade,
  -- Reading order within the job; between any two there is room for another.
  position double precision not null,
  section text check (length(section) <= 500),
  -- As printed, without the punctuation around it: `1`, `iv`, `B2`.
  number text not null check (length(number) <= 40),
  -- Instructions or a passage that it shares with its neighbours.
  stem text check (length(stem) <= 20000),
  text text not null default '' check (length(text) <= 20000),
  -- [{label, text, marks, options, parts}], down to three levels.
  parts jsonb not null default '[]' check (queue.is_list(parts) and pg_column_size(parts) <= 65536),
  -- [{label, text}]
  options jsonb not null default '[]' check (queue.is_list(options) and pg_column_size(options) <= 32768),
  marks numeric check (marks between 0 and 10000),
  boxes jsonb not null default '[]' check (queue.are_boxes(boxes)),
  -- The pages of its boxes, in order.
  pages integer[] not null default '{}',
  -- Its picture in the bucket `extractions`; null until there is one of the boxes as they are now.
  crop_path text check (length(crop_path) <= 1024),
  -- {subject, topic, type, difficulty}
  tags jsonb not null default '{}' check (jsonb_typeof(tags) = 'object' and pg_column_size(tags) <= 8192),
  -- How sure the extraction is, 0..1; null for what a person made.
  confidence real check (confidence between 0 and 1),
  status text not null default 'draft' check (status in ('draft', 'approved')),
  edited_by_person boolean not null default false,
  -- Who changed it last; null for the pipeline.
  changed_by uuid,
  -- The reading that it comes from; null for what a person made.
  extracted jsonb,
  -- What a later extraction read instead, where a person has kept the row: to be taken or dismissed.
  proposed jsonb,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  -- Rises by one with every change of the row.
  version bigint not null default 1
);

create index questions_job_idx on public.questions (job_id, position);
create index questions_owner_idx on public.questions (owner);

comment on table public.questions is 'The questions of a worksheet: drafts of an extraction, reviewed and approved by people.';

-- Readings whose rows a person removed (or merged into others): a later extraction does not bring them back.
create table queue.removed_questions (
  id uuid primary key,
  job_id uuid not null references public.jobs (id) on delete cascade,
  extracted jsonb not null
);
alter table queue.removed_questions enable row level security;
create index removed_questions_job_idx on queue.removed_questions (job_id);

create function queue.pages_of(boxes jsonb) returns integer[]
language sql immutable set search_path = ''
as $$
  select coalesce(array_agg(distinct (box ->> 'page')::integer order by (box ->> 'page')::integer), '{}')
  from jsonb_array_elements(boxes) as box
$$;

create function queue.guard_question() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'INSERT' or new.boxes <> old.boxes then
    new.pages := queue.pages_of(new.boxes);
  end if;
  if tg_op = 'UPDATE' then
    -- A picture of other boxes is no picture of the question.
    if new.boxes <> old.boxes and new.crop_path is not distinct from old.crop_path then new.crop_path := null; end if;
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;

create trigger guard_question before insert or update on public.questions
  for each row execute function queue.guard_question();

alter table public.questions enable row level security;

-- Reading is all a client does with the table; every change goes through a function.
revoke all on public.questions from anon, authenticated, service_role;
grant select on public.questions to authenticated, service_role;

create policy "owners and admins read questions" on public.questions for select to authenticated
  using (owner = (select auth.uid()) or (select public.is_admin()));

-- What has been approved stays: its job never expires by itself.
create function queue.keep_approved() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.questions q where q.job_id = new.id and q.status = 'approved') then
    new.expires_at := null;
  end if;
  return new;
end $$;

create trigger keep_approved before update on public.jobs for each row
  when (new.kind = 'questions' and new.expires_at is not null and new.expires_at is distinct from old.expires_at)
  execute function queue.keep_approved();

-- The same when the first of its questions is approved; with the last approval its time begins anew.
create function queue.on_questions_judged() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.jobs j
  set expires_at = case when not s.kept then clock_timestamp() + (select ttl from queue.kinds k where k.kind = j.kind) end
  from (
    select c.job_id, exists (select from public.questions q where q.job_id = c.job_id and q.status = 'approved') as kept
    from (select distinct job_id from changed) c) s
  where j.id = s.job_id and j.status in ('completed', 'failed', 'cancelled') and (j.expires_at is null) <> s.kept;
  return null;
end $$;

create trigger judged_insert after insert on public.questions referencing new table as changed
  for each statement execute function queue.on_questions_judged();
create trigger judged_update after update on public.questions referencing new table as changed
  for each statement execute function queue.on_questions_judged();
create trigger judged_delete after delete on public.questions referencing old table as changed
  for each statement execute function queue.on_questions_judged();

-- Crops and pages are removed with their job, once more later for a holder that is still writing.
create function queue.on_worksheet_deleted() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into queue.trash (bucket, prefix, due_at)
  select 'extractions', format('%s/%s/', old.owner, old.id), due
  from unnest(array[now(), now() + interval '10 minutes']) as due;
  return null;
end $$;

create trigger worksheet_deleted after delete on public.jobs for each row
  when (old.kind = 'questions') execute function queue.on_worksheet_deleted();

-- After a reviewer has moved a box, his browser puts the new picture here.
create policy "owners upload crops of their worksheets" on storage.objects for insert to authenticated
  with check (
    bucket_id = 'extractions'
    and (storage.foldername(name))[1] = (select auth.uid())::text
    and (storage.foldername(name))[3] = 'crops' and array_length(storage.foldername(name), 1) = 3
    and exists (
      select from public.jobs j
      where j.id::text = (storage.foldername(name))[2] and j.owner = (select auth.uid()) and j.kind = 'questions')
  );

revoke execute on all functions in schema queue from public;

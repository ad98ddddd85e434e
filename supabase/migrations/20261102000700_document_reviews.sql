-- What people make of an inbox's result: corrected and confirmed values, kept beside the job and for as long.

create table public.document_reviews (
  job_id uuid primary key references public.jobs (id) on delete cascade,
  owner uuid not null references auth.users (id) on delete cascade,
  -- [{document, target, value | isConfirmed}], oldest first, so that the last one can be taken back.
  changes jsonb not null check (jsonb_typeof(changes) = 'array' and pg_column_size(changes) <= 1048576),
  updated_at timestamptz not null default clock_timestamp(),
  -- Rises by one with every change.
  version bigint not null default 1
);

create index document_reviews_owner_idx on public.document_reviews (owner);

comment on table public.document_reviews is 'Corrections and confirmations of what was read out of a job''s documents.';

alter table public.document_reviews enable row level security;

-- Reading is all a client does with the table; changes go through the function.
revoke all on public.document_reviews from anon, authenticated, service_role;
grant select on public.document_reviews to authenticated, service_role;

create policy "owners and admins read reviews" on public.document_reviews for select to authenticated
  using (owner = (select auth.uid()) or (select public.is_admin()));

-- Saves the caller's review of his job. It names the version that it comes from, 0 for none: who comes second is told so,
-- and puts his changes behind those of the first.
create function public.save_document_review(p_job_id uuid, p_version bigint, p_changes jsonb) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  saved bigint;
begin
  -- Two that save at the same time take turns.
  perform from public.jobs j where j.id = p_job_id and j.kind = 'documents' and j.owner = auth.uid() for no key update;
  if not found then
    perform queue.refuse('job_not_found', format('You have no inbox %s.', p_job_id));
  end if;
  if jsonb_typeof(p_changes) is distinct from 'array'
    or jsonb_path_exists(p_changes, '$[*] ? (@.type() != "object" || @.document.type() != "string" || @.target.type() != "string")')
    or exists (select from jsonb_array_elements(p_changes) as change where not change ?& '{document,target}') then
    perform queue.refuse('invalid_request', 'A review is a list of {document, target, value or isConfirmed}.');
  end if;
  if pg_column_size(p_changes) > 1048576 then
    perform queue.refuse('too_large', 'A review has at most 1 MB.');
  end if;
  if p_version = 0 then
    insert into public.document_reviews (job_id, owner, changes) values (p_job_id, auth.uid(), p_changes)
    on conflict do nothing returning version into saved;
  else
    update public.document_reviews r
    set changes = p_changes, version = r.version + 1, updated_at = clock_timestamp()
    where r.job_id = p_job_id and r.version = p_version returning r.version into saved;
  end if;
  if saved is null then
    perform queue.refuse('version_conflict', 'The review was changed meanwhile. Read it again and add to that.');
  end if;
  return saved;
end $$;

revoke execute on function public.save_document_review from public, anon;
grant execute on function public.save_document_review to authenticated;

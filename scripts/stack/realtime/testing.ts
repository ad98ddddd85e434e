/** What the tests of Realtime need in the database: a topic `user:<id>` for each user, and a watched table. */
export const REALTIME_SCHEMA = `
create policy "own topic: read" on realtime.messages for select to authenticated
  using ((select realtime.topic()) = 'user:' || (select auth.uid())::text);
create policy "own topic: write" on realtime.messages for insert to authenticated
  with check ((select realtime.topic()) = 'user:' || (select auth.uid())::text);
create policy "announcements: read" on realtime.messages for select to authenticated
  using ((select realtime.topic()) = 'announcements' and extension = 'broadcast');

create table public.notes (
  id bigint generated always as identity primary key,
  owner uuid not null,
  title text,
  score numeric,
  secret text
);
alter table public.notes enable row level security;
create policy "own notes" on public.notes for select to authenticated using (owner = (select auth.uid()));
grant select (id, owner, title, score) on public.notes to authenticated;
alter publication supabase_realtime add table public.notes;
`;

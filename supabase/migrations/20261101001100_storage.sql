-- Buckets are private; a path begins with its owner's id. Owners put files into `inputs`; only the engine writes to
-- the others. Buckets are listed in config.toml as well: the CLI makes them from there locally,
-- this makes them on a hosted project.

insert into storage.buckets (id, name, public, file_size_limit)
values
  ('inputs', 'inputs', false, 52428800),
  ('worksheets', 'worksheets', false, 52428800),
  ('extractions', 'extractions', false, 52428800),
  ('results', 'results', false, 52428800)
on conflict (id) do update set public = false, file_size_limit = excluded.file_size_limit;

create policy "owners read their files" on storage.objects for select to authenticated
  using (
    bucket_id in ('inputs', 'worksheets', 'extractions', 'results')
    and ((storage.foldername(name))[1] = (select auth.uid())::text or (select public.is_admin()))
  );

create policy "owners upload their files" on storage.objects for insert to authenticated
  with check (bucket_id = 'inputs' and (storage.foldername(name))[1] = (select auth.uid())::text);

create policy "owners remove their files" on storage.objects for delete to authenticated
  using (
    bucket_id in ('inputs', 'worksheets', 'extractions', 'results')
    and ((storage.foldername(name))[1] = (select auth.uid())::text or (select public.is_admin()))
  );

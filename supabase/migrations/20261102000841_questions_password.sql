-- The password of an encrypted worksheet is seen by nobody and forgotten when the job ends. Extracting it again takes it
-- again: options that are given anew are withheld as those of a new job are.
update queue.kinds set secret_options = '{password}' where kind = 'questions';

create or replace function queue.withhold_options() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  names text[];
  kept jsonb;
begin
  select k.withheld_options || k.secret_options into names from queue.kinds k where k.kind = new.kind;
  if not coalesce(new.options ?| names, false) then return new; end if;
  select jsonb_object_agg(o.key, o.value) into kept from jsonb_each(new.options) o where o.key = any (names);
  if pg_column_size(kept) > 2097152 then
    perform queue.refuse('too_large', 'The options are larger than 2 MB. Send less at once: fewer rows of data, or fewer pages.');
  end if;
  insert into queue.withheld as w (job_id, options) values (new.id, kept)
  on conflict (job_id) do update set options = w.options || excluded.options;
  new.options := new.options - names;
  return new;
end $$;

create trigger withhold_new_options before update of options on public.jobs for each row
  when (new.options is distinct from old.options) execute function queue.withhold_options();

revoke execute on function queue.withhold_options from public;

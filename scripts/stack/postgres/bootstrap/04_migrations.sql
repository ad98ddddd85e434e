-- Where the Supabase CLI keeps what it has applied.

create schema supabase_migrations authorization postgres;
create table supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text,
  created_by text,
  idempotency_key text unique,
  rollback text[]
);
alter table supabase_migrations.schema_migrations owner to postgres;
create table supabase_migrations.seed_files (path text primary key, hash text not null);
alter table supabase_migrations.seed_files owner to postgres;

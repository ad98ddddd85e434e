-- Roles, schemas and default privileges as a hosted project has them, as far as migrations can tell.

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password 'postgres';
create role supabase_auth_admin login noinherit createrole password 'postgres';
create role supabase_storage_admin login noinherit createrole password 'postgres';
create role supabase_realtime_admin nologin noinherit;
create role supabase_functions_admin login noinherit createrole password 'postgres';
create role supabase_replication_admin login replication password 'postgres';
create role dashboard_user nologin createdb createrole replication;
-- Migrations run as this role, which is no superuser on hosted projects either.
create role postgres login createdb createrole replication bypassrls password 'postgres';
alter role supabase_admin password 'postgres';

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
grant anon, authenticated, service_role to supabase_storage_admin;
-- Hosted projects let `postgres` make policies and triggers on these roles' tables by an extension (supautils).
grant supabase_storage_admin, supabase_realtime_admin, supabase_auth_admin to postgres with inherit true;

alter database postgres owner to postgres;
alter database postgres set timezone to 'UTC';
alter schema public owner to postgres;
create schema extensions authorization postgres;
create schema auth authorization supabase_auth_admin;
create schema storage authorization supabase_storage_admin;
create schema realtime authorization supabase_realtime_admin;
create schema graphql_public;
create schema vault;

grant usage on schema public, extensions, auth, storage, realtime, graphql_public
  to postgres, anon, authenticated, service_role;
grant usage on schema vault to postgres, service_role;
grant create on schema auth, storage to postgres;
grant usage on schema auth to supabase_storage_admin, supabase_realtime_admin;

-- New tables in public are open to nobody until a migration grants them. New functions are, as Postgres has it, open to
-- everybody, and older hosted projects grant them to each API role by name as well: so a migration that means to close
-- a function has to revoke it from all of these, here as there.
alter default privileges for role postgres in schema public
  grant execute on functions to anon, authenticated, service_role;

alter role postgres set search_path to "$user", public, extensions;
alter role supabase_admin set search_path to "$user", public, auth, extensions;
alter role supabase_auth_admin set search_path to auth;
alter role supabase_storage_admin set search_path to storage;
alter role authenticator set statement_timeout = '8s';
alter role authenticated set statement_timeout = '8s';
alter role anon set statement_timeout = '3s';

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;

create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_stat_statements with schema extensions;
create extension if not exists supabase_vault with schema vault;
grant usage on schema extensions to public;

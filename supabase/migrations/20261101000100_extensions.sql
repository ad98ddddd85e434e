-- pg_net rings the door-bell of the functions after commit, pg_cron drives the sweep, vault keeps the project's URL.
create extension if not exists pg_net with schema extensions;
create extension if not exists pg_cron;
create extension if not exists supabase_vault with schema vault;

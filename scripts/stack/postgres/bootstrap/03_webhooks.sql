-- The trigger function of hosted "Database Webhooks".

create schema supabase_functions;
grant usage on schema supabase_functions to postgres, anon, authenticated, service_role;

create function supabase_functions.http_request() returns trigger
language plpgsql security definer set search_path = supabase_functions as $$
declare
  url text := tg_argv[0];
  method text := upper(tg_argv[1]);
  headers jsonb := coalesce(nullif(tg_argv[2], 'null'), '{"Content-Type": "application/json"}')::jsonb;
  params jsonb := coalesce(nullif(tg_argv[3], 'null'), '{}')::jsonb;
  timeout_ms integer := coalesce(nullif(tg_argv[4], 'null'), '1000')::integer;
begin
  if url is null or url = 'null' then
    raise exception 'url argument is missing';
  end if;
  if method = 'GET' then
    perform net.http_get(url, params, headers, timeout_ms);
  elsif method = 'POST' then
    perform net.http_post(
      url,
      jsonb_build_object(
        'old_record', old, 'record', new, 'type', tg_op, 'table', tg_table_name, 'schema', tg_table_schema
      ),
      params, headers, timeout_ms
    );
  else
    raise exception 'method argument % is invalid', method;
  end if;
  return new;
end
$$;
grant execute on function supabase_functions.http_request() to postgres, anon, authenticated, service_role;

-- pg_net's SQL interface. The queue's rows are sent by the stack, which hears of them by NOTIFY at commit.

create schema if not exists net;
create domain net.http_method as text
  check (value ilike 'get' or value ilike 'post' or value ilike 'delete');

-- Unlogged as the original's: a crash of Postgres loses what waits, and code that builds on this must be right anyway.
create unlogged table net.http_request_queue (
  id bigserial primary key,
  method net.http_method not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds integer not null
);
create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);

create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (status net.request_status, message text, response net.http_response);

create function net._urlencode_string(string varchar) returns text language sql immutable strict as $$
  select string_agg(
    case
      when ch ~ '^[A-Za-z0-9_.~-]$' then ch
      else regexp_replace(upper(encode(convert_to(ch, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
    end, ''
  ) from regexp_split_to_table(string, '') ch
$$;

create function net._encode_url_with_params_array(url text, params_array text[]) returns text language sql immutable as $$
  select case
    when cardinality(params_array) = 0 then url
    else url || case when position('?' in url) > 0 then '&' else '?' end || array_to_string(params_array, '&')
  end
$$;

create function net._enqueue(
  method text, url text, params jsonb, headers jsonb, body bytea, timeout_milliseconds integer
) returns bigint language plpgsql as $$
declare
  request_id bigint;
  encoded text[];
begin
  -- Most calls have no parameters, and this runs inside other people's triggers.
  if params is not null and params <> '{}' then
    select array_agg(net._urlencode_string(key) || '=' || net._urlencode_string(value)) into encoded
    from jsonb_each_text(params);
  end if;
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (
    method, net._encode_url_with_params_array(url, coalesce(encoded, '{}')), headers, body, timeout_milliseconds
  )
  returning id into request_id;
  -- One payload for all requests of a transaction: Postgres then sends a single notification.
  perform pg_notify('embedded_pg_net', '');
  return request_id;
end
$$;

create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql security definer set search_path = net as $$
  select net._enqueue('GET', url, params, headers, null, timeout_milliseconds)
$$;

create function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000,
  body jsonb default null
) returns bigint language sql security definer set search_path = net as $$
  select net._enqueue('DELETE', url, params, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
$$;

create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000
) returns bigint language plpgsql security definer set search_path = net as $$
declare
  content_type text;
begin
  select value into content_type from jsonb_each_text(headers) where lower(key) = 'content-type' limit 1;
  if content_type is null then
    headers := coalesce(headers, '{}') || '{"Content-Type": "application/json"}';
  elsif content_type not ilike 'application/json%' then
    raise exception 'Content-Type header must be "application/json"';
  end if;
  return net._enqueue('POST', url, params, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds);
end
$$;

create function net._http_collect_response(request_id bigint, async boolean default true)
returns net.http_response_result language plpgsql security definer set search_path = net as $$
declare
  response net._http_response;
begin
  loop
    select * into response from net._http_response where id = request_id limit 1;
    exit when found or async;
    perform pg_sleep(0.05);
  end loop;
  if response.id is null then
    return ('PENDING', 'request is pending processing', null)::net.http_response_result;
  elsif response.error_msg is not null then
    return ('ERROR', response.error_msg, null)::net.http_response_result;
  end if;
  return (
    'SUCCESS', 'ok', (response.status_code, response.headers, response.content)::net.http_response
  )::net.http_response_result;
end
$$;
create function net.http_collect_response(request_id bigint, async boolean default true)
returns net.http_response_result language sql as $$ select net._http_collect_response(request_id, async) $$;

create function net.worker_restart() returns boolean language sql as $$
  select pg_notify('embedded_pg_net', '') is not null
$$;
create function net.check_worker_is_up() returns void language sql as $$ select $$;

grant usage on schema net to public;
grant all on all tables in schema net to postgres;
grant all on all sequences in schema net to postgres;
grant select on all tables in schema net to public;
revoke execute on function net._enqueue(text, text, jsonb, jsonb, bytea, integer) from public;
grant usage on schema net to anon, authenticated, service_role, postgres;

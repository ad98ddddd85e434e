-- Vault's SQL interface. The original encrypts at rest with a key that SQL cannot reach; a local key beside the data would
-- protect nothing, so here secrets are kept in base64, only so that nobody reads them as if they were clear.

create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea default decode(md5(random()::text), 'hex'),
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create unique index secrets_name_idx on vault.secrets (name) where name is not null;

create view vault.decrypted_secrets as
select id, name, description, secret, convert_from(decode(secret, 'base64'), 'utf8') as decrypted_secret, key_id, nonce,
  created_at, updated_at
from vault.secrets;

create function vault._encode(secret text) returns text language sql immutable as $$
  select encode(convert_to(secret, 'utf8'), 'base64')
$$;

create function vault.create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid language sql security definer set search_path = '' as $$
  insert into vault.secrets (secret, name, description)
  values (vault._encode(new_secret), new_name, new_description) returning id
$$;

create function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null,
  new_key_id uuid default null
) returns void language sql security definer set search_path = '' as $$
  update vault.secrets set
    secret = coalesce(vault._encode(new_secret), secret), name = coalesce(new_name, name),
    description = coalesce(new_description, description), updated_at = current_timestamp
  where id = secret_id
$$;

revoke all on all functions in schema vault from public;
grant execute on all functions in schema vault to postgres, service_role;
grant select, delete, truncate, references on vault.secrets, vault.decrypted_secrets to postgres with grant option;
grant select, delete on vault.secrets, vault.decrypted_secrets to service_role;

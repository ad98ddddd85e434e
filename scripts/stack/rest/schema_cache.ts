/**
 * What PostgREST keeps in its schema cache: tables, their columns and foreign keys, functions, and roles' settings.
 *
 * @module
 */
import type { Sql } from "postgres";

export interface Column {
  name: string;
  type: string;
  /** The default as SQL, for bulk inserts that leave the column out of some rows. */
  default: string | null;
}

export interface Table {
  oid: number;
  schema: string;
  name: string;
  columns: Column[];
  primaryKey: string[];
}

export interface ForeignKey {
  name: string;
  table: number;
  columns: string[];
  target: number;
  targetColumns: string[];
  /** Whether at most one row has each value: then the relationship is one to one. */
  unique: boolean;
}

export interface Argument {
  name: string;
  type: string;
  required: boolean;
  variadic: boolean;
}

export interface Routine {
  schema: string;
  name: string;
  arguments: Argument[];
  returns: "void" | "scalar" | "composite";
  returnsSet: boolean;
  /** The table whose rows it returns, which can then be embedded into. */
  table: number | null;
  volatile: boolean;
}

export interface SchemaCache {
  tables: Map<string, Table>;
  tableByOid: Map<number, Table>;
  foreignKeys: ForeignKey[];
  routines: Map<string, Routine[]>;
  roleSettings: Map<string, [string, string][]>;
}

/** Settings that PostgREST carries over from a role; others need rights that the caller lacks. */
const CARRIED_SETTINGS = ["statement_timeout", "plan_filter.statement_cost_limit", "default_transaction_isolation"];

const TABLES = `
select c.oid::int, n.nspname as schema, c.relname as name,
  coalesce((
    select json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'default', case
        when a.attidentity <> '' then format('nextval(%L)', pg_get_serial_sequence(c.oid::regclass::text, a.attname))
        when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid)
      end
    ) order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ), '[]') as columns,
  coalesce((
    select json_agg(a.attname order by k.position)
    from pg_constraint p, unnest(p.conkey) with ordinality k(attnum, position), pg_attribute a
    where p.conrelid = c.oid and p.contype = 'p' and a.attrelid = c.oid and a.attnum = k.attnum
  ), '[]') as "primaryKey"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition and n.nspname in (select json_array_elements_text($1::text::json))`;

const FOREIGN_KEYS = `
select k.conname as name, k.conrelid::int as table, k.confrelid::int as target,
  (select json_agg(a.attname order by x.i) from unnest(k.conkey) with ordinality x(n, i)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n) as columns,
  (select json_agg(a.attname order by x.i) from unnest(k.confkey) with ordinality x(n, i)
    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.n) as "targetColumns",
  exists (
    select from pg_constraint u
    where u.conrelid = k.conrelid and u.contype in ('p', 'u') and u.conkey <@ k.conkey and u.conkey @> k.conkey
  ) as unique
from pg_constraint k where k.contype = 'f' and k.conparentid = 0 order by k.conname`;

const ROUTINES = `
select n.nspname as schema, p.proname as name,
  coalesce((
    select json_agg(json_build_object(
      'name', coalesce(a.name, ''), 'type', format_type(a.type, null),
      'required', a.position <= p.pronargs - p.pronargdefaults, 'variadic', a.mode = 'v'
    ) order by a.position)
    from (
      select x.name, x.type, coalesce(x.mode, 'i') as mode, row_number() over (order by x.i) as position
      from unnest(p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes::text[])
        with ordinality x(name, type, mode, i)
      where x.type is not null and coalesce(x.mode, 'i') in ('i', 'b', 'v')
    ) a
  ), '[]') as arguments,
  case
    when p.prorettype = 'void'::regtype then 'void'
    when t.typtype = 'c' or p.prorettype = 'record'::regtype or p.proargmodes::text[] && '{t,b,o}' then 'composite'
    else 'scalar'
  end as returns,
  p.proretset as "returnsSet",
  (select c.oid::int from pg_class c where c.oid = t.typrelid and c.relkind <> 'c') as table,
  p.provolatile = 'v' as volatile
from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_type t on t.oid = p.prorettype
where p.prokind = 'f' and n.nspname in (select json_array_elements_text($1::text::json)) and p.prorettype <> 'trigger'::regtype`;

const ROLE_SETTINGS = `
select r.rolname as role, array_agg(x) as settings
from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) x group by 1`;

/** Reads the cache. Tables of schemas that are not exposed are known too, since keys may point at them. */
export async function readSchemaCache(sql: Sql, schemas: string[]): Promise<SchemaCache> {
  const [tables, foreignKeys, routines, roles] = await Promise.all([
    sql.unsafe<Table[]>(TABLES, [JSON.stringify(schemas)]),
    sql.unsafe<ForeignKey[]>(FOREIGN_KEYS),
    sql.unsafe<Routine[]>(ROUTINES, [JSON.stringify(schemas)]),
    sql.unsafe<{ role: string; settings: string[] }[]>(ROLE_SETTINGS),
  ]);
  const byName = new Map<string, Routine[]>();
  for (const routine of routines) {
    const key = `${routine.schema}.${routine.name}`;
    byName.set(key, [...byName.get(key) ?? [], routine]);
  }
  return {
    tables: new Map(tables.map((table) => [`${table.schema}.${table.name}`, table])),
    tableByOid: new Map(tables.map((table) => [table.oid, table])),
    foreignKeys: [...foreignKeys],
    routines: byName,
    roleSettings: new Map(roles.map(({ role, settings }) => [role, settings.map(splitSetting).filter(isCarried)])),
  };
}

function splitSetting(setting: string): [string, string] {
  const at = setting.indexOf("=");
  return [setting.slice(0, at), setting.slice(at + 1)];
}

function isCarried([name]: [string, string]): boolean {
  return CARRIED_SETTINGS.includes(name);
}

/**
 * What one has to know of a table to tell clients of its changes: types, primary key, row level security, and which
 * columns a role may read.
 *
 * @module
 */
import type { Sql } from "postgres";
import type { Relation } from "./pgoutput.ts";

export interface Table {
  /** By column: as `format_type` writes it. */
  types: Map<string, string>;
  /** By column: the bare name of the type, which clients convert by. */
  typeNames: Map<string, string>;
  primaryKey: string[];
  hasRls: boolean;
}

export class Tables {
  // Postgres describes a relation anew after every change of it, its grants included: what is kept here goes with the
  // description.
  readonly #tables = new WeakMap<Relation, Promise<Table>>();
  readonly #readable = new WeakMap<Relation, Map<string, Promise<Set<string>>>>();

  constructor(private readonly sql: Sql) {}

  of(relation: Relation): Promise<Table> {
    const known = this.#tables.get(relation) ?? describeTable(this.sql, relation.oid);
    this.#tables.set(relation, known);
    return known;
  }

  readableColumns(relation: Relation, role: string): Promise<Set<string>> {
    const byRole = this.#readable.get(relation) ?? new Map<string, Promise<Set<string>>>();
    this.#readable.set(relation, byRole);
    const known = byRole.get(role) ?? readableColumns(this.sql, relation.oid, role);
    byRole.set(role, known);
    return known;
  }
}

export async function describeTable(sql: Sql, oid: number): Promise<Table> {
  const columns = await sql`
    select a.attname, format_type(a.atttypid, null) as type, t.typname,
      coalesce(a.attnum = any (i.indkey), false) as is_key, c.relrowsecurity
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_type t on t.oid = a.atttypid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped
    order by a.attnum`;
  return {
    types: new Map(columns.map((column) => [column.attname, column.type])),
    typeNames: new Map(columns.map((column) => [column.attname, column.typname])),
    primaryKey: columns.filter((column) => column.is_key).map((column) => column.attname),
    hasRls: columns[0]?.relrowsecurity ?? false,
  };
}

export async function readableColumns(sql: Sql, oid: number, role: string): Promise<Set<string>> {
  const columns = await sql`
    select attname from pg_attribute
    where attrelid = ${oid} and attnum > 0 and not attisdropped
      and has_column_privilege(${role}, attrelid, attnum, 'select')`;
  return new Set(columns.map((column) => column.attname));
}

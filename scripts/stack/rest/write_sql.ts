/**
 * Inserts, updates and deletes, as a statement that gives back the rows it has written.
 *
 * @module
 */
import type { Rows } from "./body.ts";
import { RestError } from "./errors.ts";
import type { QueryNode } from "./query_tree.ts";
import { tableSource, whereSql } from "./read_sql.ts";
import type { Column, Table } from "./schema_cache.ts";
import { identifier, literal, qualified } from "./sql_text.ts";

export interface Insert {
  body: Rows;
  /** Columns that the caller limits the write to. */
  columns?: string[] | undefined;
  onConflict?: string[] | undefined;
  resolution?: "merge-duplicates" | "ignore-duplicates" | undefined;
  /** Whether a column that a row lacks gets its default, or null. */
  missingAsDefault: boolean;
  returning: string[] | "all";
}

export function insertSql(table: Table, insert: Insert): string {
  const columns = writtenColumns(table, insert.columns ?? keysOf(insert.body.rows));
  const target = `insert into ${qualified(table.schema, table.name)}`;
  const end = conflictSql(table, columns, insert) + returningSql(insert.returning);
  if (columns.length === 0) {
    // `[{}]` is a row of defaults, `[]` is nothing at all.
    return insert.body.rows.length > 0 ? `${target} default values${end}` : `${target} select where false${end}`;
  }
  const names = columns.map(({ name }) => identifier(name)).join(", ");
  const defaults = insert.missingAsDefault ? columns.filter((column) => isMissing(column, insert.body.rows)) : [];
  return `${target} (${names}) select ${names} from ${recordsSql(insert.body.text, columns, defaults)}${end}`;
}

export function updateSql(
  table: Table,
  body: Rows,
  columnNames: string[] | undefined,
  node: QueryNode,
  returning: string[] | "all",
): string | undefined {
  const columns = writtenColumns(table, columnNames ?? Object.keys(body.rows[0] ?? {}));
  if (columns.length === 0) return undefined;
  const assignments = columns.map(({ name }) => `${identifier(name)} = _r.${identifier(name)}`).join(", ");
  const records = `(select * from ${recordsSql(body.text, columns, [])} limit 1) as _r`;
  const where = whereSql(tableSource(table), node, "_t");
  return `update ${qualified(table.schema, table.name)} as _t set ${assignments} from ${records}${where}${
    returningSql(returning, "_t.")
  }`;
}

export function deleteSql(table: Table, node: QueryNode, returning: string[] | "all"): string {
  const where = whereSql(tableSource(table), node, "_t");
  return `delete from ${qualified(table.schema, table.name)} as _t${where}${returningSql(returning, "_t.")}`;
}

/** A default is worked out only where it is needed: that of a key takes a right that inserting does not. */
function isMissing(column: Column, rows: Record<string, unknown>[]): boolean {
  return column.default !== null && rows.some((row) => !(column.name in row));
}

function keysOf(rows: Record<string, unknown>[]): string[] {
  const [first = {}, ...others] = rows.map((row) => Object.keys(row));
  const names = new Set(first as string[]);
  if (others.every((keys) => keys.length === names.size && keys.every((key) => names.has(key)))) return [...names];
  throw new RestError(400, "PGRST102", "All object keys must match");
}

function writtenColumns(table: Table, names: string[]): Column[] {
  return names.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    throw new RestError(400, "PGRST204", `Could not find the '${name}' column of '${table.name}' in the schema cache`);
  });
}

/** Rows of JSON as rows of SQL, typed as the columns are. */
function recordsSql(text: string, columns: Column[], defaults: Column[]): string {
  const types = columns.map(({ name, type }) => `${identifier(name)} ${type}`).join(", ");
  const json = literal(text);
  if (defaults.length === 0) return `json_to_recordset(${json}::json) as _(${types})`;
  const pairs = defaults.map((column) => `${literal(column.name)}, ${column.default}`).join(", ");
  const filled = `select jsonb_agg(jsonb_build_object(${pairs}) || row) from jsonb_array_elements(${json}::jsonb) row`;
  return `jsonb_to_recordset((${filled})) as _(${types})`;
}

function conflictSql(table: Table, columns: Column[], { resolution, onConflict }: Insert): string {
  if (resolution === undefined) return "";
  const keys = onConflict ?? table.primaryKey;
  if (keys.length === 0) return "";
  const target = ` on conflict (${keys.map(identifier).join(", ")})`;
  if (resolution === "ignore-duplicates" || columns.length === 0) return `${target} do nothing`;
  const assignments = columns.map(({ name }) => `${identifier(name)} = excluded.${identifier(name)}`);
  return `${target} do update set ${assignments.join(", ")}`;
}

function returningSql(columns: string[] | "all", prefix = ""): string {
  if (columns === "all") return ` returning ${prefix}*`;
  if (columns.length === 0) return " returning 1";
  return ` returning ${columns.map((name) => prefix + identifier(name)).join(", ")}`;
}

/**
 * `/rest/v1/<table>`.
 *
 * @module
 */
import { contentRange, rangeStatus, respond } from "./answer.ts";
import { readRows } from "./body.ts";
import { RestError } from "./errors.ts";
import { answerForm, bodyExpression, contentType, requireSingle } from "./media_type.ts";
import { type ParsedQuery, parseQuery } from "./parse.ts";
import { preferenceApplied, type Preferences, readPreferences } from "./preferences.ts";
import type { QueryNode } from "./query_tree.ts";
import { neededColumns, readSql, tableSource } from "./read_sql.ts";
import type { RestContext } from "./index.ts";
import type { SchemaCache, Table } from "./schema_cache.ts";
import { type QueryResult, RESPONSE_SETTINGS, run, runChecked } from "./session.ts";
import { deleteSql, insertSql, updateSql } from "./write_sql.ts";

export async function readTable(context: RestContext, name: string): Promise<Response> {
  const { request, url, cache, sql } = context;
  const table = findTable(cache, context.schema, name);
  const form = answerForm(request);
  const preferences = readPreferences(request);
  const { root } = parseQuery(url.searchParams, false);
  applyRangeHeader(request, root);
  const source = tableSource(table);
  const rows = readSql(cache, source, root, { maxRows: context.maxRows, page: true });
  const total = preferences.count === undefined
    ? "null"
    : `(select count(*) from (${readSql(cache, source, root, { page: false })}) _)::text`;
  const query = `with _rows as (${rows}) select (${bodyExpression(form)})::text as body, count(*)::text as rows,
    ${total} as total, ${RESPONSE_SETTINGS} from _rows _t`;
  const result = await run(sql, { ...context.session, timeZone: preferences.timezone }, query);

  const count = Number(result.rows);
  const offset = root.offset ?? 0;
  requireSingle(form, count);
  return respond(request, rangeStatus(offset, count, result.total), result.body, {
    "content-type": contentType(form),
    "content-range": contentRange(offset, count, result.total),
    "content-location": `/${name}${url.search}`,
    ...preferenceApplied(preferences, ["count", "timezone"]),
  }, result);
}

export async function writeTable(context: RestContext, name: string): Promise<Response> {
  const { request, url, cache, sql } = context;
  const table = findTable(cache, context.schema, name);
  const form = answerForm(request);
  const preferences = readPreferences(request);
  const parsed = parseQuery(url.searchParams, false);
  const represented = preferences.return === "representation";
  const statement = await writeStatement(context, table, parsed, preferences, represented);
  const rows = represented ? readWritten(cache, table, parsed.root) : "table _written";
  const body = represented ? `(${bodyExpression(form)})::text` : "null";
  const query = `with _written as (${statement}), _rows as (${rows}) select ${body} as body, count(*)::text as rows,
    ${preferences.count === undefined ? "null" : "count(*)::text"} as total, ${RESPONSE_SETTINGS} from _rows _t`;

  const session = { ...context.session, timeZone: preferences.timezone };
  const limit = preferences.handling === "strict" ? preferences["max-affected"] : undefined;
  const result = (represented && form.form === "object") || limit !== undefined
    ? await runChecked(sql, session, query, (found) => {
      if (represented) requireSingle(form, Number(found.rows));
      requireFewer(found, limit);
    })
    : await run(sql, session, query);

  const applied = preferenceApplied(preferences, [
    "resolution",
    "missing",
    "return",
    "count",
    "max-affected",
    "timezone",
  ]);
  const count = Number(result.rows);
  const range = request.method === "POST" ? `*/${result.total ?? "*"}` : contentRange(0, count, result.total);
  const status = request.method === "POST" ? 201 : represented ? 200 : 204;
  return respond(request, status, represented ? result.body : null, {
    ...(represented ? { "content-type": contentType(form) } : {}),
    "content-range": range,
    ...applied,
  }, result);
}

/** Filters and limits said what to write; of what was written, everything is given back. */
function readWritten(cache: SchemaCache, table: Table, root: QueryNode): string {
  const node = { ...root, conditions: [], limit: undefined, offset: undefined };
  return readSql(cache, { from: "_written", table }, node, { page: true });
}

async function writeStatement(
  { request, cache }: RestContext,
  table: Table,
  { root, columns, onConflict }: ParsedQuery,
  preferences: Preferences,
  represented: boolean,
): Promise<string> {
  const returning = represented ? neededColumns(cache, table, root) : [];
  switch (request.method) {
    case "POST": {
      const body = await readRows(request);
      const { resolution } = preferences;
      const missingAsDefault = preferences.missing === "default";
      return insertSql(table, { body, columns, onConflict, resolution, missingAsDefault, returning });
    }
    case "PATCH": {
      const nothing = `select * from ${tableSource(table).from} where false`;
      return updateSql(table, await readRows(request), columns, root, returning) ?? nothing;
    }
    case "DELETE":
      return deleteSql(table, root, returning);
    default:
      throw new RestError(405, "PGRST117", `Unsupported HTTP method: ${request.method}`);
  }
}

function findTable(cache: SchemaCache, schema: string, name: string): Table {
  const table = cache.tables.get(`${schema}.${name}`);
  if (table !== undefined) return table;
  const near = [...cache.tables.values()].find((other) => other.schema === schema && isNear(other.name, name));
  const hint = near === undefined ? null : `Perhaps you meant the table '${schema}.${near.name}'`;
  throw new RestError(404, "PGRST205", `Could not find the table '${schema}.${name}' in the schema cache`, null, hint);
}

function isNear(known: string, wanted: string): boolean {
  return known.startsWith(wanted.slice(0, -1)) || wanted.startsWith(known.slice(0, -1));
}

/** `Range: 0-9` counts rows; `limit` and `offset` say the same in the URL. */
function applyRangeHeader(request: Request, root: { limit?: number | undefined; offset?: number | undefined }): void {
  const [, first, last] = /^(?:items=)?(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (first === undefined || root.limit !== undefined || root.offset !== undefined) return;
  root.offset = Number(first);
  if (last !== "" && last !== undefined) root.limit = Number(last) - root.offset + 1;
}

function requireFewer(result: QueryResult, limit: string | undefined): void {
  if (limit === undefined || Number(result.rows) <= Number(limit)) return;
  const details = `The query affects ${result.rows} rows`;
  throw new RestError(400, "PGRST124", "Query result exceeds max-affected preference constraint", details);
}

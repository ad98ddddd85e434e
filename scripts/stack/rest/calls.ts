/**
 * `/rest/v1/rpc/<function>`.
 *
 * @module
 */
import { contentRange, rangeStatus, respond } from "./answer.ts";
import { readArguments } from "./body.ts";
import { RestError } from "./errors.ts";
import { type AnswerForm, answerForm, bodyExpression, contentType, requireSingle } from "./media_type.ts";
import { parseQuery } from "./parse.ts";
import { preferenceApplied, readPreferences } from "./preferences.ts";
import type { QueryNode } from "./query_tree.ts";
import { readSql } from "./read_sql.ts";
import { type CallArguments, callSql, findRoutine } from "./routine_call.ts";
import type { RestContext } from "./index.ts";
import type { Routine } from "./schema_cache.ts";
import { RESPONSE_SETTINGS, run, runChecked } from "./session.ts";

export async function callRoutine(context: RestContext, name: string): Promise<Response> {
  const { request, url, cache, session, sql } = context;
  const byPost = request.method === "POST";
  if (!byPost && request.method !== "GET" && request.method !== "HEAD") {
    throw new RestError(405, "PGRST101", "Only GET, HEAD and POST are allowed for calling a function");
  }
  const form = answerForm(request);
  const preferences = readPreferences(request);
  const { root, parameters } = parseQuery(url.searchParams, !byPost);
  const call: CallArguments = byPost
    ? { json: await readArguments(request) }
    : { texts: new Map(parameters.map(([key]) => [key, valuesOf(parameters, key)])) };
  const given = "json" in call ? call.json.names : [...call.texts.keys()];
  const routine = findRoutine(cache, context.schema, name, given);

  const query = callQuery(context, routine, call, root, form, preferences.count !== undefined);
  const scoped = { ...session, timeZone: preferences.timezone };
  const single = form.form === "object" && routine.returns === "composite" && routine.returnsSet;
  const result = single
    ? await runChecked(sql, scoped, query, (found) => requireSingle(form, Number(found.rows)))
    : await run(sql, scoped, query);
  if (routine.returns === "void") return respond(request, 204, null, {}, result);

  const rows = Number(result.rows);
  const offset = root.offset ?? 0;
  const status = routine.returnsSet ? rangeStatus(offset, rows, result.total) : 200;
  return respond(request, status, result.body, {
    "content-type": contentType(form.form === "object" && !single ? { ...form, form: "array" } : form),
    "content-range": contentRange(offset, routine.returnsSet ? rows : 1, result.total),
    ...preferenceApplied(preferences, ["count", "timezone"]),
  }, result);
}

function valuesOf(parameters: [string, string][], key: string): string[] {
  return parameters.filter(([name]) => name === key).map(([, value]) => value);
}

function callQuery(
  context: RestContext,
  routine: Routine,
  call: CallArguments,
  root: QueryNode,
  form: AnswerForm,
  counted: boolean,
): string {
  const rows = callSql(routine, call);
  const ending = (total: string) => `count(*)::text as rows, ${total} as total, ${RESPONSE_SETTINGS} from _rows _t`;
  if (routine.returns !== "composite") {
    const list = `coalesce(json_agg(_t.value), '[]')`;
    const body = routine.returns === "void" ? "null" : routine.returnsSet ? list : "json_agg(_t.value) -> 0";
    // Without limit and filters: there is no column to name, and one value is one value.
    return `with _rows as (${rows}) select (${body})::text as body, ${ending("null")}`;
  }
  const table = routine.table === null ? undefined : context.cache.tableByOid.get(routine.table);
  const source = { from: "_call", table };
  const maxRows = routine.returnsSet ? context.maxRows : undefined;
  const read = readSql(context.cache, source, root, { maxRows, page: true });
  const total = counted
    ? `(select count(*) from (${readSql(context.cache, source, root, { page: false })}) _)::text`
    : "null";
  const body = routine.returnsSet ? bodyExpression(form) : bodyExpression({ ...form, form: "object" });
  return `with _call as (${rows}), _rows as (${read}) select (${body})::text as body, ${ending(total)}`;
}

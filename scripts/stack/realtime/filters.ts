/**
 * The filters of `postgres_changes`, such as `status=eq.done,progress=gt.0.5`: all must hold. Equality on types whose
 * text is unique is decided here; everything else is asked of Postgres.
 *
 * @module
 */
import type { Sql } from "postgres";
import type { Row } from "./pgoutput.ts";

const OPERATORS: Record<string, string> = {
  eq: "=",
  neq: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  in: "= any",
  like: "~~",
  ilike: "~~*",
  match: "~",
  imatch: "~*",
  is: "is",
  isdistinct: "is distinct from",
};
const PATTERNS = ["like", "ilike", "match", "imatch"];
const KEYWORDS = ["null", "true", "false", "unknown"];
const MAX_LIST = 100;
// Two values of these types are equal just when Postgres writes them alike.
const UNIQUE_TEXT = ["text", "character varying", "uuid", "smallint", "integer", "bigint"];

export interface Filter {
  column: string;
  operator: string;
  value: string;
  negated: boolean;
  /** Set where equality of text decides: the values, as Postgres writes them. */
  anyOf?: string[];
}

/** @throws Error that says which filter cannot be read */
export function parseFilters(text: string | undefined): Filter[] {
  if (!text) return [];
  return splitOutsideOfLists(text).map((part) => {
    const match = /^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s.exec(part.trim());
    const [, column, not, operator, value] = match ?? [];
    if (column === undefined || !(operator! in OPERATORS)) throw new Error(`Error parsing \`filter\` params: ${part}`);
    if (operator === "is" && !KEYWORDS.includes(value!)) {
      throw new Error("invalid value for is filter: must be null, true, false, or unknown");
    }
    return {
      column,
      operator: operator!,
      // A list is written as `(a,b)`; in quoting and escaping it is otherwise an array of Postgres.
      value: operator === "in" ? value!.replace(/^\((.*)\)$/s, "{$1}") : value!,
      negated: not !== undefined,
    };
  });
}

/**
 * Checks the values against the columns' types.
 *
 * @param types type names by column, as Postgres' `format_type` writes them
 * @throws Error of Postgres when a value is none of the column's type, or the operator does not go with it
 */
export async function prepareFilters(sql: Sql, filters: Filter[], types: Map<string, string>): Promise<Filter[]> {
  return await Promise.all(filters.map(async (filter) => {
    const type = types.get(filter.column);
    if (type === undefined) throw new Error(`invalid column for filter ${filter.column}`);
    // A pattern is only read when there is something to match.
    const sample = PATTERNS.includes(filter.operator) ? "" : null;
    await sql.unsafe(`select ${condition(filter, type, 1)}`, [sample, filter.value]);
    if (!["eq", "neq", "in"].includes(filter.operator)) return filter;
    const list = filter.operator === "in" ? `$1::text::${type}[]` : `array[$1::text::${type}]`;
    const [row] = await sql.unsafe(`select ${list}::text[] as values`, [filter.value]);
    const values = row!.values as string[];
    if (values.length > MAX_LIST) throw new Error(`too many values for \`in\` filter. Maximum ${MAX_LIST}`);
    return UNIQUE_TEXT.includes(type) ? { ...filter, anyOf: values } : filter;
  }));
}

/** Whether a row passes. A column that the row does not have lets nothing pass. */
export async function passes(sql: Sql, filters: Filter[], types: Map<string, string>, row: Row): Promise<boolean> {
  const toAsk: Filter[] = [];
  for (const filter of filters) {
    const value = row[filter.column];
    if (value === undefined) return false;
    if (filter.anyOf === undefined) {
      toAsk.push(filter);
      continue;
    }
    const isEqual = filter.anyOf.includes(value ?? "");
    if (value === null || isEqual === (filter.negated !== (filter.operator === "neq"))) return false;
  }
  if (toAsk.length === 0) return true;
  const conditions = toAsk.map((filter, i) => condition(filter, types.get(filter.column)!, 2 * i + 1));
  const values = toAsk.flatMap((filter) => [row[filter.column] ?? null, filter.value]);
  const [answer] = await sql.unsafe(`select coalesce(${conditions.join(" and ")}, false) as passes`, values);
  return answer!.passes;
}

/** The condition in SQL, on the parameters `$n` (the row's value) and `$n+1` (the filter's). */
function condition({ operator, value, negated }: Filter, type: string, n: number): string {
  const left = `$${n}::text::${type}`;
  const test = operator === "is"
    ? `${left} is ${value} and ($${n + 1}::text is null or true)`
    : operator === "in"
    ? `${left} = any ($${n + 1}::text::${type}[])`
    : `${left} ${OPERATORS[operator]} $${n + 1}::text::${type}`;
  return negated ? `not (${test})` : `(${test})`;
}

function splitOutsideOfLists(text: string): string[] {
  const parts = [""];
  let depth = 0;
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (!isQuoted && char === "(") depth++;
    if (!isQuoted && char === ")") depth--;
    if (char === "," && depth === 0 && !isQuoted) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

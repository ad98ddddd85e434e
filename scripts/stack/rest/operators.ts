/**
 * PostgREST's operators in SQL.
 *
 * @module
 */
import { RestError } from "./errors.ts";
import type { Filter } from "./query_tree.ts";
import { arrayLiteral, literal } from "./sql_text.ts";

export const OPERATORS: Record<string, string> = {
  eq: "=",
  neq: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  like: "like",
  ilike: "ilike",
  match: "~",
  imatch: "~*",
  in: "in",
  is: "is",
  isdistinct: "is distinct from",
  cs: "@>",
  cd: "<@",
  ov: "&&",
  sl: "<<",
  sr: ">>",
  nxr: "&<",
  nxl: "&>",
  adj: "-|-",
  fts: "to_tsquery",
  plfts: "plainto_tsquery",
  phfts: "phraseto_tsquery",
  wfts: "websearch_to_tsquery",
};

const TEXT_SEARCH = ["fts", "plfts", "phfts", "wfts"];
const QUANTIFIABLE = ["eq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch"];
const IS_VALUES = ["null", "not_null", "true", "false", "unknown"];

/**
 * A filter on an expression.
 *
 * @param type the column's type where it is known: full-text search makes a vector of what is none
 */
export function operatorSql(left: string, filter: Filter, type: string | undefined): string {
  const { operator, modifier, value } = filter;
  const sql = TEXT_SEARCH.includes(operator)
    ? textSearch(left, filter, type)
    : operator === "in"
    ? `${left} = any (${arrayLiteral(listElements(value))})`
    : operator === "is"
    ? isTest(left, value)
    : modifier !== undefined && QUANTIFIABLE.includes(operator)
    ? `${left} ${OPERATORS[operator]} ${quantifier(modifier)} (${literal(pattern(operator, value))})`
    : `${left} ${OPERATORS[operator]} ${literal(pattern(operator, value))}`;
  return filter.negated ? `not (${sql})` : sql;
}

/** In URLs `*` stands for the `%` of `like`. */
function pattern(operator: string, value: string): string {
  return operator === "like" || operator === "ilike" ? value.replaceAll("*", "%") : value;
}

function quantifier(modifier: string): string {
  if (modifier === "any" || modifier === "all") return modifier;
  throw new RestError(400, "PGRST100", `"failed to parse filter (${modifier})"`, 'expecting "any" or "all"');
}

function isTest(left: string, value: string): string {
  const word = value.toLowerCase();
  if (!IS_VALUES.includes(word)) {
    throw new RestError(
      400,
      "PGRST100",
      `"failed to parse filter (is.${value})"`,
      "expecting isVal: (null, not_null, true, false, unknown)",
    );
  }
  return `${left} is ${word === "not_null" ? "not null" : word}`;
}

function textSearch(left: string, { operator, modifier, value }: Filter, type: string | undefined): string {
  const language = modifier === undefined ? "" : `${literal(modifier)}, `;
  const vector = type === undefined || type === "tsvector" ? left : `to_tsvector(${language}${left})`;
  return `${vector} @@ ${OPERATORS[operator]}(${language}${literal(value)})`;
}

/** The elements of `(1,2,"a,b")`. */
function listElements(value: string): string[] {
  const inner = /^\((.*)\)$/s.exec(value)?.[1];
  if (inner === undefined) {
    throw new RestError(400, "PGRST100", `"failed to parse filter (in.${value})"`, 'expecting "("');
  }
  if (inner === "") return [];
  const elements: string[] = [];
  for (const match of inner.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))\s*(?:,|$)/gy)) {
    if (match.index === inner.length && !inner.endsWith(",")) break;
    elements.push(match[1]?.replaceAll(/\\(.)/g, "$1") ?? match[2]!);
  }
  return elements;
}

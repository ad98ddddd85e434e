/**
 * Reads the parameters of a request's URL into a {@link QueryNode}.
 *
 * @module
 */
import { notEmbedded, RestError } from "./errors.ts";
import { readFilterValue, readLogicMembers } from "./parse_filter.ts";
import { type Embed, embedsOf, emptyNode, type Field, type OrderTerm, type QueryNode } from "./query_tree.ts";
import { readJsonPath, Scanner } from "./scanner.ts";

export interface ParsedQuery {
  root: QueryNode;
  /** Columns that a write is limited to. */
  columns?: string[] | undefined;
  onConflict?: string[] | undefined;
  /** What is no filter: the arguments of a function that is called by GET. */
  parameters: [name: string, value: string][];
}

/** @param call whether unfit filters are a function's arguments, or errors */
export function parseQuery(params: URLSearchParams, call: boolean): ParsedQuery {
  const root = emptyNode();
  const parsed: ParsedQuery = { root, parameters: [] };
  root.select = parseSelect(params.get("select") ?? "*");
  for (const [key, value] of params) {
    switch (key) {
      case "select":
      case "apikey":
        break;
      case "columns":
        parsed.columns = parseNames(value, "columns parameter");
        break;
      case "on_conflict":
        parsed.onConflict = parseNames(value, "on_conflict parameter");
        break;
      default:
        if (!applyParameter(root, key, value, call)) parsed.parameters.push([key, value]);
    }
  }
  return parsed;
}

/** Puts a parameter where it belongs. False when it is no filter and a function's arguments are welcome. */
function applyParameter(root: QueryNode, key: string, value: string, call: boolean): boolean {
  const scanner = new Scanner(key, "parameter");
  const relations: string[] = [];
  for (;;) {
    const name = scanner.name();
    if (!scanner.take(".")) {
      const path = readJsonPath(scanner);
      const negated = relations.at(-1) === "not" && ["and", "or"].includes(name);
      if (negated) relations.pop();
      if (name === "and" || name === "or") {
        const conditions = readLogicMembers(new Scanner(value, "logic tree"));
        nodeAt(root, relations, key).conditions.push({ kind: "logic", operator: name, negated, conditions });
      } else if (name === "order") {
        nodeAt(root, relations, key).order = parseOrder(value);
      } else if (name === "limit" || name === "offset") {
        nodeAt(root, relations, key)[name] = readCount(name, value);
      } else {
        const filter = readFilterValue(value, name, path, call && relations.length === 0);
        if (filter === undefined) return false;
        nodeAt(root, relations, key).conditions.push(filter);
      }
      return true;
    }
    relations.push(name);
  }
}

function readCount(name: string, value: string): number {
  if (!/^\d+$/.test(value)) {
    throw new RestError(400, "PGRST100", `"failed to parse ${name} parameter (${value})"`, "expecting a number");
  }
  return Number(value);
}

function nodeAt(root: QueryNode, relations: string[], parameter: string): QueryNode {
  return relations.reduce((node, name) => {
    const embed = embedsOf(node).find((candidate) => (candidate.alias ?? candidate.name) === name);
    if (embed === undefined) throw notEmbedded(name, parameter);
    return embed.node;
  }, root);
}

function parseSelect(text: string): (Field | Embed)[] {
  const scanner = new Scanner(text, "select parameter");
  const items = readSelectItems(scanner);
  if (!scanner.done) throw scanner.error("expecting end of input");
  return items;
}

function readSelectItems(scanner: Scanner): (Field | Embed)[] {
  const items: (Field | Embed)[] = [];
  for (;;) {
    scanner.match(/\s+/);
    if (scanner.done || scanner.peek(")")) return items;
    items.push(readSelectItem(scanner));
    scanner.match(/\s+/);
    if (!scanner.take(",")) return items;
  }
}

function readSelectItem(scanner: Scanner): Field | Embed {
  if (scanner.take("*")) return { kind: "field", column: "*", path: [] };
  const spread = scanner.take("...");
  let name = scanner.name();
  let alias: string | undefined;
  if (!scanner.peek("::") && scanner.take(":")) {
    alias = name;
    name = scanner.name();
  }
  const hints: string[] = [];
  while (scanner.take("!")) hints.push(scanner.name());
  if (scanner.take("(")) {
    const node = { ...emptyNode(), select: readSelectItems(scanner) };
    scanner.expect(")");
    const hint = hints.find((word) => word !== "inner" && word !== "left");
    return { kind: "embed", name, alias, hint, inner: hints.includes("inner"), spread, node };
  }
  const path = readJsonPath(scanner);
  const cast = scanner.take("::") ? scanner.match(/[\w ]+(\[\])?/) : undefined;
  if (scanner.peek(".") || hints.length > 0 || spread) throw scanner.error("expecting an embedded resource");
  return { kind: "field", column: name, path, cast, alias };
}

function parseOrder(text: string): OrderTerm[] {
  const scanner = new Scanner(text, "order parameter");
  const terms: OrderTerm[] = [];
  do {
    const term: OrderTerm = { column: scanner.name(), path: [] };
    if (scanner.take("(")) {
      term.relation = term.column;
      term.column = scanner.name();
      term.path = readJsonPath(scanner);
      scanner.expect(")");
    } else {
      term.path = readJsonPath(scanner);
    }
    if (scanner.take(".asc")) term.direction = "asc";
    else if (scanner.take(".desc")) term.direction = "desc";
    if (scanner.take(".nullsfirst")) term.nulls = "first";
    else if (scanner.take(".nullslast")) term.nulls = "last";
    terms.push(term);
  } while (scanner.take(","));
  if (!scanner.done) throw scanner.error('expecting ",", ".asc", ".desc", ".nullsfirst" or ".nullslast"');
  return terms;
}

function parseNames(text: string, what: string): string[] {
  const scanner = new Scanner(text, what);
  const names: string[] = [];
  do names.push(scanner.name()); while (scanner.take(","));
  if (!scanner.done) throw scanner.error('expecting ","');
  return names;
}

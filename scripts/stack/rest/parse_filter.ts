/**
 * Reads filters: `eq.5`, `not.in.(1,2)`, `or=(a.eq.1,and(b.gt.2,c.is.null))`.
 *
 * @module
 */
import { OPERATORS } from "./operators.ts";
import type { Condition, Filter, JsonStep } from "./query_tree.ts";
import { readJsonPath, Scanner } from "./scanner.ts";

/** Reads the value of a parameter. Undefined when it has no operator and need not be a filter. */
export function readFilterValue(
  value: string,
  column: string,
  path: JsonStep[],
  optional: boolean,
): Filter | undefined {
  const scanner = new Scanner(value, "filter");
  const start = readOperator(scanner);
  if (start === undefined) {
    if (optional) return undefined;
    throw scanner.error("expecting an operator (eq, gt, ...) followed by a dot");
  }
  return { kind: "filter", column, path, ...start, value: scanner.rest };
}

/** Reads `(…,…)`: the members of an `and` or `or`. */
export function readLogicMembers(scanner: Scanner): Condition[] {
  scanner.expect("(");
  const conditions: Condition[] = [];
  do {
    scanner.match(/\s+/);
    conditions.push(readCondition(scanner));
    scanner.match(/\s+/);
  } while (scanner.take(","));
  scanner.expect(")");
  return conditions;
}

function readCondition(scanner: Scanner): Condition {
  const logic = scanner.match(/(?:not\.)?(?:and|or)(?=\()/);
  if (logic !== undefined) {
    const operator = logic.endsWith("or") ? "or" : "and";
    return { kind: "logic", operator, negated: logic.startsWith("not."), conditions: readLogicMembers(scanner) };
  }
  const column = scanner.name();
  const path = readJsonPath(scanner);
  scanner.expect(".");
  const start = readOperator(scanner);
  if (start === undefined) throw scanner.error("expecting an operator (eq, gt, ...) followed by a dot");
  return { kind: "filter", column, path, ...start, value: readMemberValue(scanner) };
}

function readOperator(scanner: Scanner): Pick<Filter, "negated" | "operator" | "modifier"> | undefined {
  const found = scanner.match(/(?:not\.)?[a-z]+(?:\([^)]*\))?\./);
  if (found === undefined) return undefined;
  const [, negation, operator, modifier] = /^(not\.)?([a-z]+)(?:\((.*)\))?\.$/.exec(found)!;
  if (!(operator! in OPERATORS)) return undefined;
  return { negated: negation !== undefined, operator: operator!, modifier };
}

/** Within a logic tree a value ends at a comma or a bracket, unless it is a list, an array or quoted. */
function readMemberValue(scanner: Scanner): string {
  if (scanner.take('"')) {
    const quoted = scanner.match(/(?:[^"\\]|\\.)*/)!;
    scanner.expect('"');
    return quoted.replaceAll(/\\(.)/g, "$1");
  }
  return scanner.match(/\((?:[^()"]|"(?:[^"\\]|\\.)*"|\([^)]*\))*\)/) ?? scanner.match(/\{[^}]*\}/) ??
    scanner.match(/[^,)]*/)!;
}

/**
 * What the parameters of a request ask for, as a tree: one node for the table of the path and one for each table embedded
 * in it.
 *
 * @module
 */

/** `column->key->>last::type`, under a name of its own. */
export interface Field {
  kind: "field";
  column: string;
  path: JsonStep[];
  cast?: string | undefined;
  alias?: string | undefined;
}

export interface JsonStep {
  operator: "->" | "->>";
  key: string;
}

export interface Embed {
  kind: "embed";
  name: string;
  alias?: string | undefined;
  /** Which of several relationships, by the name of a key, a column or a junction. */
  hint?: string | undefined;
  inner: boolean;
  /** Whether its columns are the outer row's own. */
  spread: boolean;
  node: QueryNode;
}

export interface Filter {
  kind: "filter";
  column: string;
  path: JsonStep[];
  negated: boolean;
  operator: string;
  /** `eq(any).{…}`, or the language of `fts(english).…`. */
  modifier?: string | undefined;
  value: string;
}

export interface Logic {
  kind: "logic";
  operator: "and" | "or";
  negated: boolean;
  conditions: Condition[];
}

export type Condition = Filter | Logic;

export interface OrderTerm {
  /** An embedded table whose column it is. */
  relation?: string | undefined;
  column: string;
  path: JsonStep[];
  direction?: "asc" | "desc" | undefined;
  nulls?: "first" | "last" | undefined;
}

export interface QueryNode {
  select: (Field | Embed)[];
  conditions: Condition[];
  order: OrderTerm[];
  limit?: number | undefined;
  offset?: number | undefined;
}

export function emptyNode(): QueryNode {
  return { select: [], conditions: [], order: [] };
}

export function embedsOf(node: QueryNode): Embed[] {
  return node.select.filter((item) => item.kind === "embed");
}

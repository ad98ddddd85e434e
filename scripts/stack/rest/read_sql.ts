/**
 * Turns a {@link QueryNode} into a `select`. Each embedded table is a lateral join that gives one JSON value.
 *
 * @module
 */
import { notEmbedded, RestError } from "./errors.ts";
import { operatorSql } from "./operators.ts";
import type { Condition, Embed, Field, JsonStep, OrderTerm, QueryNode } from "./query_tree.ts";
import { findRelationship, type Relationship } from "./relationships.ts";
import type { SchemaCache, Table } from "./schema_cache.ts";
import { identifier, literal, qualified } from "./sql_text.ts";

export interface Source {
  /** What stands after `from`. */
  from: string;
  /** The table whose rows these are, for types and relationships; undefined for a function's own rows. */
  table: Table | undefined;
}

export function tableSource(table: Table): Source {
  return { from: qualified(table.schema, table.name), table };
}

export interface ReadOptions {
  /** Rows at most, of this and of every embedded list. */
  maxRows?: number | undefined;
  /** False for what counts the rows: then neither order nor limit is needed. */
  page: boolean;
}

/** A `select` of the node's rows, named as the caller wants them. */
export function readSql(cache: SchemaCache, source: Source, node: QueryNode, options: ReadOptions): string {
  return new Reader(cache, options).select(source, node, { many: true });
}

/** The columns that a write has to give back so that the node can be read from them. */
export function neededColumns(cache: SchemaCache, table: Table, node: QueryNode): string[] | "all" {
  const names = new Set<string>();
  for (const item of node.select) {
    if (item.kind === "embed") {
      const { pairs, junction } = findRelationship(cache, table, item);
      for (const [outer] of junction?.outerPairs ?? pairs) names.add(outer);
    } else {
      if (item.column === "*") return "all";
      names.add(item.column);
    }
  }
  for (const term of node.order) if (term.relation === undefined) names.add(term.column);
  return [...names];
}

/** The `where` of an update or delete, which embeds nothing. */
export function whereSql(source: Source, node: QueryNode, alias: string): string {
  const conditions = node.conditions.map((condition) => conditionSql(condition, alias, source.table, new Map()));
  return conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
}

/** Where a `select` stands: at the root, or joined to an outer row. */
interface Place {
  alias?: string;
  conditions?: string[];
  from?: string;
  /** Whether it may give more than one row, which then are limited. */
  many: boolean;
}

class Reader {
  #aliases = 0;

  constructor(private readonly cache: SchemaCache, private readonly options: ReadOptions) {}

  select(source: Source, node: QueryNode, place: Place): string {
    const alias = place.alias ?? this.#next("t");
    const columns: string[] = [];
    const joins: string[] = [];
    const embeds = new Map<string, string>();
    for (const item of node.select) {
      if (item.kind === "field") columns.push(selectField(item, alias));
      else this.#embed(item, source, alias, columns, joins, embeds);
    }
    const conditions = [
      ...place.conditions ?? [],
      ...node.conditions.map((condition) => conditionSql(condition, alias, source.table, embeds)),
    ];
    const where = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
    // A select without columns is valid, but gives no rows to count in JSON.
    const list = columns.length === 0 ? "null as _" : columns.join(", ");
    const text = `select ${list} from ${source.from} as ${alias}${place.from ?? ""}${joins.join("")}${where}`;
    return text + this.#page(node, alias, embeds, place.many ? this.options.maxRows : undefined);
  }

  #page(node: QueryNode, alias: string, embeds: Map<string, string>, maxRows: number | undefined): string {
    if (!this.options.page) return "";
    const order = node.order.length === 0
      ? ""
      : ` order by ${node.order.map((term) => orderSql(term, alias, embeds)).join(", ")}`;
    const limit = Math.min(node.limit ?? Infinity, maxRows ?? Infinity);
    return order + (limit === Infinity ? "" : ` limit ${limit}`) + (node.offset ? ` offset ${node.offset}` : "");
  }

  #embed(
    embed: Embed,
    source: Source,
    outer: string,
    columns: string[],
    joins: string[],
    embeds: Map<string, string>,
  ): void {
    if (source.table === undefined) {
      const message = `Could not find a relationship between the function's rows and '${embed.name}'`;
      throw new RestError(400, "PGRST200", message);
    }
    const relationship = findRelationship(this.cache, source.table, embed);
    const name = embed.alias ?? embed.name;
    const joined = this.#next("e");
    const inner = this.#related(relationship, embed, outer);
    const join = embed.inner ? "inner" : "left";
    if (relationship.toOne) {
      joins.push(` ${join} join lateral (${inner}) as ${joined} on true`);
      embeds.set(name, joined);
      if (embed.spread) columns.push(...spreadColumns(embed, joined, relationship.target));
      else if (embed.node.select.length > 0) columns.push(`row_to_json(${joined}.*) as ${identifier(name)}`);
      return;
    }
    if (embed.spread) {
      const message = `A spread operation on '${embed.name}' is not possible`;
      throw new RestError(
        400,
        "PGRST119",
        message,
        `'${source.table.name}' and '${embed.name}' do not form a many-to-one or one-to-one relationship`,
      );
    }
    const on = embed.inner ? `${joined}.list is not null` : "true";
    joins.push(` ${join} join lateral (select json_agg(_x) as list from (${inner}) _x) as ${joined} on ${on}`);
    embeds.set(name, `${joined}.list`);
    if (embed.node.select.length > 0) columns.push(`coalesce(${joined}.list, '[]') as ${identifier(name)}`);
  }

  #related({ target, pairs, junction, toOne }: Relationship, embed: Embed, outer: string): string {
    const alias = this.#next("t");
    const equal = (left: string, right: string) => (pair: [string, string]) =>
      `${left}.${identifier(pair[0])} = ${right}.${identifier(pair[1])}`;
    if (junction === undefined) {
      const conditions = pairs.map(equal(outer, alias));
      return this.select(tableSource(target), embed.node, { conditions, alias, many: !toOne });
    }
    const between = this.#next("j");
    const conditions = [
      ...junction.outerPairs.map(equal(outer, between)),
      ...junction.targetPairs.map(equal(between, alias)),
    ];
    const from = `, ${qualified(junction.table.schema, junction.table.name)} as ${between}`;
    return this.select(tableSource(target), embed.node, { conditions, from, alias, many: true });
  }

  #next(prefix: string): string {
    return `_${prefix}${this.#aliases++}`;
  }
}

function spreadColumns(embed: Embed, joined: string, target: Table): string[] {
  return embed.node.select.flatMap((item) => {
    if (item.kind === "field" && item.column === "*") {
      return target.columns.map(({ name }) => `${joined}.${identifier(name)}`);
    }
    const name = item.kind === "field" ? outputName(item) : item.alias ?? item.name;
    return [`${joined}.${identifier(name)}`];
  });
}

function selectField(field: Field, alias: string): string {
  if (field.column === "*") return `${alias}.*`;
  const expression = pathSql(alias, field.column, field.path);
  const cast = field.cast === undefined ? expression : `cast(${expression} as ${field.cast})`;
  return `${cast} as ${identifier(outputName(field))}`;
}

/** A JSON path is named after its last key that is no index. */
function outputName({ alias, column, path }: Field): string {
  return alias ?? path.findLast(({ key }) => !/^-?\d+$/.test(key))?.key ?? column;
}

function pathSql(alias: string, column: string, path: JsonStep[]): string {
  const start = `${alias}.${identifier(column)}`;
  if (path.length === 0) return start;
  const steps = path.map(({ operator, key }) => `${operator} ${/^-?\d+$/.test(key) ? key : literal(key)}`);
  return `(to_jsonb(${start}) ${steps.join(" ")})`;
}

function conditionSql(
  condition: Condition,
  alias: string,
  table: Table | undefined,
  embeds: Map<string, string>,
): string {
  if (condition.kind === "logic") {
    const parts = condition.conditions.map((part) => conditionSql(part, alias, table, embeds));
    const joined = `(${parts.join(` ${condition.operator} `)})`;
    return condition.negated ? `not ${joined}` : joined;
  }
  const embedded = condition.operator === "is" ? embeds.get(condition.column) : undefined;
  // A row of nulls "is null" in SQL, though it is there.
  if (embedded !== undefined) return `${embedded} is ${condition.negated ? "" : "not "}distinct from null`;
  const type = condition.path.length > 0
    ? "text"
    : table?.columns.find((column) => column.name === condition.column)?.type;
  return operatorSql(pathSql(alias, condition.column, condition.path), condition, type);
}

function orderSql(term: OrderTerm, alias: string, embeds: Map<string, string>): string {
  const owner = term.relation === undefined ? alias : embeds.get(term.relation);
  if (owner === undefined) throw notEmbedded(term.relation!);
  const direction = term.direction === undefined ? "" : ` ${term.direction}`;
  return pathSql(owner, term.column, term.path) + direction + (term.nulls === undefined ? "" : ` nulls ${term.nulls}`);
}

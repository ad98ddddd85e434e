/**
 * Finds how two tables are related: by a key of the one, of the other, or by a table between them.
 *
 * @module
 */
import { RestError } from "./errors.ts";
import type { Embed } from "./query_tree.ts";
import type { ForeignKey, SchemaCache, Table } from "./schema_cache.ts";

export interface Relationship {
  target: Table;
  /** Whether it leads to one row at most. */
  toOne: boolean;
  /** Column pairs that are equal, of the outer and of the target table; through the junction when there is one. */
  pairs: [outer: string, target: string][];
  junction?: { table: Table; outerPairs: [outer: string, junction: string][]; targetPairs: [string, string][] };
  /** What the relationship can be asked for by, beside the target's name. */
  names: string[];
  cardinality: string;
}

/** @throws RestError when there is none, or more than one */
export function findRelationship(cache: SchemaCache, outer: Table, embed: Embed): Relationship {
  const all = candidates(cache, outer, embed.name);
  const hinted = embed.hint === undefined ? all : all.filter((candidate) => candidate.names.includes(embed.hint!));
  if (hinted.length === 1) return hinted[0]!;
  if (hinted.length === 0) {
    const between = `'${outer.name}' and '${embed.name}'`;
    const using = embed.hint === undefined ? "" : ` using the hint '${embed.hint}'`;
    throw new RestError(
      400,
      "PGRST200",
      `Could not find a relationship between ${between} in the schema cache`,
      `Searched for a foreign key relationship between ${between}${using} in the schema '${outer.schema}', but no matches were found.`,
    );
  }
  throw ambiguous(outer, embed, hinted);
}

function candidates(cache: SchemaCache, outer: Table, name: string): Relationship[] {
  const found: Relationship[] = [];
  for (const key of cache.foreignKeys) {
    const source = cache.tableByOid.get(key.table);
    const target = cache.tableByOid.get(key.target);
    if (key.table === outer.oid && target !== undefined && isNamed(target, key, name)) {
      found.push({
        target,
        toOne: true,
        pairs: key.columns.map((column, i) => [column, key.targetColumns[i]!]),
        names: [key.name, target.name, ...(key.columns.length === 1 ? key.columns : [])],
        cardinality: key.unique ? "one-to-one" : "many-to-one",
      });
    }
    if (key.target === outer.oid && source !== undefined && (source.name === name || key.name === name)) {
      found.push({
        target: source,
        toOne: key.unique,
        pairs: key.columns.map((column, i) => [key.targetColumns[i]!, column]),
        names: [key.name, source.name, ...(key.columns.length === 1 && key.table !== key.target ? key.columns : [])],
        cardinality: key.unique ? "one-to-one" : "one-to-many",
      });
    }
  }
  return found.length > 0 ? found : throughJunctions(cache, outer, name);
}

function isNamed(target: Table, key: ForeignKey, name: string): boolean {
  return target.name === name || key.name === name || (key.columns.length === 1 && key.columns[0] === name);
}

function throughJunctions(cache: SchemaCache, outer: Table, name: string): Relationship[] {
  const found: Relationship[] = [];
  for (const near of cache.foreignKeys.filter((key) => key.target === outer.oid)) {
    const junction = cache.tableByOid.get(near.table);
    for (const far of cache.foreignKeys.filter((key) => key.table === near.table && key !== near)) {
      const target = cache.tableByOid.get(far.target);
      if (junction === undefined || target?.name !== name) continue;
      const isKey = [...near.columns, ...far.columns].every((column) => junction.primaryKey.includes(column));
      if (!isKey) continue;
      found.push({
        target,
        toOne: false,
        pairs: [],
        junction: {
          table: junction,
          outerPairs: near.columns.map((column, i) => [near.targetColumns[i]!, column]),
          targetPairs: far.columns.map((column, i) => [column, far.targetColumns[i]!]),
        },
        names: [near.name, far.name, junction.name, target.name],
        cardinality: "many-to-many",
      });
    }
  }
  return found;
}

function ambiguous(outer: Table, embed: Embed, found: Relationship[]): RestError {
  const details = found.map(({ cardinality, target, names, junction }) => ({
    cardinality,
    embedding: `${outer.name} with ${target.name}`,
    relationship: junction === undefined
      ? `${names[0]} using ${outer.name} and ${target.name}`
      : `${junction.table.name} using ${names[0]} and ${names[1]}`,
  }));
  const message =
    `Could not embed because more than one relationship was found for '${outer.name}' and '${embed.name}'`;
  const choices = found.map(({ names }) => `'${embed.name}!${names[0]}'`).join(", ");
  const hint = `Try changing '${embed.name}' to one of the following: ${choices}. ` +
    "Find the desired relationship in the 'details' key.";
  return new RestError(300, "PGRST201", message, details, hint);
}

import type { Table } from "../sources/table_source.ts";

/** Of two files the first tables are compared. @returns their places; undefined when there is nothing to compare */
export function comparedTables(tables: readonly Table[], files: number): [before: number, after: number] | undefined {
  if (files !== 2) return undefined;
  const before = tables.findIndex((table) => table.file === 0), after = tables.findIndex((table) => table.file === 1);
  return before < 0 || after < 0 ? undefined : [before, after];
}

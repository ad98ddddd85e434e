/**
 * How sure we are that a table is one and has these cells: the share of its neighbour relations that can be expected to
 * be right. The figures are those measured for tables found by the same evidence; see README.md.
 *
 * @module
 */
import { isNumeric } from "./numeric.ts";
import type { Table } from "./table.ts";

/** Drawn cells, rules above and below, or white space alone. */
export type Evidence = "grid" | "rules" | "space";

const BASE: Record<Evidence, number> = { grid: 0.98, rules: 0.96, space: 0.8 };

export function confidenceOf(table: Pick<Table, "rows" | "columns" | "cells">, evidence: Evidence): number {
  const numeric = table.cells.filter((cell) => isNumeric(cell.text)).length / table.cells.length;
  const filled = table.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.columnSpan, 0) /
    (table.rows * table.columns);
  let confidence = BASE[evidence];
  if (evidence === "space" && table.columns > 2 && numeric > 0.4) confidence += 0.15;
  if (evidence !== "grid" && table.columns === 2 && numeric < 0.3) confidence -= 0.15;
  if (filled < 0.5) confidence -= 0.1;
  if (table.rows < 3) confidence -= 0.05;
  return Math.min(0.99, Math.max(0.05, confidence));
}

/**
 * What a table is while it is being found. Boxes are in the page's upright coordinates until the page is done.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";

export interface Cell {
  readonly text: string;
  /** The ink of the cell's text; the cell's own area when it is empty. */
  readonly box: Box;
  /** Index of the first row and column, and how many it covers. */
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** 0..1 for recognised text: its least sure word's. */
  readonly confidence?: number;
}

export interface Table {
  readonly box: Box;
  readonly rows: number;
  readonly columns: number;
  /** Only cells with text, by row, then column. */
  readonly cells: readonly Cell[];
  /** How many of the first rows are headings. */
  readonly headerRows: number;
  /** How its cells were told apart. */
  readonly method: "ruled" | "unruled";
  /** 0..1: how sure we are that this is a table with these cells. */
  readonly confidence: number;
}

/** The rows as text, spanning cells in their first row and column. */
export function rowsOf(table: Pick<Table, "rows" | "columns" | "cells">): string[][] {
  const rows = Array.from({ length: table.rows }, () => Array<string>(table.columns).fill(""));
  for (const cell of table.cells) rows[cell.row]![cell.column] = cell.text;
  return rows;
}

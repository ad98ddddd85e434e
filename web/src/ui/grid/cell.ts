/**
 * Cells of a table that is shown.
 *
 * @module
 */
export interface CellAt {
  /** From the table's first row on, headings included. */
  readonly row: number;
  readonly column: number;
}

/** One table's corrected cells, by {@link keyOf}. */
export type CorrectedCells = ReadonlyMap<string, string>;

export const keyOf = (row: number, column: number): string => `${row},${column}`;

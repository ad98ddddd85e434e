/**
 * What a reader has corrected: a list that only grows at its end, so that the last correction can be taken back.
 *
 * @module
 */
import { csvOf } from "../../../../supabase/functions/_shared/pipelines/pdf-to-csv/csv.ts";
import { type CellAt, type CorrectedCells, keyOf } from "../../ui/grid/cell.ts";
import { parseTables } from "../../ui/grid/csv_tables.ts";

export interface Correction extends CellAt {
  /** From 0, in the order of the CSV. */
  readonly table: number;
  readonly text: string;
}

/** One table's corrected cells: of several for one cell the last. */
export function cellsOf(corrections: readonly Correction[], table: number): CorrectedCells {
  return new Map(
    corrections.filter((each) => each.table === table).map(({ row, column, text }) => [keyOf(row, column), text]),
  );
}

/** The whole CSV anew, with the corrections and as safe to open in a spreadsheet as the one that the server wrote. */
export function correctedCsv(csv: string, corrections: readonly Correction[], delimiter: string): string {
  return parseTables(csv, true, delimiter).map(({ rows }, table) => {
    const cells = cellsOf(corrections, table);
    return csvOf(cells.size === 0 ? rows : rows.map((row, index) => corrected(row, index, cells)), delimiter);
  }).join("\r\n");
}

function corrected(row: readonly string[], index: number, cells: CorrectedCells): string[] {
  return row.map((text, column) => cells.get(keyOf(index, column)) ?? text);
}

/** What a store gives back, as far as it is corrections. */
export function readCorrections(json: string | null): Correction[] {
  try {
    const found: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(found) ? found.filter(isCorrection) : [];
  } catch {
    return [];
  }
}

function isCorrection(value: Partial<Correction> | null): value is Correction {
  return typeof value?.text === "string" &&
    [value.table, value.row, value.column].every((index) => Number.isInteger(index) && index! >= 0);
}

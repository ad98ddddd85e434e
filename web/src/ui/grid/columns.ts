import type { CsvTable } from "./csv_tables.ts";

export interface Column {
  /** In characters. */
  readonly width: number;
  readonly isNumeric: boolean;
}

const NUMBER = /^[-+–]?[$€£]?\s?\d[\d.,'\s]*%?$/;
const SAMPLE_ROWS = 300;
const NARROWEST = 4;
const WIDEST = 38;

/** Widths and alignment, judged by the first rows below the heading. */
export function layOut(table: CsvTable, headerRows: number): Column[] {
  const heading = table.rows.slice(0, headerRows);
  const body = table.rows.slice(headerRows, SAMPLE_ROWS);
  return Array.from({ length: table.columns }, (_, index) => {
    const cells = body.map((row) => row[index] ?? "").filter((cell) => cell !== "");
    const longest = [...heading.map((row) => row[index] ?? ""), ...cells]
      .reduce((most, cell) => Math.max(most, cell.length), NARROWEST);
    const numbers = cells.filter((cell) => NUMBER.test(cell)).length;
    return { width: Math.min(WIDEST, longest), isNumeric: cells.length > 0 && numbers >= cells.length * 0.8 };
  });
}

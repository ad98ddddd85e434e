/**
 * Tables as the user wants them: headings of several rows as one, numbers and dates in one way of writing.
 *
 * @module
 */
import { union } from "../../documents/pdf/geometry.ts";
import type { Cell, Table } from "./tables/table.ts";
import { normalised, type ValueLocale } from "./values.ts";

/** Joins the heading's rows: "Men / Count" where "Men" spans two columns. */
export function withOneHeading(table: Table): Table {
  const extra = table.headerRows - 1;
  if (extra < 1) return table;
  const headings: Cell[] = [];
  for (let column = 0; column < table.columns; column++) {
    const above = table.cells.filter((cell) =>
      cell.row < table.headerRows && cell.column <= column && cell.column + cell.columnSpan > column
    );
    if (above.length === 0) continue;
    headings.push({
      text: above.map((cell) => cell.text).join(" / "),
      box: above.map((cell) => cell.box).reduce(union),
      row: 0,
      column,
      rowSpan: 1,
      columnSpan: 1,
    });
  }
  const body = table.cells.filter((cell) => cell.row >= table.headerRows).map((cell) => ({
    ...cell,
    row: cell.row - extra,
  }));
  return { ...table, rows: table.rows - extra, headerRows: 1, cells: [...headings, ...body] };
}

export function withValues(table: Table, locale: ValueLocale): Table {
  if (locale === "as printed") return table;
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, text: normalised(cell.text, locale) })) };
}

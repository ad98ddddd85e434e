/**
 * Tables as the user wants them: headings of several rows as one, numbers and dates in one way of writing.
 *
 * @module
 */
import type { PageTable } from "./slices.ts";
import type { Table } from "./tables/table.ts";
import { normalised, type ValueLocale } from "./values.ts";

/** Joins the heading's rows: "Men / Count" where "Men" spans two columns. */
export function withOneHeading(table: PageTable): PageTable {
  const extra = table.headerRows - 1;
  if (extra < 1) return table;
  const isHeading = ([row]: number[]) => row! < table.headerRows;
  const headings: number[][] = [], texts: string[] = [];
  for (let column = 0; column < table.rows[0]!.length; column++) {
    const above = table.cells.filter((cell) => isHeading(cell) && cell[1]! <= column && cell[1]! + cell[3]! > column);
    texts.push(above.map(([row, from]) => table.rows[row!]![from!]!).join(" / "));
    if (above.length > 0) headings.push([0, column, 1, 1, ...boxOf(above), ...leastSure(above)]);
  }
  const body = table.cells.filter((cell) => !isHeading(cell)).map(([row, ...rest]) => [row! - extra, ...rest]);
  return {
    ...table,
    rows: [texts, ...table.rows.slice(table.headerRows)],
    headerRows: 1,
    cells: [...headings, ...body],
  };
}

function boxOf(cells: readonly number[][]): number[] {
  const side = (index: number) => cells.map((cell) => cell[index]!);
  return [Math.min(...side(4)), Math.min(...side(5)), Math.max(...side(6)), Math.max(...side(7))];
}

function leastSure(cells: readonly number[][]): number[] {
  const known = cells.flatMap((cell) => cell[8] ?? []);
  return known.length === 0 ? [] : [Math.min(...known)];
}

export function withValues(table: Table, locale: ValueLocale): Table {
  if (locale === "as printed") return table;
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, text: normalised(cell.text, locale) })) };
}

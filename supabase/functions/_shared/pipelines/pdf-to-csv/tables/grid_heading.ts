/**
 * Which of a drawn grid's first rows are its heading.
 *
 * @module
 */
import { bounds } from "../../../documents/pdf/geometry.ts";
import type { FilledBox } from "../../../documents/pdf/vectors.ts";
import type { Slot } from "./cells.ts";
import { textOf } from "./lines.ts";
import { isNumeric, isYear } from "./numeric.ts";

type Row = readonly Slot[];

/** More rows than this are no heading, and so many show what follows it. */
const MAX_HEADING_ROWS = 9, LOOKED_AT = 40;

/**
 * The index of the first row below the heading. A heading over several columns goes on in the headings of each; where
 * type or shading tells more, that counts.
 */
export function gridHeading(slots: readonly Slot[], shades: readonly FilledBox[]): number {
  const rows = rowsOf(slots);
  const data = firstData(rows);
  const most = Math.min(data === -1 ? rows.length - 1 : Math.max(1, data), MAX_HEADING_ROWS);
  if (most <= 1) return below(rows, 1);
  const drawn = levels(rows, most);
  const seen = [shadedRows(rows, shades), boldRows(rows)].find((count) => count > 0 && count <= most);
  if (seen === undefined) return below(rows, drawn.likely);
  return below(rows, Math.max(drawn.sure, withoutSections(rows, seen)));
}

/** Cells with text, row by row. */
function rowsOf(slots: readonly Slot[]): Row[] {
  const rows = Map.groupBy(slots.filter((slot) => slot.words.length > 0), (slot) => slot.row);
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row.toSorted((a, b) => a.column - b.column))
    .slice(0, LOOKED_AT);
}

const below = (rows: readonly Row[], count: number): number => rows[count]?.[0]?.row ?? Infinity;

/**
 * How many rows the levels of the heading take: surely, where a heading beside a group reaches down to the group's
 * members, or has nothing below it; likely, where all of the row is groups' members.
 */
function levels(rows: readonly Row[], most: number): { sure: number; likely: number } {
  const first = firstColumn(rows), title = isTitle(rows);
  // Under the title of a grid of two columns stand names and what they name.
  if (title && lastColumn(rows) - first < 2) return { sure: 1, likely: 1 };
  let sure = 1, likely = title ? 2 : 1;
  for (; likely < most; likely++) {
    const row = rows[likely]!;
    const groups = rows[likely - 1]!.filter((group) => row.filter((slot) => isPart(slot, group)).length > 1);
    if (groups.length === 0) break;
    const reaches = rows.slice(0, likely).flat().some((slot) => slot.row + slot.rowSpan > row[0]!.row);
    if (reaches || row[0]!.column > first) sure = likely + 1;
    else if (!row.every((slot) => groups.some((group) => isPart(slot, group)))) break;
  }
  return { sure, likely };
}

const isPart = (slot: Slot, group: Slot): boolean =>
  slot.columnSpan < group.columnSpan && slot.column >= group.column &&
  slot.column + slot.columnSpan <= group.column + group.columnSpan;

const firstColumn = (rows: readonly Row[]): number => Math.min(...rows.flat().map(({ column }) => column));

const lastColumn = (rows: readonly Row[]): number =>
  Math.max(...rows.flat().map(({ column, columnSpan }) => column + columnSpan - 1));

/** Whether the first row is one cell over all columns. */
function isTitle(rows: readonly Row[]): boolean {
  const [cell, ...others] = rows[0]!;
  return others.length === 0 && cell!.columnSpan > 1 && cell!.column <= firstColumn(rows) &&
    cell!.column + cell!.columnSpan > lastColumn(rows);
}

/** Rows in bold type, unless all are. */
function boldRows(rows: readonly Row[]): number {
  return Math.max(0, rows.findIndex((row) => !row.every(({ words }) => words.every((word) => word.bold))));
}

/** Rows on a ground that the next row does not stand on. */
function shadedRows(rows: readonly Row[], shades: readonly FilledBox[]): number {
  const colourOf = (row: Row) => {
    const colours = new Set(row.map(({ words }) => colourUnder(words, shades)));
    return colours.size === 1 ? [...colours][0] : undefined;
  };
  const own = colourOf(rows[0]!);
  return own === undefined ? 0 : Math.max(0, rows.findIndex((row) => colourOf(row) !== own));
}

function colourUnder(words: Slot["words"], shades: readonly FilledBox[]): string | undefined {
  const { x0, y0, x1, y1 } = bounds(words)!, x = (x0 + x1) / 2, y = (y0 + y1) / 2;
  return shades.findLast((box) => box.x0 < x && box.x1 > x && box.y0 < y && box.y1 > y)?.colour;
}

/** A cell alone under a heading is the title of the first section. */
function withoutSections(rows: readonly Row[], heading: number): number {
  let count = heading;
  while (count > 1 && rows[count - 1]!.length === 1 && rows[count - 2]!.length > 1) count--;
  return count;
}

/** The first row with figures, not all of them years, in columns of figures; -1 where there is none. */
function firstData(rows: readonly Row[]): number {
  const first = firstColumn(rows);
  const texts = rows.map((row) =>
    row.filter((slot) => slot.column > first).map((slot) => [slot, textOf(slot.words)] as const)
  );
  const columns = Map.groupBy(texts.flat(), ([slot]) => slot.column);
  const figures = new Set(
    [...columns].filter(([, cells]) => cells.filter(([, text]) => isNumeric(text)).length * 2 >= cells.length)
      .map(([column]) => column),
  );
  return texts.findIndex((row) => {
    const values = row.filter(([slot]) => figures.has(slot.column)).map(([, text]) => text);
    const numeric = values.filter(isNumeric);
    return numeric.length > 0 && numeric.length * 2 >= values.length && !numeric.every(isYear);
  });
}

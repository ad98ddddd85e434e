/**
 * What looks like a table and is none: a chart's labels, a list, a note.
 *
 * @module
 */
import { type Box, centreWithin } from "../../../documents/pdf/geometry.ts";
import type { FilledBox, Vectors } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { isNumeric } from "./numeric.ts";

import { rowsOf, type Table } from "./table.ts";
import type { TextLine } from "./text_lines.ts";

/** Curves and slanted lines in a table: a tick or a logo may be one. */
const MAX_STROKES_A_ROW = 2;
const BESIDE = 18;
/** A legend's swatch: about as large as the text beside it, in points. */
const SWATCH = { least: 2.5, most: 12 };
const MAX_SWATCHES = 300;
/** Of a table's rows with two columns, so many have both. */
const MIN_PAIRS = 0.55;
/** Tables leave cells empty, but hardly more than these. */
const LEAST_FILLED = 0.3;

export function isChart(table: Table, vectors: Vectors, swatches: readonly FilledBox[]): boolean {
  // Without rules, the labels along an axis look like a row: the drawing is right beside them.
  const area = table.method === "ruled" ? table.box : grown(table.box, BESIDE);
  let strokes = 0;
  for (const [x, y] of vectors.strokes) if (x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1) strokes++;
  if (strokes > MAX_STROKES_A_ROW * table.rows + 4) return true;
  return hasLegend(grown(table.box, 12), swatches);
}

/** Two small boxes of different colours, each before a word, explain a chart's colours. */
export function hasLegend(area: Box, swatches: readonly FilledBox[]): boolean {
  const inside = swatches.filter((swatch) =>
    swatch.x0 >= area.x0 && swatch.x1 <= area.x1 && swatch.y0 >= area.y0 && swatch.y1 <= area.y1
  );
  return new Set(inside.map((swatch) => swatch.colour)).size >= 2;
}

/** Small filled boxes right before a word; none where there are so many that they are the drawing itself. */
export function swatchesOf(vectors: Vectors, words: readonly Word[]): FilledBox[] {
  const small = vectors.fills.filter(({ x0, x1, y0, y1 }) =>
    Math.min(x1 - x0, y1 - y0) >= SWATCH.least && Math.max(x1 - x0, y1 - y0) <= SWATCH.most
  );
  return small.length > MAX_SWATCHES ? [] : small.filter((fill) => isBeforeWord(fill, words));
}

/** Whether a table is part of something bigger that is a chart. */
export function isWithin(table: Table, charts: readonly Box[]): boolean {
  return charts.some((chart) => centreWithin(table.box, chart));
}

function isBeforeWord(fill: FilledBox, words: readonly Word[]): boolean {
  const y = (fill.y0 + fill.y1) / 2;
  const level = words.filter((word) => word.y0 < y && word.y1 > y);
  return level.some((word) => word.x0 > fill.x1 - 1 && word.x0 - fill.x1 < 1.2 * word.size) &&
    !level.some((word) => word.x0 < fill.x1 && word.x1 > fill.x0);
}

function grown(box: Box, by: number): Box {
  return { x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by };
}

const ENUMERATOR =
  /^([\u2022\u25aa\u25cf\u25a0\u25e6\u2013\u2014\-*+o\u00a7\u00b7\uf0b7\u2020\u2021]+|[([]?(\d{1,3}|[a-z]|[ivx]{1,5})[.)\]:]+)$/i;

/** Without rules, two columns of text are a list or notes as often as a table. */
export function isList(table: Table): boolean {
  const rows = rowsOf(table);
  const first = rows.map((row) => row[0]!).filter((text) => text !== "");
  if (table.columns <= 2 && first.every((text) => ENUMERATOR.test(text))) return true;
  if (table.method === "ruled" || table.columns > 2) return false;
  const values = rows.map((row) => row[1] ?? "").filter((text) => text !== "");
  return values.filter((text) => isNumeric(text)).length * 2 <= values.length;
}

/** Dots that lead to page numbers which only grow: a table of contents. */
export function isContents(table: Table, lines: readonly TextLine[]): boolean {
  if (table.columns > 3 || lines.filter((line) => line.led).length * 2 < lines.length) return false;
  const pages = rowsOf(table).map((row) => row.at(-1)!).filter((text) => text !== "");
  const numbers = pages.map(Number).filter((number) => Number.isInteger(number));
  return numbers.length >= 0.7 * pages.length && numbers.every((number, i) => i === 0 || number >= numbers[i - 1]!);
}

/** Two columns in which hardly any row has both are text with something beside it. */
export function isScattered(table: Table): boolean {
  const rows = rowsOf(table).slice(table.headerRows);
  return table.columns === 2 && rows.filter((row) => row.every((text) => text !== "")).length < MIN_PAIRS * rows.length;
}

export function isSparse(table: Table): boolean {
  const covered = table.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.columnSpan, 0);
  return covered < LEAST_FILLED * table.rows * table.columns;
}

/** Formulas and damaged fonts leave signs without letters or digits. */
export function isNoise(table: Table): boolean {
  const words = table.cells.filter((cell) => /[\p{L}\d]/u.test(cell.text)).length;
  const dashes = table.cells.filter((cell) => /^[-\u2013\u2014.*…:\u2212]+$/.test(cell.text)).length;
  return words < 0.6 * (table.cells.length - dashes);
}

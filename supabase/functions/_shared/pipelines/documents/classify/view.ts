/**
 * What is looked at of a document to tell its type: its first pages and its last, as one folded text whose parts are
 * known by row.
 *
 * @module
 */
import { excerptOf } from "../text/excerpt.ts";
import type { TextPage } from "../text/page.ts";
import { type Row, rowsOf, wordsAt } from "../text/rows.ts";

export interface DocumentView {
  readonly pages: readonly TextPage[];
  readonly rows: readonly Row[];
  /** All rows' folded text, a line each. */
  readonly text: string;
  /** Where each row begins in `text`. */
  readonly offsets: readonly number[];
  /** How many pages the file has. */
  readonly pageCount: number;
  /** The size of most of the text. */
  readonly bodySize: number;
  /** Rows in the upper part of the first page: indices below this. */
  readonly topEnd: number;
}

/** A document says early what it is, and at its end how it ends. */
const FIRST_PAGES = 4;
const TOP = 0.4;
const FEWEST_TOP_ROWS = 8;

export function viewOf(all: readonly TextPage[], pageCount: number): DocumentView {
  const pages = excerptOf(all, { first: FIRST_PAGES, last: 1 });
  const rows = rowsOf(pages);
  const offsets: number[] = [];
  let text = "";
  for (const row of rows) {
    offsets.push(text.length);
    text += row.folded + "\n";
  }
  return { pages, rows, text, offsets, pageCount, bodySize: bodySize(rows), topEnd: topEnd(rows, pages[0]) };
}

function bodySize(rows: readonly Row[]): number {
  const letters = new Map<number, number>();
  for (const word of rows.flatMap((row) => row.words)) {
    const size = Math.round(word.size * 2) / 2;
    letters.set(size, (letters.get(size) ?? 0) + word.text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

function topEnd(rows: readonly Row[], first: TextPage | undefined): number {
  if (!first) return 0;
  const { y0, y1 } = first.view;
  // Text without pages is long: its top is a screenful.
  const limit = y1 - Math.min((y1 - y0) * TOP, 400);
  const end = rows.findIndex((row) => row.page !== first.number || row.y1 < limit);
  return Math.max(end < 0 ? rows.length : end, Math.min(FEWEST_TOP_ROWS, rows.length));
}

export interface Found {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
}

/** The words that a match in the view's text covers. */
export function foundAt(view: DocumentView, start: number, length: number): Found {
  let low = 0, high = view.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (view.offsets[middle]! <= start) low = middle;
    else high = middle - 1;
  }
  const row = view.rows[low]!, offset = start - view.offsets[low]!;
  return { row, ...wordsAt(row.foldedStarts, offset, offset + length) };
}

/** Whether what was found heads something: nearly all of its cell, and large, bold, in capitals or near the top. */
export function isHeading(view: DocumentView, { row, from, to }: Found): boolean {
  const cell = row.cells.find((each) => from >= each.from && from < each.to);
  if (!cell || cell.to - cell.from > to - from + 3 || from - cell.from > 2) return false;
  const words = row.words.slice(from, to);
  const large = words.some((word) => word.size >= 1.15 * view.bodySize);
  const capitals = words.every((word) => word.text.toUpperCase() === word.text && /\p{L}/u.test(word.text));
  return large || capitals || words.every((word) => word.bold) || row.index < Math.min(6, view.topEnd) ||
    row.cells.length === 1 && cell.to - cell.from <= 3;
}

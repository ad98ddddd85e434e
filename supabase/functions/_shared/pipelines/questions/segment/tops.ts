/**
 * Where a question's first line begins: fractions, sums and tall brackets rise above its letters.
 *
 * @module
 */
import type { Ink } from "./ink.ts";
import { piecesOf, type Row } from "./rows.ts";
import type { Start } from "./starts.ts";

/** A formula rises at most so far above its line's letters, in font sizes. */
const MAX_RISE = 2.4;
/** Within a formula there is no more room than this, in font sizes. */
const ROOM = 0.4;

/** Marks stand behind a gap as wide as this, in font sizes. */
const WIDE = 2;

/** @param rows of the page; those that begin questions as well */
export function withTop<T extends Start>(
  start: T,
  others: readonly Start[],
  rows: readonly Row[],
  ink: Ink | undefined,
): T {
  if (!ink) return start;
  const own = rows.find((row) => row.words.some((word) => word.x0 === start.x0 && word.base === start.base));
  // Marks at the row's end have their own above them.
  const text = own &&
    piecesOf(own, WIDE).findLast(({ words }) => !/^[([]\s?\d+[)\]]$/.test(words.map((word) => word.text).join("")));
  const right = Math.min(
    text?.x1 ?? start.x1,
    ...others.filter((other) => other.x0 > start.x1 && Math.abs(other.base - start.base) < 3 * start.size).map((
      other,
    ) => other.x0 - 3),
  );
  // The line above ends it, unless that is itself a piece of the formula: a few small or lonely signs.
  const above = rows.filter((row) =>
    row !== own && row.base > start.base + 0.6 * start.size && row.x0 < right && row.x1 > start.x0 &&
    (row.words.length > 4 || row.x0 < start.textX - 3)
  );
  const limit = Math.min(start.top + MAX_RISE * start.size, ...above.map((row) => Math.max(start.top, row.y0)));
  const top = ink.rise({ x0: start.x0, x1: Math.max(right, start.x1), y0: start.top, y1: limit }, ROOM * start.size);
  return { ...start, top };
}

/**
 * Lines of one length below each other look like cells, and what is printed between two of them like the label of the lower
 * one. Where the lowest has a label below it, all have: then they are lines and no cells.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import { isClosed } from "./cell_places.ts";
import type { Cell } from "./cells.ts";
import { across } from "./places.ts";
import type { Phrase } from "./text_lines.ts";

const SAME = 3;
/** How far below a line its label may begin, in sizes of the page's text. */
const BELOW = 0.75;
/** What there must be between a label and the line below it. */
const ROOM = 9;
/** A label is shorter than its line; a paragraph is not. */
const LABEL_SHARE = 0.7;

export function openStacks(cells: readonly Cell[], phrases: readonly Phrase[], textSize: number): Cell[] {
  const stacked = cells.filter((cell) => isClosed(cell) && cell.walls === 0);
  const isLabelled = (floor: Box) => phrases.some((phrase) => isLabelBelow(phrase, floor, textSize));
  return cells.map((cell) =>
    stacked.includes(cell) && hasRoomBelowLabel(cell, phrases) && isLabelled(lowest(cell, stacked))
      ? { ...cell, ceiling: false, left: false, right: false }
      : cell
  );
}

/** In a table's row there is none. */
function hasRoomBelowLabel(cell: Cell, phrases: readonly Phrase[]): boolean {
  const within = phrases.filter((phrase) =>
    across(phrase, cell) > 1.5 && phrase.base > cell.y0 - 1 && phrase.base < cell.y1
  );
  return within.length > 0 && within.every((phrase) => phrase.y0 - cell.y0 >= ROOM);
}

function lowest(cell: Cell, stacked: readonly Cell[]): Cell {
  let at = cell;
  for (let steps = 0; steps < stacked.length; steps++) {
    const next = stacked.find((other) =>
      Math.abs(other.y1 - at.y0) < SAME && Math.abs(other.x0 - at.x0) < SAME && Math.abs(other.x1 - at.x1) < SAME
    );
    if (!next) break;
    at = next;
  }
  return at;
}

function isLabelBelow(phrase: Phrase, { x0, x1, y0 }: Box, textSize: number): boolean {
  const gap = y0 - phrase.y1, width = x1 - x0;
  if (gap < -2 || gap > BELOW * textSize || phrase.bold || phrase.size > 1.1 * textSize) return false;
  const isAtStart = Math.abs(phrase.x0 - x0) < 8;
  const isCentred = Math.abs(phrase.x0 + phrase.x1 - x0 - x1) < 20;
  return (isAtStart || isCentred) && phrase.x1 - phrase.x0 < LABEL_SHARE * width;
}

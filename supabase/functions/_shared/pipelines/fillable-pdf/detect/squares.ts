/**
 * What rows and columns of small squares mean: side by side they are the cells of a comb; below "Yes" and "No" they are
 * to be ticked.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { CheckBox } from "./check_boxes.ts";
import type { Cell } from "./cells.ts";
import { across, inset, type TextPlace } from "./places.ts";
import type { Word } from "../../../documents/pdf/words.ts";

/** So many squares side by side are no check boxes. */
const MIN_RUN = 3;
const TOUCH = 2.5;

/** Parts runs of touching squares from those that stand alone. */
export function splitCombs(squares: readonly CheckBox[]): { checkBoxes: CheckBox[]; combs: TextPlace[] } {
  const sorted = [...squares].sort((a, b) => a.x0 - b.x0);
  const rest = new Set(sorted);
  const combs: TextPlace[] = [];
  for (const first of sorted) {
    if (!rest.has(first) || first.round) continue;
    const run = [first];
    for (let next; (next = neighbour(run.at(-1)!, rest)) !== undefined;) run.push(next);
    if (run.length < MIN_RUN) continue;
    for (const square of run) rest.delete(square);
    combs.push({ ...inset({ ...boxOf(first), x1: run.at(-1)!.x1 }), confidence: 0.92, comb: run.length });
  }
  return { checkBoxes: sorted.filter((square) => rest.has(square)), combs };
}

function neighbour(square: Box, others: ReadonlySet<CheckBox>): CheckBox | undefined {
  for (const other of others) {
    const sameRow = Math.abs(other.y0 - square.y0) < 1.5 && Math.abs(other.y1 - square.y1) < 1.5;
    if (sameRow && Math.abs(other.x0 - square.x1) < TOUCH && other.x0 > square.x0) return other;
  }
  return undefined;
}

/** Cells of characters are narrow, and there are more of them than columns of so narrow a table. */
const CHARACTER_WIDTH = 26;
const MIN_CHARACTERS = 5;

/** Joins rows of blank cells of the same narrow width into combs. */
export function joinCharacterCells(places: readonly TextPlace[]): TextPlace[] {
  const sorted = [...places].sort((a, b) => Math.round(a.y0) - Math.round(b.y0) || a.x0 - b.x0);
  const joined: TextPlace[] = [];
  for (let i = 0; i < sorted.length;) {
    const first = sorted[i]!;
    let j = i + 1;
    while (j < sorted.length && isNextCharacter(sorted[j - 1]!, sorted[j]!)) j++;
    const count = j - i;
    if (count >= MIN_CHARACTERS) joined.push({ ...first, x1: sorted[j - 1]!.x1, comb: count });
    else joined.push(...sorted.slice(i, j));
    i = j;
  }
  return joined;
}

function isNextCharacter(last: TextPlace, next: TextPlace): boolean {
  const width = last.x1 - last.x0;
  return width <= CHARACTER_WIDTH && width <= 1.8 * (last.y1 - last.y0) && Math.abs(next.x1 - next.x0 - width) < 1.5 &&
    Math.abs(next.y0 - last.y0) < 1.5 && Math.abs(next.y1 - last.y1) < 1.5 && Math.abs(next.x0 - last.x1) < TOUCH;
}

const ANSWER = /^(?:yes|no|oui|non|ja|nein|s[i\u00ed]|n\/a|x|\u2713|\u2714)$/i;
/** The cells of a column of answers are small. */
const MAX_WIDTH = 40;
const MAX_HEIGHT = 40;

/** Boxes in the middle of small blank cells below a head that is an answer. */
export function answerCells(cells: readonly Cell[], words: readonly Word[]): CheckBox[] {
  const heads = words.filter((word) => ANSWER.test(word.text));
  if (heads.length === 0) return [];
  return cells.filter((cell) =>
    cell.ceiling && !cell.frame && cell.x1 - cell.x0 <= MAX_WIDTH && cell.y1 - cell.y0 <= MAX_HEIGHT &&
    cell.y1 - cell.y0 >= 8 && !words.some((word) => overlaps(word, cell)) && isHeaded(cell, words, heads)
  ).map((cell) => {
    const x = (cell.x0 + cell.x1) / 2, side = Math.min(10, cell.x1 - cell.x0 - 1, cell.y1 - cell.y0 - 1);
    return { x0: x - side / 2, x1: x + side / 2, y0: cell.y0 + 1, y1: cell.y0 + 1 + side, round: false };
  });
}

/** The nearest text above the cell, in its column, is an answer. */
function isHeaded(cell: Box, words: readonly Word[], heads: readonly Word[]): boolean {
  const above = words.filter((word) => word.y0 >= cell.y0 + 3 && across(word, cell) > 1)
    .sort((a, b) => a.y0 - b.y0)[0];
  return above !== undefined && heads.includes(above);
}

function overlaps(a: Box, b: Box): boolean {
  return across(a, b) > 1 && Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 2;
}

const boxOf = ({ x0, y0, x1, y1 }: Box): Box => ({ x0, y0, x1, y1 });

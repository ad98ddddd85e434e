/**
 * Columns that a frame leaves undivided. A frame may draw its vertical rules in the heading only, or only the one after
 * the first column: where text keeps apart, cells are apart.
 *
 * @module
 */
import { indexIn, type Slot } from "./cells.ts";
import { separatorsOf } from "./columns.ts";
import { type Line, linesOf } from "./lines.ts";
import type { Grid } from "./ruled.ts";
import { phrasesOf } from "./text_lines.ts";
import type { Word } from "../../../documents/pdf/words.ts";

/** White space divides a drawn column only when at least this share of its lines agrees, and so many lines. */
const AGREEING = 0.6;
const MIN_LINES = 3;

/** Adds a column edge wherever most lines of a drawn column have a gap. Cells then span the new columns. */
export function withTextColumns(grid: Grid, words: readonly Word[]): Grid {
  const xs: number[] = [], source: number[] = [];
  for (let c = 0; c + 1 < grid.xs.length; c++) {
    const from = grid.xs[c]!, to = grid.xs[c + 1]!;
    const inside = words.filter((word) => (word.x0 + word.x1) / 2 > from && (word.x0 + word.x1) / 2 <= to);
    for (const x of [from, ...dividers(inside)]) {
      xs.push(x);
      source.push(c);
    }
  }
  xs.push(grid.xs.at(-1)!);
  return { ...grid, xs, owner: grid.owner.map((row) => source.map((c) => row[c]!)) };
}

function dividers(words: readonly Word[]): number[] {
  const lines = linesOf(words).map((line) => phrasesOf(line));
  const divided = lines.filter((line) => line.length >= 2);
  if (divided.length < MIN_LINES || divided.length < AGREEING * lines.length) return [];
  return separatorsOf(divided);
}

/** Splits a cell over several columns where its phrases keep to one side of a column edge. */
export function splitSpans(slots: readonly Slot[], xs: readonly number[]): Slot[] {
  return slots.flatMap((slot) => {
    if (slot.columnSpan === 1 || slot.words.length === 0) return [slot];
    const groups = columnGroups(linesOf(slot.words).flatMap((line) => phrasesOf(line)), xs);
    if (groups.length < 2) return [slot];
    return groups.map(({ from, to, words }) => ({ ...slot, column: from, columnSpan: to - from + 1, words }));
  });
}

interface Group {
  from: number;
  to: number;
  words: Word[];
}

/** Phrases by the columns that they touch; those that share a column are together. */
function columnGroups(phrases: readonly Line[], xs: readonly number[]): Group[] {
  const groups: Group[] = [];
  const ranges = phrases.map((phrase) => {
    const slack = Math.min(0.4 * phrase.size, (phrase.x1 - phrase.x0) / 2);
    const from = Math.max(0, indexIn(xs, phrase.x0 + slack)), to = Math.max(from, indexIn(xs, phrase.x1 - slack));
    return { from, to, words: [...phrase.words] };
  }).sort((a, b) => a.from - b.from);
  for (const range of ranges) {
    const last = groups.at(-1);
    if (last && range.from <= last.to) {
      last.to = Math.max(last.to, range.to);
      last.words.push(...range.words);
    } else groups.push(range);
  }
  return groups;
}

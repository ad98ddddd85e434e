/**
 * Rows and columns that a frame leaves undivided: several lines of short entries between two rules are rows.
 *
 * @module
 */
import type { Slot } from "./cells.ts";
import { type Line, linesOf } from "./lines.ts";
import type { Grid } from "./ruled.ts";

const MIN_DRAWN = 4;

/** Splits each row of the grid whose lines are rows of their own. */
export function refine(slots: readonly Slot[], grid: Grid): Slot[] {
  if (rowsAreDrawn(slots, grid)) return [...slots];
  const cuts = grid.ys.slice(1).map((_, row) => cutsOf(row, slots, grid));
  const offset: number[] = [];
  cuts.reduce((sum, own, row) => (offset[row] = sum) + own.length + 1, 0);
  return slots.flatMap((slot) => {
    const own = slot.rowSpan === 1 ? cuts[slot.row]! : [];
    const row = offset[slot.row]!;
    if (own.length === 0) {
      const last = slot.row + slot.rowSpan - 1;
      const rowSpan = offset[last]! + (slot.rowSpan === 1 ? 0 : cuts[last]!.length) - row + 1;
      return [{ ...slot, row, rowSpan }];
    }
    return [...own, -Infinity].map((cut, i) => ({
      ...slot,
      row: row + i,
      words: slot.words.filter((word) => word.base > cut && word.base <= (own[i - 1] ?? Infinity)),
    }));
  });
}

/** Where most rows between rules are one line, rules are what tells rows apart: several lines are a wrapped cell. */
function rowsAreDrawn(slots: readonly Slot[], grid: Grid): boolean {
  const lines = grid.ys.slice(1).map((_, row) =>
    linesOf(slots.filter((slot) => slot.row === row && slot.rowSpan === 1).flatMap((slot) => slot.words)).length
  ).filter((count) => count > 0);
  const single = lines.filter((count) => count === 1).length;
  return single >= MIN_DRAWN && single >= 0.6 * lines.length;
}

/** The y positions at which a row of the grid falls into several rows; none when its cells are wrapped text. */
function cutsOf(row: number, slots: readonly Slot[], grid: Grid): number[] {
  const own = slots.filter((slot) => slot.row === row && slot.rowSpan === 1 && slot.words.length > 0);
  if (own.length < 2) return [];
  const lines = linesOf(own.flatMap((slot) => slot.words));
  if (lines.length < 2) return [];
  let wrapped = 0, broken = 0;
  const filled = lines.map(() => 0);
  for (const slot of own) {
    const width = grid.xs[slot.column + slot.columnSpan]! - grid.xs[slot.column]!;
    const cell = linesOf(slot.words);
    for (const line of cell) filled[lines.findIndex((all) => Math.abs(all.base - line.base) < 0.3 * line.size)]!++;
    for (let i = 1; i < cell.length; i++) {
      if (wraps(cell[i - 1]!, cell[i]!, width)) wrapped++;
      else broken++;
    }
  }
  const regular = filled.filter((count) => count >= Math.max(2, 0.5 * own.length)).length;
  const label = own.reduce((first, slot) => slot.column < first.column ? slot : first);
  if (linesOf(label.words).length < 0.6 * lines.length) return [];
  if (broken < wrapped || regular < 0.6 * lines.length || broken < 1) return [];
  if (lines.length === 2 && wrapped > 0) return [];
  return lines.slice(0, -1).map((line, i) => (line.base + lines[i + 1]!.base) / 2);
}

/** Whether the line break is there because the next word had no room: a cell's padding is about one font size. */
export function wraps(line: Line, next: Line, width: number): boolean {
  const word = next.words[0]!;
  return line.x1 - line.x0 + 0.25 * line.size + (word.x1 - word.x0) > width - line.size;
}

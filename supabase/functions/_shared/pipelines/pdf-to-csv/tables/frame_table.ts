/**
 * A table from a frame of rules and the words in it.
 *
 * @module
 */
import { centreWithin } from "../../../documents/pdf/geometry.ts";
import type { FilledBox } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { indexIn, type Slot, tableOf } from "./cells.ts";
import { gridHeading } from "./grid_heading.ts";
import { type Frame, type Grid, gridOf } from "./ruled.ts";
import { refine } from "./refine.ts";
import { splitSpans, withTextColumns } from "./split_columns.ts";
import type { Table } from "./table.ts";

/** A frame with less than two rows or columns of text is a box round something, not a table. */
export function frameTable(
  frame: Frame,
  words: readonly Word[],
  shades: readonly FilledBox[],
): Table | undefined {
  if (frame.horizontal.length < 2 || frame.vertical.length < 1) return undefined;
  const inside = words.filter((word) => centreWithin(word, frame.box));
  if (inside.length < 3) return undefined;
  const drawn = gridOf(frame);
  // A box, or boxes one above the other: what is in them is looked at like everything else.
  if (!drawn || drawn.xs.length < 3) return undefined;
  const grid = withTextColumns(drawn, inside);
  const slots = refine(splitSpans(slotsOf(grid, inside), grid.xs), grid);
  const headerRows = gridHeading(slots, shades);
  const table = tableOf({ slots, box: frame.box, headerRows, method: "ruled", evidence: "grid" });
  return table && table.rows >= 2 && table.columns >= 2 ? table : undefined;
}

function slotsOf(grid: Grid, words: readonly Word[]): Slot[] {
  const slots = new Map<number, Slot>();
  grid.owner.forEach((row, r) =>
    row.forEach((owner, c) => {
      const slot = slots.get(owner);
      if (!slot) slots.set(owner, { row: r, column: c, rowSpan: 1, columnSpan: 1, words: [] });
      else {
        slot.rowSpan = Math.max(slot.rowSpan, r - slot.row + 1);
        slot.columnSpan = Math.max(slot.columnSpan, c - slot.column + 1);
        slot.column = Math.min(slot.column, c);
      }
    })
  );
  for (const word of words) {
    const r = indexIn(grid.ys, (word.y0 + word.y1) / 2), c = indexIn(grid.xs, (word.x0 + word.x1) / 2);
    if (r >= 0 && c >= 0) slots.get(grid.owner[r]![c]!)!.words.push(word);
  }
  return [...slots.values()];
}

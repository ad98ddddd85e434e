/**
 * A table from lines that no frame holds together.
 *
 * @module
 */
import { bounds } from "../../../documents/pdf/geometry.ts";
import { indexIn, type Slot, tableOf } from "./cells.ts";
import { separatorsOf } from "./columns.ts";
import type { Line } from "./lines.ts";
import type { Table } from "./table.ts";

export function regionTable(lines: readonly Line[]): Table | undefined {
  const box = bounds(lines)!;
  const xs = [-Infinity, ...separatorsOf(lines, box.x0, box.x1), Infinity];
  if (xs.length < 3) return undefined;
  const slots = lines.flatMap((line, row): Slot[] => {
    const cells = xs.slice(1).map((_, column): Slot => ({ row, column, rowSpan: 1, columnSpan: 1, words: [] }));
    for (const word of line.words) cells[Math.max(0, indexIn(xs, (word.x0 + word.x1) / 2))]!.words.push(word);
    return cells;
  });
  return tableOf({ slots, box, headerRows: 1, method: "unruled", confidence: 0.6 });
}

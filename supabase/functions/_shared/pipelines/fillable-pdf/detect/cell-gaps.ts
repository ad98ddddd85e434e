/**
 * The free stretches of a cell that is one line high: right of its label, before its unit, between its words.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Cell } from "./cells.ts";
import { inset, type Surroundings, type TextPlace } from "./places.ts";

/** The least width of a free stretch beside text. */
const BESIDE_WIDTH = 22;
/** What stands before or behind an amount and is no label. */
const UNIT_BEFORE = /^[(\u20ac$\u00a3]{1,2}$/;
const UNIT_BEHIND = /^(?:[.,]?0{2}|%|[\u20ac$\u00a3]|\))$/;

export function gapsBeside(
  cell: Cell,
  content: readonly Box[],
  blank: readonly Cell[],
  around: Surroundings,
): TextPlace[] {
  const textOf = (box: Box | undefined) => around.phrases.find((phrase) => phrase === box)?.text ?? "";
  const sorted = [...content].sort((a, b) => a.x0 - b.x0);
  let x0 = cell.x0, x1 = cell.x1;
  if (UNIT_BEFORE.test(textOf(sorted[0]))) x0 = sorted.shift()!.x1;
  if (UNIT_BEHIND.test(textOf(sorted.at(-1)))) x1 = sorted.pop()!.x0;
  if (sorted.length === 0) {
    return x1 - x0 < BESIDE_WIDTH ? [] : [{ ...inset({ ...cell, x0, x1 }), confidence: 0.85 }];
  }
  if (x1 === cell.x1 && labelsNext(cell, blank)) return [];
  const places: TextPlace[] = [];
  for (const [i, box] of sorted.entries()) {
    const to = sorted[i + 1]?.x0 ?? x1, from = Math.max(...sorted.slice(0, i + 1).map((each) => each.x1));
    const last = i === sorted.length - 1;
    if (to - from < BESIDE_WIDTH || last && to - from < 0.3 * (cell.x1 - cell.x0)) continue;
    if (!/\p{L}/u.test(textOf(box))) continue;
    const certain = cell.walls === 2 || /:$/.test(textOf(box));
    places.push({
      ...inset({ x0: from + 2, x1: last ? to : to - 1, y0: cell.y0, y1: cell.y1 }),
      confidence: cell.walls === 0 && !certain ? 0.2 : certain ? 0.6 : 0.35,
    });
  }
  return places.length === 1 ? places : [];
}

/** Whether the cell on its right is blank: then this one is its label. */
function labelsNext(cell: Cell, blank: readonly Cell[]): boolean {
  return blank.some((other) => Math.abs(other.x0 - cell.x1) < 3 && Math.abs(other.y0 - cell.y0) < 3);
}

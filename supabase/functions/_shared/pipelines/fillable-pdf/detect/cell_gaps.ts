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
/** A cell this wide is a row of the page: what it holds is a heading. */
const WIDE = 350;
/** A label stands at the beginning of its cell. */
const INDENT = 14;
/** What stands before or behind an amount and is no label. */
const UNIT_BEFORE = /^[(\u20ac$\u00a3+\-\u2212\u2013=\u00b1\u00d7*#]{1,2}$/;
const UNIT_BEHIND = /^(?:[.,]?0{2}|%|[\u20ac$\u00a3]|\))$/;

export function gapsBeside(
  cell: Cell,
  content: readonly Box[],
  answers: readonly Cell[],
  cells: readonly Cell[],
  around: Surroundings,
): TextPlace[] {
  const { x0, x1, labels } = withoutUnits(cell, content, around);
  if (labels.length === 0) {
    return x1 - x0 < BESIDE_WIDTH ? [] : [{ ...inset({ ...cell, x0, x1 }), confidence: 0.85 }];
  }
  if (x1 === cell.x1 && labelsNext(cell, answers)) return [];
  const textOf = (box: Box) => textIn(around, box);
  if (!labels.some((box) => /:$/.test(textOf(box))) && (isInGrid(cell, cells) || labels[0]!.x0 - x0 > INDENT)) {
    return [];
  }
  const places: TextPlace[] = [];
  for (const [i, box] of labels.entries()) {
    const to = labels[i + 1]?.x0 ?? x1, from = Math.max(...labels.slice(0, i + 1).map((each) => each.x1));
    const last = i === labels.length - 1;
    if (to - from < BESIDE_WIDTH || last && to - from < 0.3 * (cell.x1 - cell.x0)) continue;
    const label = textOf(box);
    if (!/\p{L}/u.test(label) || !label.endsWith(":") && isHeading(around, box)) continue;
    const certain = cell.walls === 2 || label.endsWith(":");
    places.push({
      ...inset({ x0: from + 2, x1: last ? to : to - 1, y0: cell.y0, y1: cell.y1 }),
      confidence: certain ? 0.6 : cell.walls === 0 || cell.x1 - cell.x0 > WIDE ? 0.2 : 0.35,
      label,
    });
  }
  return places.length === 1 ? places : [];
}

/** Whether nothing but units is printed in a cell. */
export function holdsUnitsOnly(cell: Cell, content: readonly Box[], around: Surroundings): boolean {
  return withoutUnits(cell, content, around).labels.length === 0;
}

/** The stretch between the units, and what else is printed there, from left to right. */
function withoutUnits(cell: Cell, content: readonly Box[], around: Surroundings) {
  const labels = [...content].sort((a, b) => a.x0 - b.x0);
  let { x0, x1 } = cell;
  if (UNIT_BEFORE.test(textIn(around, labels[0]))) x0 = labels.shift()!.x1;
  if (UNIT_BEHIND.test(textIn(around, labels.at(-1)))) x1 = labels.pop()!.x0;
  return { x0, x1, labels };
}

function isHeading({ phrases }: Surroundings, box: Box): boolean {
  return phrases.some((phrase) => phrase === box && phrase.bold);
}

function textIn({ phrases }: Surroundings, box: Box | undefined): string {
  return phrases.find((phrase) => phrase === box)?.text ?? "";
}

/** Whether it is one of three or more cells in a column and has cells beside it: text in it is a table's. */
function isInGrid(cell: Cell, cells: readonly Cell[]): boolean {
  const same = (a: number, b: number) => Math.abs(a - b) < 3;
  const column = cells.filter((other) => same(other.x0, cell.x0) && same(other.x1, cell.x1));
  const chain = (edge: "y0" | "y1", next: "y0" | "y1") => {
    let length = 0;
    for (let at: Cell | undefined = cell; (at = column.find((other) => same(other[next], at![edge]))) !== undefined;) {
      if (++length >= 2) break;
    }
    return length;
  };
  return chain("y0", "y1") + chain("y1", "y0") >= 2 &&
    cells.some((other) =>
      same(other.y0, cell.y0) && same(other.y1, cell.y1) && (same(other.x0, cell.x1) || same(other.x1, cell.x0))
    );
}

/** Whether the cell on its right is for the answer: then this one is its label. */
function labelsNext(cell: Cell, answers: readonly Cell[]): boolean {
  return answers.some((other) => Math.abs(other.x0 - cell.x1) < 3 && Math.abs(other.y0 - cell.y0) < 3);
}

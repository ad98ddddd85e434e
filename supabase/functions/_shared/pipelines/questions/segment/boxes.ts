/**
 * How far a question reaches on the page: from the top of its first line to the last that is printed of it, figures
 * included, answer lines, frames around it and empty room left out.
 *
 * @module
 */
import { bounds, type Box, intersection, overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { isBlank } from "./blanks.ts";
import type { Ink } from "./ink.ts";
import type { Region } from "./outline.ts";
import type { Sheet } from "./sheet.ts";
import type { Start } from "./starts.ts";

export interface PlacedRegion {
  readonly region: Region;
  /** The question's label when it begins here. */
  readonly start: Start | undefined;
}

/** What is taken off the ink around a rule, in points. */
const PEN = 1.6;

/** The boxes of a page's regions, in their order; undefined for one with nothing printed in it. */
export function boxesOn(
  sheet: Sheet,
  furniture: readonly Box[],
  regions: readonly PlacedRegion[],
): (Box | undefined)[] {
  const ink = sheet.ink?.copy();
  if (ink) {
    for (const box of furniture) ink.erase(grown(box, 2));
    for (const rule of sheet.vertical) {
      if (rule.to - rule.from > 0.7 * (sheet.view.y1 - sheet.view.y0)) ink.erase(upright(rule));
    }
  }
  if (ink) { for (const { region, start } of regions) if (start) eraseFrame(sheet, ink, region.box, start); }
  return regions.map(({ region, start }) => boxIn(sheet, ink, region, start));
}

function boxIn(
  sheet: Sheet,
  ink: Ink | undefined,
  { box: area, rows }: Region,
  start: Start | undefined,
): Box | undefined {
  const words = bounds(rows.filter((row) => !isBlank(row)));
  if (!ink) return words;
  for (const rule of trailingRules(sheet, area, words)) ink.erase(flat(rule));
  for (const row of rows) if (isBlank(row)) ink.erase(grown(row, 1));
  const found = ink.bounds(area);
  if (!found) return words && intersection(words, area);
  // Specks are nothing that was printed for a question.
  return !start && found.x1 - found.x0 < 2 && found.y1 - found.y0 < 2 && !words ? undefined : found;
}

/** Rules on both sides of a question that also enclose its number are no part of it. */
function eraseFrame(sheet: Sheet, ink: Ink, area: Box, start: Start): void {
  const beside = sheet.vertical.filter((rule) => rule.from < start.base && rule.to > start.base + 0.5 * start.size);
  const left = beside.filter((rule) => rule.at < start.x0 + 1).sort((a, b) => b.at - a.at)[0];
  const right = beside.filter((rule) => rule.at > start.x1 - 1).sort((a, b) => a.at - b.at)[0];
  if (!left || !right || Math.abs(left.from - right.from) > 4 || Math.abs(left.to - right.to) > 4) return;
  ink.erase(upright(left));
  ink.erase(upright(right));
  for (const rule of sheet.horizontal) {
    const isEdge = Math.min(Math.abs(rule.at - left.from), Math.abs(rule.at - left.to)) < 4;
    if (isEdge && overlap(rule.from, rule.to, left.at, right.at) > 0.8 * (right.at - left.at)) {
      ink.erase(
        intersection(flat(rule), { ...area, x0: left.at - 3, x1: right.at + 3, y0: -1e9, y1: 1e9 }) ?? flat(rule),
      );
    }
  }
}

/** Lines to write on, and lines between questions: wide, below all text, and no edge of a table or a figure. */
function trailingRules(sheet: Sheet, area: Box, words: Box | undefined): Rule[] {
  const floor = words ? words.y0 + 2 : area.y1;
  const width = Math.min(area.x1, sheet.view.x1) - Math.max(area.x0, sheet.view.x0);
  return sheet.horizontal.filter((rule) =>
    rule.at < floor && rule.at >= area.y0 && rule.to - rule.from > 0.3 * width &&
    overlap(rule.from, rule.to, area.x0, area.x1) > 0.8 * (rule.to - rule.from) &&
    !sheet.vertical.some((side) =>
      side.from - 3 < rule.at && side.to + 3 > rule.at && side.at > rule.from - 3 && side.at < rule.to + 3
    )
  );
}

const grown = (box: Box, by: number): Box => ({ x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by });
const flat = (rule: Rule): Box => {
  const half = PEN + rule.width / 2;
  return { x0: rule.from - PEN, x1: rule.to + PEN, y0: rule.at - half, y1: rule.at + half };
};
const upright = (rule: Rule): Box => {
  const half = PEN + rule.width / 2;
  return { x0: rule.at - half, x1: rule.at + half, y0: rule.from - PEN, y1: rule.to + PEN };
};

/**
 * Puts areas together to questions: what goes on in the next column or on the next page, and what stands between two
 * questions and belongs to those that follow.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import { areasOf, type CleanPage, rowsIn } from "./area.ts";
import {
  endOf,
  isAnswerKey,
  isFillIn,
  isHeading,
  isInstruction,
  isSection,
  type Layout,
  rangeOf,
  textOfRow,
} from "./headings.ts";
import { readLabels } from "./labels.ts";
import type { Row } from "./rows.ts";
import type { Start } from "./starts.ts";

export interface Region {
  readonly page: number;
  readonly box: Box;
  readonly rows: readonly Row[];
}

export interface Outline {
  readonly start: Start;
  readonly regions: Region[];
  readonly section: string | null;
  readonly stem: string | null;
}

interface Between {
  section: string | null;
  stem: string | null;
  range: [number, number] | undefined;
  /** Whether something has been said for questions that have not come yet. */
  pending: boolean;
}

export function outline(pages: readonly CleanPage[], starts: readonly Start[], layout: Layout): Outline[] {
  const found: Outline[] = [];
  const between: Between = { section: null, stem: null, range: undefined, pending: false };
  const byPage = Map.groupBy(starts, (start) => start.page);
  for (const page of pages) {
    for (const area of areasOf(page, byPage.get(page.number) ?? [])) {
      const rows = rowsIn(page, area.box);
      const last = found.at(-1);
      if (!area.start) {
        const end = last && !between.pending ? continuation(rows, last, layout) : 0;
        if (end > 0) last!.regions.push({ page: page.number, box: cut(area.box, rows, end), rows: rows.slice(0, end) });
        if (found.length > 1 && rows.slice(end).some(isAnswerKey)) return found;
        take(between, rows.slice(end), last === undefined, layout);
        continue;
      }
      const { start } = area;
      const end = endOf(rows, rows.findIndex((row) => row.base < start.base - 0.5 * start.size), start, layout);
      const number = start.label.value;
      between.pending = false;
      const isMeant = !between.range || (number >= between.range[0] && number <= between.range[1]);
      found.push({
        start,
        regions: [{ page: page.number, box: cut(area.box, rows, end), rows: rows.slice(0, end) }],
        section: between.section,
        stem: isMeant ? between.stem : null,
      });
      if (found.length > 1 && rows.slice(end).some(isAnswerKey)) return found;
      if (end < rows.length) take(between, rows.slice(end), false, layout);
    }
  }
  return found;
}

/** An area without the rows from `end` on. */
function cut(box: Box, rows: readonly Row[], end: number): Box {
  const next = rows[end];
  return next ? { ...box, y0: Math.min(box.y1, next.y1 + 0.1 * next.size) } : box;
}

/** How many of the rows above a column's first question go on with the question before. */
function continuation(rows: readonly Row[], last: Outline, layout: Layout): number {
  const first = rows[0];
  if (!first || isHeading(first, layout) || isInstruction(first)) return 0;
  const { start, regions } = last;
  const before = regions.at(-1)!.rows.at(-1);
  const shift = first.x0 - layout.margin;
  const label = readLabels(first.words)[0];
  const goesOn = label !== undefined || /^\p{Ll}/u.test(textOfRow(first)) ||
    (before !== undefined && !/[.?!:)\]]$/.test(textOfRow(before))) ||
    (layout.hanging ? shift >= start.textX - start.x0 - 3 : true);
  if (!goesOn) return 0;
  return endOf([first, ...rows], 1, start, layout) - 1;
}

/** Remembers headings and instructions for the questions that follow. */
function take(between: Between, rows: readonly Row[], isTitle: boolean, layout: Layout): void {
  if (rows.length === 0) return;
  // The largest words of the first page are the worksheet's own title.
  const largest = Math.max(...rows.map((row) => row.size));
  const headings = rows.filter((row) => isHeading(row, layout) && !isFillIn(row));
  const last = headings.at(-1);
  const heading = isTitle && last && headings.length < 2 && last.size >= largest && !isSection(last) ? undefined : last;
  const behind = heading ? rows.slice(rows.indexOf(heading) + 1) : rows;
  // Of what stands above the first question only instructions right above it matter: the rest is names and dates.
  const from = isTitle && !heading ? behind.findIndex(isInstruction) : 0;
  const words = from < 0 ? [] : behind.slice(from).filter((row) => !isFillIn(row));
  const text = words.map(textOfRow).join(" ").trim();
  if (heading) between.section = textOfRow(heading).slice(0, 500);
  between.pending = true;
  between.stem = text === "" ? null : text.slice(0, 20_000);
  between.range = rangeOf(text);
}

/**
 * All tables of a page, from top to bottom.
 *
 * @module
 */
import type { FilledBox } from "../../../documents/pdf/vectors.ts";
import { type Box, centreWithin } from "../../../documents/pdf/geometry.ts";
import type { PageContent } from "../../../documents/pdf/page.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { sidesOf } from "./beside.ts";
import {
  hasLegend,
  isChart,
  isContents,
  isList,
  isNoise,
  isScattered,
  isSparse,
  isWithin,
  swatchesOf,
} from "./doubt.ts";
import { frameTable } from "./frame_table.ts";
import { withoutLeaders } from "./leaders.ts";
import { layoutOf } from "./layout.ts";
import { withMonospaced } from "./monospaced.ts";
import { regionTable } from "./region_table.ts";
import { isPair, regionsOf } from "./regions.ts";
import { type Frame, framesOf } from "./ruled.ts";
import type { Table } from "./table.ts";
import { isTabular, textLinesOf } from "./text_lines.ts";

export type Mode = "auto" | "ruled" | "unruled";

export function findTables(page: PageContent, mode: Mode = "auto"): Table[] {
  // Nobody has set tables with so much on a page, and looking for some would take its time.
  if (page.truncated) return [];
  const { words, leaders } = withoutLeaders(withMonospaced(page.words));
  const frames = framesOf(page.vectors.horizontal, page.vectors.vertical);
  const swatches = swatchesOf(page.vectors, words);
  const charts: Box[] = chartFrames(page, frames, swatches);
  const isDrawing = (table: Table) => {
    const chart = isChart(table, page.vectors, swatches);
    if (chart) charts.push(table.box);
    return chart;
  };
  const ruled = mode === "unruled"
    ? []
    : ruledTables(page, words, frames).filter((table) => !isDrawing(table) && !isList(table));
  const unruled = mode === "ruled"
    ? []
    : unruledTables(page, words, leaders, ruled).filter((table) => !isDrawing(table));
  return [...ruled, ...unruled]
    .filter((table) => !isWithin(table, charts))
    .sort((a, b) => b.box.y1 - a.box.y1 || a.box.x0 - b.box.x0);
}

function ruledTables({ vectors }: PageContent, words: readonly Word[], frames: readonly Frame[]): Table[] {
  return frames.flatMap((frame) => frameTable(frame, words, vectors.fills) ?? []);
}

/** Frames around charts; a frame as large as the page is its border. */
function chartFrames({ view }: PageContent, frames: readonly Frame[], swatches: readonly FilledBox[]): Box[] {
  const area = (box: Box) => (box.x1 - box.x0) * (box.y1 - box.y0);
  return frames.filter((frame) => frame.horizontal.length >= 2 && frame.vertical.length >= 2)
    .map((frame) => frame.box)
    .filter((box) => area(box) < 0.5 * area(view) && hasLegend(box, swatches));
}

/** Looks where no ruled table is. */
function unruledTables(
  page: PageContent,
  words: readonly Word[],
  leaders: readonly Word[],
  ruled: readonly Table[],
): Table[] {
  const { horizontal, vertical } = page.vectors;
  const free = words.filter((word) => word.upright && !ruled.some(({ box }) => centreWithin(word, box)));
  const linesOfWords = (some: readonly Word[]) => textLinesOf(some, vertical, leaders);
  return layoutOf(linesOfWords(free), horizontal)
    .flatMap((lines) => sidesOf(lines, linesOfWords))
    .flatMap((lines) => regionsOf(lines, horizontal))
    .flatMap((region) => {
      const table = regionTable(region, page.vectors);
      if (!table || isSparse(table) || isScattered(table) || isNoise(table)) return [];
      if (isContents(table, region.lines)) return [];
      const few = table.rows < 3 && !isPair(region.lines.filter(isTabular));
      return region.rules.length < 2 && (few || isList(table)) ? [] : [table];
    });
}

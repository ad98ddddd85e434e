/**
 * Extracting: a slice of pages a step, as many as fit into a step's time, kept as one part.
 *
 * @module
 */
import type { Box } from "../../documents/pdf/geometry.ts";
import { JobError } from "../../jobs/errors.ts";
import type { OpenPdf } from "../../documents/pdf/open.ts";
import { type PageContent, userBox } from "../../documents/pdf/page.ts";
import { pageAreas } from "./areas.ts";
import type { Budget } from "../pipeline.ts";
import { type PageEdges, pageEdges } from "./page-edges.ts";
import type { PdfToCsvOptions } from "./options.ts";
import { type ChartLine, chartLines } from "./racing/chart-lines.ts";
import { findTables } from "./tables/find.ts";
import { linesOf } from "./tables/lines.ts";
import { withOneHeading, withValues } from "./reshape.ts";
import { rowsOf, type Table } from "./tables/table.ts";

/** A table on one page, as it waits for the last stage. Boxes are `[x0, y0, x1, y1]` in the page's user space. */
export interface PageTable {
  readonly page: number;
  readonly bbox: [number, number, number, number];
  readonly rows: string[][];
  readonly headerRows: number;
  readonly confidence: number;
  readonly method: Table["method"];
  /** `[row, column, rowSpan, columnSpan, x0, y0, x1, y1]` of each cell with text. */
  readonly cells: number[][];
  /** What stands above and below it on its page, without its numbers; null when that is more than heads and feet. */
  readonly above: readonly string[] | null;
  readonly below: readonly string[] | null;
  /** The page's first and last lines. */
  readonly pageTop: readonly string[];
  readonly pageBottom: readonly string[];
}

export interface Slice {
  readonly tables: readonly PageTable[];
  /** The pages' lines, when they are read as race charts. */
  readonly lines: readonly ChartLine[];
  /** True when a page looks like a race chart. */
  readonly chart: boolean;
  /** Pages without any text, and pages that could not be read. */
  readonly silent: readonly number[];
  readonly damaged: readonly number[];
}

/** In points; no scan is smaller. */
const SMALL = 36;
/** CPU milliseconds that a step aims at. */
const TARGET_MS = 250;

export interface SliceStart {
  /** What a page cost in the slice before, and what the step has taken already, in milliseconds. */
  readonly costBefore: number;
  readonly spentMs: number;
  /** Whether there are pictures in the file. */
  readonly images: boolean;
}

/** Works through `pages` until the time is up; at least one page. Tells how many were done and what a page costs. */
export async function extractSlice(
  pdf: OpenPdf,
  pages: readonly number[],
  options: PdfToCsvOptions,
  budget: Budget,
  { costBefore, spentMs, images }: SliceStart,
): Promise<{ slice: Slice; done: number; cost: number }> {
  const tables: PageTable[] = [], silent: number[] = [], damaged: number[] = [];
  const chartPages: ChartLine[] = [];
  let chart = false;
  const limit = Math.min(TARGET_MS * budget.scale, budget.remainingCpuMs()) - spentMs;
  const started = performance.now();
  let cost = costBefore, done = 0;
  while (done < pages.length && (done === 0 || performance.now() - started + cost <= limit)) {
    const number = pages[done++]!;
    const before = performance.now();
    try {
      const page = await pdf.page(number);
      if (images && isPicture(page)) silent.push(number);
      chart ||= isChartPage(page);
      if (options.preset === "race-chart") chartPages.push(...chartLines(page));
      else tables.push(...pageTables(page, options));
    } catch (error) {
      if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
      damaged.push(number);
    }
    cost = 0.5 * cost + 0.5 * (performance.now() - before);
  }
  return { slice: { tables, lines: chartPages, chart, silent, damaged }, done, cost: Math.round(cost * 10) / 10 };
}

function pageTables(page: PageContent, options: PdfToCsvOptions): PageTable[] {
  const found = pageAreas(page, options.areas).flatMap((area) => findTables(area, options.mode))
    .map((table) => options.headers === "join" ? withOneHeading(table) : table)
    .map((table) => withValues(table, options.values));
  if (found.length === 0) return [];
  const edges = pageEdges(linesOf(page.words));
  return found.map((table) => pageTable(table, page, edges));
}

/** No text, no form, and large enough to have been scanned. */
function isPicture(page: PageContent): boolean {
  const { view } = page;
  return page.words.length === 0 && !page.hasFields && Math.min(view.x1 - view.x0, view.y1 - view.y0) > SMALL;
}

/** Cheap to tell: charts of races have a heading that nothing else has. */
function isChartPage(page: PageContent): boolean {
  return page.words.some((word) => word.text === "Pgm") && page.words.some((word) => word.text === "Odds") &&
    page.words.some((word) => word.text === "(Jockey)");
}

function pageTable(table: Table, page: PageContent, edges: PageEdges): PageTable {
  const place = (box: Box) => corners(userBox(page, box));
  return {
    page: page.number,
    bbox: place(table.box),
    rows: rowsOf(table),
    headerRows: table.headerRows,
    confidence: Math.round(table.confidence * 1000) / 1000,
    method: table.method,
    cells: table.cells.map((cell) => [cell.row, cell.column, cell.rowSpan, cell.columnSpan, ...place(cell.box)]),
    above: edges.above(table.box),
    below: edges.below(table.box),
    pageTop: edges.top,
    pageBottom: edges.bottom,
  };
}

function corners(box: Box): [number, number, number, number] {
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(box.x0), round(box.y0), round(box.x1), round(box.y1)];
}

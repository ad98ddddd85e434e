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
import { type PageEdges, pageEdges } from "./page_edges.ts";
import type { PdfToCsvOptions } from "./options.ts";
import { type ChartLine, chartLines } from "./racing/chart_lines.ts";
import { findTables } from "./tables/find.ts";
import { linesOf } from "./tables/lines.ts";
import { SlicePack } from "./slice_pack.ts";
import { withValues } from "./reshape.ts";
import { rowsOf, type Table } from "./tables/table.ts";

/** A table on one page, as it waits for the last stage. Boxes are `[x0, y0, x1, y1]` in the page's user space. */
export interface PageTable {
  readonly page: number;
  readonly bbox: [number, number, number, number];
  readonly rows: string[][];
  readonly headerRows: number;
  readonly confidence: number;
  readonly method: Table["method"];
  /** `[row, column, rowSpan, columnSpan, x0, y0, x1, y1]` of each cell with text, and its confidence when it was recognised. */
  readonly cells: number[][];
  /** What stands above and below it on its page, without its numbers; null when that is more than heads and feet. */
  readonly above: readonly string[] | null;
  readonly below: readonly string[] | null;
  /** The page's first and last lines. */
  readonly pageTop: readonly string[];
  readonly pageBottom: readonly string[];
}

/** What a page gives. */
export interface Slice {
  readonly tables: readonly PageTable[];
  /** The page's lines, when it is read as a race chart. */
  readonly lines: readonly ChartLine[];
  /** True when it looks like a race chart. */
  readonly chart: boolean;
  /** The page's number when it is a scan without any text, and when it could not be read. */
  readonly silent: readonly number[];
  readonly damaged: readonly number[];
}

/** CPU milliseconds that a step aims at. */
const TARGET_MS = 250;

export interface SliceStart {
  /** What a page cost in the slice before, and what the step has taken already, in milliseconds. */
  readonly costBefore: number;
  readonly spentMs: number;
  /** Whether a page's text must be recognised. */
  isScan(page: PageContent): Promise<boolean>;
}

export interface Extracted {
  readonly slice: SlicePack;
  readonly done: number;
  /** What a page costs. */
  readonly cost: number;
  /** The page after those that were done, when its text must be recognised. */
  readonly scan: number | undefined;
}

/** Works through `pages` until the time is up, or to the next scan; at least one page, or the scan. */
export async function extractSlice(
  pdf: OpenPdf,
  pages: readonly number[],
  options: PdfToCsvOptions,
  budget: Budget,
  { costBefore, spentMs, isScan }: SliceStart,
): Promise<Extracted> {
  const slice = new SlicePack();
  const limit = Math.min(TARGET_MS * budget.scale, budget.remainingCpuMs()) - spentMs;
  const started = performance.now();
  let cost = costBefore, done = 0, scan: number | undefined;
  while (done < pages.length && (done === 0 || performance.now() - started + cost <= limit)) {
    const number = pages[done]!;
    const before = performance.now();
    const page = await readable(pdf, number);
    if (page && await isScan(page)) {
      scan = number;
      break;
    }
    slice.add(page ? sliceOf(page, options) : { ...EMPTY, damaged: [number] });
    done++;
    cost = 0.5 * cost + 0.5 * (performance.now() - before);
  }
  return { slice, done, cost: Math.round(cost * 10) / 10, scan };
}

/** Undefined for a page that is damaged. */
async function readable(pdf: OpenPdf, number: number): Promise<PageContent | undefined> {
  try {
    return await pdf.page(number);
  } catch (error) {
    if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
    return undefined;
  }
}

export const EMPTY: Slice = { tables: [], lines: [], chart: false, silent: [], damaged: [] };

/** What one page gives. */
export function sliceOf(page: PageContent, options: PdfToCsvOptions): Slice {
  const racing = options.preset === "race-chart";
  return {
    ...EMPTY,
    tables: racing ? [] : pageTables(page, options),
    lines: racing ? chartLines(page) : [],
    chart: isChartPage(page),
  };
}

function pageTables(page: PageContent, options: PdfToCsvOptions): PageTable[] {
  const found = pageAreas(page, options.areas).flatMap((area) => findTables(area, options.mode))
    .filter((table) => sureness(table) >= LEAST_SURE)
    .map((table) => withValues(table, options.values));
  if (found.length === 0) return [];
  const edges = pageEdges(linesOf(page.words));
  return found.map((table) => pageTable(table, page, edges));
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
    confidence: Math.round(table.confidence * sureness(table) * 1000) / 1000,
    method: table.method,
    cells: table.cells.map((cell) => [
      cell.row,
      cell.column,
      cell.rowSpan,
      cell.columnSpan,
      ...place(cell.box),
      ...cell.confidence === undefined ? [] : [Math.round(cell.confidence * 100) / 100],
    ]),
    above: edges.above(table.box),
    below: edges.below(table.box),
    pageTop: edges.top,
    pageBottom: edges.bottom,
  };
}

/** What is recognised with so many doubts is a picture: a diagram, a map, a photograph. */
const LEAST_SURE = 0.6;

/** How sure it is on the whole that recognised cells say what they say. */
function sureness({ cells }: Table): number {
  return cells.reduce((sum, cell) => sum + (cell.confidence ?? 1), 0) / Math.max(1, cells.length);
}

function corners(box: Box): [number, number, number, number] {
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(box.x0), round(box.y0), round(box.x1), round(box.y1)];
}

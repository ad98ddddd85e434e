/**
 * Pages become questions. Everything works on what the pages look like; nothing knows what they are about.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { CleanPage } from "./area.ts";
import { boxesOn, type PlacedRegion } from "./boxes.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { edgesOf, repeatedEdges, withoutFurniture } from "./furniture.ts";
import { isHeading, type Layout } from "./headings.ts";
import { type Outline, outline, type Region } from "./outline.ts";
import { commonSize, type Row, rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { orderOnPage } from "./order.ts";
import { chooseStarts, type Sorter, type Start } from "./starts.ts";
import { withTop } from "./tops.ts";

/** What was found where, before boxes are measured. */
export interface Plan {
  readonly sheets: readonly Sheet[];
  readonly outlines: readonly Outline[];
  /** By page. */
  readonly furniture: ReadonlyMap<number, readonly Box[]>;
}

export function plan(sheets: readonly Sheet[]): Plan {
  const rows = sheets.map((sheet) => rowsOf(sheet.words.filter((word) => word.upright)));
  const repeated = repeatedEdges(
    sheets.flatMap((sheet, i) => edgesOf(sheet.number, rows[i]!, sheet.view)),
    sheets.length,
  );
  const cleaned = sheets.map((sheet, i) => withoutFurniture(rows[i]!, sheet.view, repeated, sheet.horizontal));
  const body = commonSize(cleaned.flatMap((page) => page.rows.flatMap((row) => row.words)));
  const candidates = forgiving(
    sheets.flatMap((sheet, i) => candidatesOf(sheet.number, cleaned[i]!.rows, body)),
    new Set(sheets.filter((sheet) => sheet.certainty < 1).map((sheet) => sheet.number)),
    body,
  );
  const width = Math.max(1, ...sheets.map((sheet) => sheet.view.x1 - sheet.view.x0));
  const cuts = new Map(sheets.map((sheet, i) => [sheet.number, cutsOf(cleaned[i]!.rows, body)]));
  const sorted: Sorter = (page, onPage) => orderOnPage(onPage, width, cuts.get(page) ?? []);
  const starts = raised(chooseStarts(candidates, width, sorted), sheets, cleaned.map((page) => page.rows));
  const pages = sheets.map((sheet, i): CleanPage => ({
    number: sheet.number,
    view: sheet.view,
    words: cleaned[i]!.rows.flatMap((row) => row.words),
    cuts: cuts.get(sheet.number)!,
  }));
  return {
    sheets,
    outlines: outline(pages, starts, layoutOf(pages, starts, body)),
    furniture: new Map(sheets.map((sheet, i) => [sheet.number, cleaned[i]!.furniture])),
  };
}

/** The boxes of the regions on one page, upright. */
export function measure({ sheets, outlines, furniture }: Plan, page: number): Map<Region, Box> {
  const sheet = sheets.find((each) => each.number === page)!;
  const placed = outlines.flatMap(({ start, regions }) =>
    regions.filter((region) => region.page === page)
      .map((region): PlacedRegion => ({ region, start: region === regions[0] ? start : undefined }))
  );
  const boxes = boxesOn(sheet, furniture.get(page)!, placed);
  return new Map(placed.flatMap(({ region }, i) => boxes[i] ? [[region, boxes[i]!]] : []));
}

/**
 * In scans points get lost and sizes differ from word to word: there numbers are told by where they stand, in line with
 * others that kept theirs.
 */
function forgiving(candidates: readonly Candidate[], scans: ReadonlySet<number>, body: number): Candidate[] {
  const punctuated = candidates.filter(({ label }) => /^#[.:)]+$/.test(label.style) && label.kind === "decimal");
  return candidates.map((each) => {
    if (!scans.has(each.page)) return each;
    const { label } = each;
    const inLine = punctuated.some((other) =>
      Math.min(Math.abs(other.x0 - each.x0), Math.abs(other.textX - each.textX)) < 5
    );
    const style = /^#[.:)]*$/.test(label.style) && label.kind === "decimal" && inLine ? "#." : label.style;
    return { ...each, label: { ...label, style }, size: each.heading ? each.size : body, bold: false };
  });
}

/** Just above each heading. */
function cutsOf(rows: readonly Row[], body: number): number[] {
  const margin = Math.min(...rows.map((row) => row.x0));
  return rows.filter((row) => isHeading(row, { body, margin, hanging: false })).map((row) => row.y1 + 0.1);
}

function raised(starts: readonly Start[], sheets: readonly Sheet[], rows: readonly (readonly Row[])[]): Start[] {
  const byPage = Map.groupBy(starts, (start) => start.page);
  return sheets.flatMap((sheet, i) => {
    const here = byPage.get(sheet.number) ?? [];
    return here.map((start) => withTop(start, here, rows[i]!, sheet.ink));
  });
}

function layoutOf(pages: readonly CleanPage[], starts: readonly Start[], body: number): Layout {
  const byPage = new Map(pages.map((page) => [page.number, page]));
  let under = 0, hanging = 0;
  for (const start of starts) {
    const second = rowsOf(
      byPage.get(start.page)!.words.filter((word) =>
        word.base < start.base - 0.5 * body && word.base > start.base - 1.9 * body && word.x0 > start.x0 - 4 &&
        word.x0 < start.textX + 200
      ),
    )[0];
    if (!second || start.textX - start.x0 < 5) continue;
    if (second.x0 > start.textX - 3) hanging++;
    else under++;
  }
  const lefts = pages.flatMap((page) => rowsOf(page.words).filter((row) => row.words.length > 3).map((row) => row.x0))
    .sort((a, b) => a - b);
  return { body, hanging: hanging > 2 * under, margin: lefts[Math.floor(lefts.length * 0.05)] ?? 0 };
}

/**
 * Parts of a page: the column and the height that a question may take, and what stands in there.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { bandsOf, columnsOf } from "./order.ts";
import { type Row, rowsOf } from "./rows.ts";
import type { Start } from "./starts.ts";

/** A page with its furniture taken away. */
export interface CleanPage {
  readonly number: number;
  readonly view: Box;
  readonly words: readonly Word[];
  /** Heights of headings, which end the columns above them. */
  readonly cuts: readonly number[];
}

/** An area that a question begins in, or, without a start, one above the first question of its column. */
export interface Area {
  readonly page: number;
  readonly box: Box;
  readonly start: Start | undefined;
}

/** Room left of a column's labels, in points. */
const MARGIN = 3;

/**
 * The areas of a page in reading order: for each column what stands above its first question, then its questions.
 *
 * @param starts of this page, in reading order
 */
export function areasOf(page: CleanPage, starts: readonly Start[]): Area[] {
  const place = new Map(starts.map((start, index) => [start, index]));
  // In columns a heading cuts the page only when all that is above it is read before all that is below.
  const cuts = columnsOf(starts, page.view.x1 - page.view.x0).length < 2 ? [] : page.cuts.filter((cut) => {
    const [above = [], below = []] = bandsOf(starts, [cut], (start) => start.base);
    return Math.max(-1, ...above.map((start) => place.get(start)!)) <
      Math.min(Infinity, ...below.map((start) => place.get(start)!));
  });
  const heights = [page.view.y1, ...cuts.toSorted((a, b) => b - a), page.view.y0];
  return bandsOf(starts, cuts, (start) => start.base).flatMap((band, i) =>
    areasIn(page, { ...page.view, y0: heights[i + 1]!, y1: heights[i]! }, band)
  );
}

function areasIn(page: CleanPage, view: Box, starts: readonly Start[]): Area[] {
  if (starts.length === 0) return [{ page: page.number, box: view, start: undefined }];
  const columns = columnsOf(starts, view.x1 - view.x0).map((column) => {
    const sorted = [...column].sort((a, b) => b.base - a.base);
    return { left: Math.min(...column.map((start) => start.x0)) - MARGIN, sorted };
  });
  const extents = new Map<Start, { top: number; bottom: number; column: number }>();
  for (const [index, { sorted }] of columns.entries()) {
    for (const [i, start] of sorted.entries()) {
      const below = sorted[i + 1];
      extents.set(start, { top: start.top, bottom: below ? below.top : view.y0, column: index });
    }
  }
  const isAcross = columns.length > 1 && starts[1] !== undefined &&
    extents.get(starts[0]!)!.column !== extents.get(starts[1])!.column;
  const areaOf = (start: Start): Area => {
    const { top, bottom, column } = extents.get(start)!;
    const x0 = column === 0 ? view.x0 : columns[column]!.left;
    const right = columns.findIndex(({ left, sorted }, index) =>
      index > column && (sorted.some((each) => {
        const extent = extents.get(each)!;
        return Math.min(top, extent.top) - Math.max(bottom, extent.bottom) > 0.5 * start.size;
        // In columns what stands beside a question is another's, even where no other begins there.
      }) || (!isAcross && !rowsIn(page, { ...view, x0, y0: bottom, y1: top }).some((row) => isAcrossEdge(row, left))))
    );
    const x1 = right < 0 ? view.x1 : columns[right]!.left;
    return { page: page.number, start, box: { x0, x1, y0: bottom, y1: top } };
  };
  const ceiling = Math.max(...starts.map((start) => start.top));
  const floor = columns.length < 2
    ? view.y1
    : lowestAcross(page, { ...view, y0: ceiling }, columns.slice(1).map((column) => column.left));
  const above: Area = { page: page.number, start: undefined, box: { ...view, y0: floor } };
  const heads = columns.map(({ left, sorted }, index): Area => {
    const first = areaOf(sorted[0]!);
    return {
      page: page.number,
      start: undefined,
      box: { x0: index === 0 ? view.x0 : left, x1: first.box.x1, y0: first.box.y1, y1: floor },
    };
  });
  if (isAcross || columns.length === 1) return [above, heads[0]!, ...starts.map(areaOf)];
  return [above, ...columns.flatMap(({ sorted }, index) => [heads[index]!, ...sorted.map(areaOf)])];
}

/** How far down rows go that stand across the columns' edges: below them each column is by itself. */
function lowestAcross(page: CleanPage, box: Box, edges: readonly number[]): number {
  const across = rowsIn(page, box).filter((row) => edges.some((edge) => isAcrossEdge(row, edge)));
  return across.length === 0 ? box.y1 : Math.min(...across.map((row) => row.y0));
}

/** Whether a row goes on over an edge without the gap that columns have between them. */
function isAcrossEdge({ words, size }: Row, edge: number): boolean {
  const left = words.filter((word) => word.x0 < edge).at(-1), right = words.find((word) => word.x0 >= edge);
  if (!left) return false;
  return left.x1 > edge + 1 || (right !== undefined && right.x0 - left.x1 < 1.2 * size);
}

/** The rows of an area. Words that reach out of it to the left belong to something wider, which ends it. */
export function rowsIn(page: CleanPage, box: Box): Row[] {
  const inside = page.words.filter((word) => {
    const x = (word.x0 + word.x1) / 2, y = word.base + 0.25 * word.size;
    return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
  });
  return rowsOf(inside);
}

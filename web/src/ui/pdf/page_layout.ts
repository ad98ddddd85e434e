/**
 * Where the pages stand in their column: one under another, all as wide as the column.
 *
 * @module
 */

/** Pixels, page by page; the first page is at index 0. */
export interface PageLayout {
  readonly tops: readonly number[];
  readonly heights: readonly number[];
  readonly total: number;
}

/** A place in the column that other widths and other heights of pages do not move: so far down on that page. */
export interface Anchor {
  /** From 1. */
  readonly page: number;
  /** 0 is its upper edge, 1 its lower one. */
  readonly fraction: number;
}

/** Pixels between two pages. */
const GAP = 10;
/** A4 upright. */
const USUAL_SHAPE = Math.SQRT2;

/** @param shapes height by width, of the pages that are known; the others are taken to be like the first */
export function layOut(count: number, width: number, shapes: ReadonlyMap<number, number>): PageLayout {
  const usual = shapes.get(1) ?? USUAL_SHAPE;
  const tops: number[] = [], heights: number[] = [];
  let top = 0;
  for (let page = 1; page <= count; page++) {
    const height = Math.round(width * (shapes.get(page) ?? usual));
    tops.push(top);
    heights.push(height);
    top += height + GAP;
  }
  return { tops, heights, total: Math.max(0, top - GAP) };
}

/** The page that is `y` below the top of the column; a gap belongs to the page above it. */
export function pageAt({ tops }: PageLayout, y: number): number {
  let low = 0, high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tops[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

export function anchorAt(layout: PageLayout, y: number): Anchor {
  const page = pageAt(layout, y);
  return { page, fraction: (y - layout.tops[page - 1]!) / (layout.heights[page - 1] || 1) };
}

export function topOf(layout: PageLayout, { page, fraction }: Anchor): number {
  return (layout.tops[page - 1] ?? 0) + fraction * (layout.heights[page - 1] ?? 0);
}

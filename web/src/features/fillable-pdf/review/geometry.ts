/**
 * Several rectangles of a page at once.
 *
 * @module
 */
import type { PageSize } from "../../../ui/pdf/adjust.ts";
import type { Point, Rectangle } from "../../../ui/pdf/rectangle.ts";

/** Moves rectangles by the same way, as far as all of them stay on the page. */
export function movedTogether(rectangles: readonly Rectangle[], by: Point, page: PageSize): Rectangle[] {
  const all = bounds(rectangles);
  const dx = clamp(by.x, -all.x, page.width - all.x - all.width);
  const dy = clamp(by.y, -all.y, page.height - all.y - all.height);
  return rectangles.map((each) => ({ ...each, x: each.x + dx, y: each.y + dy }));
}

/** The smallest rectangle around all. */
export function bounds(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((each) => each.x)), y = Math.min(...rectangles.map((each) => each.y));
  return {
    x,
    y,
    width: Math.max(...rectangles.map((each) => each.x + each.width)) - x,
    height: Math.max(...rectangles.map((each) => each.y + each.height)) - y,
  };
}

/** Whether what is at `a` is read before what is at `b`: above it, or on the same line and further left. */
export function isBefore(a: Rectangle, b: Rectangle): boolean {
  const onOneLine = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.5 * Math.min(a.height, b.height);
  return onOneLine ? a.x < b.x : a.y < b.y;
}

/** What has no room keeps to the lower limit. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/**
 * Rectangles as they are shown on a page: points from its top left, turned as the page is.
 *
 * @module
 */
import type { PdfRect } from "./reviewed_field.ts";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page as it is shown at one point to the pixel; `transform` is a viewport's `[a, b, c, d, e, f]`. */
export interface Viewport extends Size {
  readonly transform: readonly number[];
}

/** The edges that a handle moves: `nw` the upper and the left one. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = typeof HANDLES[number];

/** Smaller than this nobody can hit. */
export const MIN_SIDE = 4;

export function shownAt([x0, y0, x1, y1]: PdfRect, { transform }: Viewport): Rectangle {
  return spanning(apply(transform, x0, y0), apply(transform, x1, y1));
}

/** The inverse of {@link shownAt}, to a hundredth of a point. */
export function pdfRect({ x, y, width, height }: Rectangle, { transform }: Viewport): PdfRect {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const det = a * d - b * c;
  const inverse = [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
  const box = spanning(apply(inverse, x, y), apply(inverse, x + width, y + height));
  return [box.x, box.y, box.x + box.width, box.y + box.height].map(round) as PdfRect;
}

/** Moves rectangles by the same way, as far as all of them stay on the page. */
export function movedTogether(rectangles: readonly Rectangle[], dx: number, dy: number, page: Size): Rectangle[] {
  const all = bounds(rectangles);
  const byX = clamp(dx, -all.x, page.width - all.x - all.width);
  const byY = clamp(dy, -all.y, page.height - all.y - all.height);
  return rectangles.map((each) => ({ ...each, x: each.x + byX, y: each.y + byY }));
}

/** Moves the edges that the handle holds; they stop at the page's and never pass each other. */
export function resized(from: Rectangle, handle: Handle, dx: number, dy: number, page: Size): Rectangle {
  let left = from.x, top = from.y, right = from.x + from.width, bottom = from.y + from.height;
  if (handle.includes("w")) left = clamp(left + dx, 0, right - MIN_SIDE);
  if (handle.includes("e")) right = clamp(right + dx, left + MIN_SIDE, page.width);
  if (handle.includes("n")) top = clamp(top + dy, 0, bottom - MIN_SIDE);
  if (handle.includes("s")) bottom = clamp(bottom + dy, top + MIN_SIDE, page.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** What is drawn from one corner to the other, within the page. */
export function drawn(from: Point, to: Point, page: Size): Rectangle {
  const within = ({ x, y }: Point) => ({ x: clamp(x, 0, page.width), y: clamp(y, 0, page.height) });
  const a = within(from), b = within(to);
  return spanning([a.x, a.y], [b.x, b.y]);
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function contains({ x, y, width, height }: Rectangle, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
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

function spanning([xa, ya]: readonly [number, number], [xb, yb]: readonly [number, number]): Rectangle {
  return { x: Math.min(xa, xb), y: Math.min(ya, yb), width: Math.abs(xb - xa), height: Math.abs(yb - ya) };
}

function apply([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[], x: number, y: number) {
  return [a * x + c * y + e, b * x + d * y + f] as const;
}

/** What has no room keeps to the lower limit. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
const round = (value: number): number => Math.round(value * 100) / 100 + 0;

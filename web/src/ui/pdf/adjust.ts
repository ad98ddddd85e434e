/**
 * Moving and resizing a rectangle within its page.
 *
 * @module
 */
import type { Point, Rectangle } from "./rectangle.ts";

/** Which sides a handle takes along, by compass. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = typeof HANDLES[number];

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Points; a smaller box could hardly be taken hold of again. */
export const MIN_SIDE = 4;
/** Points by which a key moves or resizes; with Ctrl or ⌘ the longer way. */
const KEY_STEP = 1;
const LONG_KEY_STEP = 12;

/** Moved by `by`, as far as the page goes. */
export function movedBy(box: Rectangle, by: Point, page: PageSize): Rectangle {
  return {
    ...box,
    x: within(box.x + by.x, 0, page.width - box.width),
    y: within(box.y + by.y, 0, page.height - box.height),
  };
}

/** One or two sides moved by `by`; none goes past the opposite one or off the page. */
export function resizedBy(box: Rectangle, handle: Handle, by: Point, page: PageSize): Rectangle {
  let { x: left, y: top } = box;
  let right = left + box.width, bottom = top + box.height;
  if (handle.includes("w")) left = within(left + by.x, 0, right - MIN_SIDE);
  if (handle.includes("e")) right = within(right + by.x, left + MIN_SIDE, page.width);
  if (handle.includes("n")) top = within(top + by.y, 0, bottom - MIN_SIDE);
  if (handle.includes("s")) bottom = within(bottom + by.y, top + MIN_SIDE, page.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The rectangle between two points, as much of it as is on the page. */
export function between(one: Point, other: Point, page: PageSize): Rectangle {
  const left = within(Math.min(one.x, other.x), 0, page.width), top = within(Math.min(one.y, other.y), 0, page.height);
  return {
    x: left,
    y: top,
    width: within(Math.max(one.x, other.x), 0, page.width) - left,
    height: within(Math.max(one.y, other.y), 0, page.height) - top,
  };
}

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Arrows move, with Shift they move the right and the lower side; undefined for any other key. */
export function adjustedByKey(box: Rectangle, key: Key, page: PageSize): Rectangle | undefined {
  const step = key.ctrlKey || key.metaKey ? LONG_KEY_STEP : KEY_STEP;
  const ways: Record<string, Point> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  const by = ways[key.key];
  if (!by) return undefined;
  return key.shiftKey ? resizedBy(box, "se", by, page) : movedBy(box, by, page);
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

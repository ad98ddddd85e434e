/**
 * The order in which fields are read and tabbed through: lines from top to bottom, each from left to right.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";

export function inReadingOrder<T extends Box>(boxes: readonly T[]): T[] {
  const rest = [...boxes].sort((a, b) => b.y1 - a.y1 || a.x0 - b.x0);
  const ordered: T[] = [];
  let line: T[] = [];
  const flush = () => {
    ordered.push(...line.sort((a, b) => a.x0 - b.x0 || b.y0 - a.y0));
    line = [];
  };
  for (const box of rest) {
    const first = line[0];
    // On one line are those whose middle lies within the height of the line's first.
    if (first && (box.y0 + box.y1) / 2 < Math.max(first.y0, first.y1 - 20)) flush();
    line.push(box);
  }
  flush();
  return ordered;
}

/**
 * Points, boxes and matrices. Units are PDF points; y grows upwards, as in the PDF itself.
 *
 * @module
 */

/** `x0 <= x1`, `y0 <= y1`; y0 is the bottom edge. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** `[a b c d e f]` as the `cm` operator takes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `n`, then `m`. */
export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

/** First moves by `x` and `y`, then `m`. */
export function translated(m: Matrix, x: number, y: number): Matrix {
  return [m[0], m[1], m[2], m[3], m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** The smallest upright box around a transformed box. */
export function transformBox(m: Matrix, box: Box): Box {
  const xx0 = m[0] * box.x0, xx1 = m[0] * box.x1, xy0 = m[2] * box.y0, xy1 = m[2] * box.y1;
  const yx0 = m[1] * box.x0, yx1 = m[1] * box.x1, yy0 = m[3] * box.y0, yy1 = m[3] * box.y1;
  return {
    x0: Math.min(xx0, xx1) + Math.min(xy0, xy1) + m[4],
    x1: Math.max(xx0, xx1) + Math.max(xy0, xy1) + m[4],
    y0: Math.min(yx0, yx1) + Math.min(yy0, yy1) + m[5],
    y1: Math.max(yx0, yx1) + Math.max(yy0, yy1) + m[5],
  };
}

/** How far two intervals overlap; negative when there is a gap between them. */
export function overlap(a0: number, a1: number, b0: number, b1: number): number {
  return Math.min(a1, b1) - Math.max(a0, b0);
}

export function union(a: Box, b: Box): Box {
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

/** The common part, or undefined when there is none. */
export function intersection(a: Box, b: Box): Box | undefined {
  const x0 = Math.max(a.x0, b.x0), y0 = Math.max(a.y0, b.y0), x1 = Math.min(a.x1, b.x1), y1 = Math.min(a.y1, b.y1);
  return x0 <= x1 && y0 <= y1 ? { x0, y0, x1, y1 } : undefined;
}

/** The box around all boxes; undefined for none. */
export function bounds(boxes: Iterable<Box>): Box | undefined {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity, some = false;
  for (const box of boxes) {
    some = true;
    x0 = Math.min(x0, box.x0);
    y0 = Math.min(y0, box.y0);
    x1 = Math.max(x1, box.x1);
    y1 = Math.max(y1, box.y1);
  }
  return some ? { x0, y0, x1, y1 } : undefined;
}

/** Whether the middle of `inner` lies in `outer`. */
export function centreWithin(inner: Box, outer: Box): boolean {
  const x = (inner.x0 + inner.x1) / 2, y = (inner.y0 + inner.y1) / 2;
  return x >= outer.x0 && x <= outer.x1 && y >= outer.y0 && y <= outer.y1;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

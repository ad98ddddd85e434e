/**
 * Turning things by quarters: `turns` quarter turns clockwise about the origin.
 *
 * @module
 */
import type { PaintedPath } from "./content.ts";
import { type Box, type Matrix, multiply } from "./geometry.ts";

const TURNS: readonly Matrix[] = [
  [1, 0, 0, 1, 0, 0],
  [0, -1, 1, 0, 0, 0],
  [-1, 0, 0, -1, 0, 0],
  [0, 1, -1, 0, 0, 0],
];

const matrixOf = (turns: number): Matrix => TURNS[((turns % 4) + 4) % 4]!;

export function turnPoint(x: number, y: number, turns: number): [number, number] {
  const m = matrixOf(turns);
  return [m[0] * x + m[2] * y, m[1] * x + m[3] * y];
}

export function turnBox(box: Box, turns: number): Box {
  const [xa, ya] = turnPoint(box.x0, box.y0, turns), [xb, yb] = turnPoint(box.x1, box.y1, turns);
  return { x0: Math.min(xa, xb), y0: Math.min(ya, yb), x1: Math.max(xa, xb), y1: Math.max(ya, yb) };
}

export function turnPath(path: PaintedPath, turns: number): PaintedPath {
  return { ...path, matrix: multiply(matrixOf(turns), path.matrix), clip: turnBox(path.clip, turns) };
}

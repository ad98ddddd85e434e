/**
 * White letters on white paper: nobody who reads the page sees them.
 *
 * @module
 */
import type { Glyph, PaintedPath } from "./content.ts";
import { type Box, intersection, type Matrix, transformBox } from "./geometry.ts";

/** A line at least so wide, in points, may be what letters stand on. */
const WIDE_STROKE = 4;
/** Comparing more is not worth the time: all are taken as seen. */
const MOST_COMPARED = 5_000_000;

/** Those of `white` that stand on nothing: neither on a painted area nor where a picture may be. */
export function unseenOf(
  white: readonly Glyph[],
  paths: readonly PaintedPath[],
  pictures: readonly Box[],
): ReadonlySet<Glyph> {
  const grounds = [...pictures, ...paths.flatMap((path) => groundOf(path) ?? [])];
  if (white.length * grounds.length > MOST_COMPARED) return new Set();
  return new Set(white.filter((glyph) => {
    const [x, y] = middleOf(glyph);
    return !grounds.some((box) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1);
  }));
}

/** About the middle of a letter's ink, whichever way it runs. */
function middleOf({ x0, y0, x1, y1, size }: Glyph): [number, number] {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1, up = 0.3 * size / length;
  return [(x0 + x1) / 2 - up * (y1 - y0), (y0 + y1) / 2 + up * (x1 - x0)];
}

/** Where a path covers the paper, as far as its outermost points tell. */
function groundOf({ data, matrix, filled, stroked, fill, lineWidth, clip }: PaintedPath): Box | undefined {
  const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
  const isWide = stroked && lineWidth * scale >= WIDE_STROKE;
  if (!isWide && !(filled && fill.toLowerCase() !== "#ffffff")) return undefined;
  const box = outermost(data, matrix);
  const half = isWide ? lineWidth * scale / 2 : 0;
  return box && intersection(clip, { x0: box.x0 - half, y0: box.y0 - half, x1: box.x1 + half, y1: box.y1 + half });
}

/** How many numbers follow each of pdf.js's path codes. */
const NUMBERS = [2, 2, 6, 4, 0];

function outermost(data: ArrayLike<number>, matrix: Matrix): Box | undefined {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (let i = 0; i < data.length;) {
    const numbers = NUMBERS[data[i]!];
    if (numbers === undefined) return undefined;
    for (let j = i + 1; j <= i + numbers; j += 2) {
      [x0, x1] = [Math.min(x0, data[j]!), Math.max(x1, data[j]!)];
      [y0, y1] = [Math.min(y0, data[j + 1]!), Math.max(y1, data[j + 1]!)];
    }
    i += numbers + 1;
  }
  return x0 <= x1 ? transformBox(matrix, { x0, y0, x1, y1 }) : undefined;
}

/**
 * Specks of dust: dots smaller than any print, with nothing near them.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

const INK = 150;
/** In inches. A full stop of 6 points is larger, and stands nearer to its word. */
const MAX_SPECK = 1 / 90, NEAR = 1 / 20;

/** Paints specks white. Changes `picture` in place. */
export function eraseSpecks({ width, height, data }: Gray, dpi: number): void {
  const size = Math.max(1, Math.round(MAX_SPECK * dpi)), near = Math.max(2, Math.round(NEAR * dpi));
  const whiteAround = (x0: number, y0: number, x1: number, y1: number): boolean => {
    const left = Math.max(0, x0),
      right = Math.min(width - 1, x1),
      top = Math.max(0, y0),
      bottom = Math.min(height - 1, y1);
    for (let x = left; x <= right; x++) {
      if (data[top * width + x]! < INK || data[bottom * width + x]! < INK) return false;
    }
    for (let y = top; y <= bottom; y++) {
      if (data[y * width + left]! < INK || data[y * width + right]! < INK) return false;
    }
    return true;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = y * width; x < width; x++) {
      if (data[row + x]! >= INK) continue;
      const from = x;
      while (x < width && data[row + x]! < INK) x++;
      // All within the inner ring is the speck, and between the rings there is nothing.
      if (x - from > size || !whiteAround(from - size, y - size, x + size, y + size)) continue;
      if (!isBlank(data, width, height, from, y, x, size, near)) continue;
      for (let at = Math.max(0, y - size); at <= Math.min(height - 1, y + size); at++) {
        data.fill(255, at * width + Math.max(0, from - size), at * width + Math.min(width, x + size));
      }
    }
  }
}

/** Whether there is nothing within `near` of a speck but the speck itself. */
function isBlank(
  data: Uint8Array,
  width: number,
  height: number,
  from: number,
  row: number,
  to: number,
  size: number,
  near: number,
): boolean {
  for (let y = Math.max(0, row - near); y <= Math.min(height - 1, row + near); y++) {
    const beside = Math.abs(y - row) <= size;
    for (let x = Math.max(0, from - near); x <= Math.min(width - 1, to + near); x++) {
      if (data[y * width + x]! >= INK || beside && x >= from - size && x <= to + size) continue;
      return false;
    }
  }
  return true;
}

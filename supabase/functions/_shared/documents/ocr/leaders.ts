/**
 * Leader dots: rows of dots from a label to its number. Tesseract reads letters into them, and then into the label.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

const INK = 150;
/** In inches. */
const MAX_DOT = 1 / 30, MIN_GAP = 1 / 100, MAX_GAP = 1 / 7;
/** An ellipsis has three. */
const MIN_DOTS = 5;
/** Dots are as far apart as their neighbours, but for so many pixels at 300 dpi. */
const UNEVEN = 3;

/** Paints leader dots white. Changes `picture` in place. */
export function eraseLeaders({ width, height, data }: Gray, dpi: number): void {
  const maxDot = Math.ceil(MAX_DOT * dpi), uneven = Math.max(1, UNEVEN * dpi / 300), margin = 3;
  const isDot = (from: number, to: number, y: number) => {
    if (to - from > maxDot) return false;
    // White all around: the arches of m and n look like dots from above only.
    const left = Math.max(0, from - margin), right = Math.min(width - 1, to - 1 + margin);
    const top = Math.max(0, y - maxDot), bottom = Math.min(height - 1, y + maxDot);
    for (let x = left; x <= right; x++) {
      if (data[top * width + x]! < INK || data[bottom * width + x]! < INK) return false;
    }
    for (let row = top; row <= bottom; row++) {
      if (data[row * width + left]! < INK || data[row * width + right]! < INK) return false;
    }
    return true;
  };
  const erase = (dots: readonly number[], y: number) => {
    for (const from of dots) {
      for (let top = Math.max(0, y - maxDot); top <= Math.min(height - 1, y + maxDot); top++) {
        data.fill(255, top * width + from - 2, top * width + Math.min(width, from + maxDot));
      }
    }
  };
  for (let y = 0; y < height; y++) {
    let dots: number[] = [], end = -1, pitch = 0;
    const flush = () => {
      if (dots.length >= MIN_DOTS) erase(dots, y);
      dots = [];
      pitch = 0;
    };
    for (let x = 0, at = y * width; x < width; x++) {
      if (data[at + x]! >= INK) continue;
      const from = x;
      while (x < width && data[at + x]! < INK) x++;
      const gap = from - end, before = dots.at(-1);
      end = x;
      if (!isDot(from, x, y)) {
        flush();
        continue;
      }
      const step = before === undefined ? 0 : from - before;
      const even = pitch === 0 || Math.abs(step - pitch) <= uneven;
      if (before !== undefined && (!even || gap < MIN_GAP * dpi || gap > MAX_GAP * dpi)) flush();
      else if (before !== undefined) pitch = step;
      dots.push(from);
    }
    flush();
  }
}

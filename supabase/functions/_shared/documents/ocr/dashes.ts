/**
 * Dashes that stand alone, as tables have them for no value: Tesseract reads other signs into them, or nothing.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";
import type { PixelBox } from "./ink.ts";

const INK = 150;
/** In inches. */
const SHORTEST = 1 / 55, LONGEST = 1 / 7, THICKEST = 1 / 50;
/** White around it: a dash between words is nearer to them. */
const BESIDE = 1 / 14, ABOVE = 1 / 40;
const MIN_ASPECT = 2;

/** Finds lone dashes and paints them white. Changes `picture` in place. */
export function takeDashes({ width, height, data }: Gray, dpi: number): PixelBox[] {
  const shortest = SHORTEST * dpi, longest = LONGEST * dpi, thickest = Math.ceil(THICKEST * dpi);
  const beside = Math.round(BESIDE * dpi), above = Math.round(ABOVE * dpi);
  const blank = (x0: number, y0: number, x1: number, y1: number): boolean => {
    for (let y = Math.max(0, y0); y < Math.min(height, y1); y++) {
      for (let x = Math.max(0, x0), at = y * width + x; x < Math.min(width, x1); x++, at++) {
        if (data[at]! < INK) return false;
      }
    }
    return true;
  };
  const found: PixelBox[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = y * width; x < width; x++) {
      if (data[row + x]! >= INK) continue;
      const from = x;
      while (x < width && data[row + x]! < INK) x++;
      if (x - from < shortest || x - from > longest || (y > 0 && !blank(from, y - 1, x, y))) continue;
      // Its ends may be rounded: what hangs below its first row is a little wider.
      const x0 = from - 2, x1 = x + 2;
      let y1 = y + 1;
      while (y1 < height && y1 - y <= thickest && !blank(x0, y1, x1, y1 + 1)) y1++;
      if (y1 - y > thickest || x - from < MIN_ASPECT * (y1 - y)) continue;
      const alone = blank(x0 - beside, y - above, x1 + beside, y) && blank(x0 - beside, y1, x1 + beside, y1 + above) &&
        blank(x0 - beside, y, x0, y1) && blank(x1, y, x1 + beside, y1);
      if (!alone) continue;
      found.push({ x0: from, y0: y, x1: x, y1 });
      for (let line = y; line < y1; line++) {
        data.fill(255, line * width + Math.max(0, x0), line * width + Math.min(width, x1));
      }
    }
  }
  return found;
}

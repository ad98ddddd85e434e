/**
 * Pictures in memory.
 *
 * @module
 */

/** One byte a pixel, row by row from the top: 0 black, 255 white. */
export interface Gray {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Three bytes a pixel: red, green, blue. */
export interface Rgb {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A cut-out; what lies outside of the picture is white. */
export function crop(picture: Gray, x0: number, y0: number, width: number, height: number): Gray {
  const data = new Uint8Array(width * height).fill(255);
  const left = Math.max(0, x0), right = Math.min(picture.width, x0 + width);
  for (let y = Math.max(0, y0); right > left && y < Math.min(picture.height, y0 + height); y++) {
    data.set(picture.data.subarray(y * picture.width + left, y * picture.width + right), (y - y0) * width + left - x0);
  }
  return { width, height, data };
}

/** Turned by quarters, clockwise. */
export function turned(picture: Gray, quarters: number): Gray {
  const turns = ((quarters % 4) + 4) % 4;
  if (turns === 0) return picture;
  const { width: w, height: h, data } = picture;
  const out = new Uint8Array(w * h);
  if (turns === 2) {
    for (let i = 0, last = w * h - 1; i <= last; i++) out[last - i] = data[i]!;
    return { width: w, height: h, data: out };
  }
  // In squares, so that both pictures stay in the processor's cache.
  const SIDE = 64;
  for (let top = 0; top < h; top += SIDE) {
    for (let left = 0; left < w; left += SIDE) {
      for (let y = top; y < Math.min(h, top + SIDE); y++) {
        for (let x = left; x < Math.min(w, left + SIDE); x++) {
          const at = turns === 1 ? x * h + (h - 1 - y) : (w - 1 - x) * h + y;
          out[at] = data[y * w + x]!;
        }
      }
    }
  }
  return { width: h, height: w, data: out };
}

/**
 * How much ink there is in strips of a picture: what cuts of a page are found by.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

/** Pixels from `x0`, `y0` (inclusive) to `x1`, `y1` (exclusive), y downwards. */
export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const INK = 140;
/** Ink is counted in strips of so many pixels of a row. */
export const STRIP = 8;

export class Ink {
  readonly width: number;
  readonly height: number;
  readonly #strips: number;
  readonly #counts: Uint8Array;

  constructor({ width, height, data }: Gray) {
    this.width = width;
    this.height = height;
    this.#strips = Math.ceil(width / STRIP);
    this.#counts = new Uint8Array(this.#strips * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        if (data[at]! < INK) this.#counts[y * this.#strips + (x >> 3)]!++;
      }
    }
  }

  /** Pixels of ink in each row of `box`. */
  rows(box: PixelBox): Uint32Array {
    const from = Math.floor(box.x0 / STRIP), to = Math.ceil(box.x1 / STRIP);
    const sums = new Uint32Array(box.y1 - box.y0);
    for (let y = box.y0; y < box.y1; y++) {
      let sum = 0;
      for (let i = y * this.#strips + from, end = y * this.#strips + to; i < end; i++) sum += this.#counts[i]!;
      sums[y - box.y0] = sum;
    }
    return sums;
  }

  /** Pixels of ink in each strip of columns of `box`, which begins and ends with a strip. */
  strips(box: PixelBox): Uint32Array {
    const from = Math.floor(box.x0 / STRIP), to = Math.ceil(box.x1 / STRIP);
    const sums = new Uint32Array(to - from);
    for (let y = box.y0; y < box.y1; y++) {
      for (let i = from, at = y * this.#strips + from; i < to; i++, at++) sums[i - from]! += this.#counts[at]!;
    }
    return sums;
  }
}

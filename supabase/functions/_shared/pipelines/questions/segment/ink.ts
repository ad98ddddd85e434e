/**
 * Where a page is dark: one bit a point, row by row from the top. Small enough to be kept, exact enough for boxes.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Gray } from "../../../documents/render/raster.ts";

/** Darker than this is ink: thin light rules count, a tinted background does not. */
const DARK = 200;

export class Ink {
  constructor(
    readonly width: number,
    readonly height: number,
    /** The upper left corner of the first bit, and points a bit. */
    readonly left: number,
    readonly top: number,
    readonly scale: number,
    readonly bits: Uint8Array<ArrayBuffer>,
  ) {}

  /** @param view what the picture shows, upright */
  static of(picture: Gray, view: Box): Ink {
    const { width, height, data } = picture;
    const bits = new Uint8Array(Math.ceil(width * height / 8));
    for (let i = 0; i < data.length; i++) if (data[i]! < DARK) bits[i >> 3]! |= 1 << (i & 7);
    return new Ink(width, height, view.x0, view.y1, (view.x1 - view.x0) / width, bits);
  }

  copy(): Ink {
    return new Ink(this.width, this.height, this.left, this.top, this.scale, this.bits.slice());
  }

  /** Makes a part white. */
  erase(box: Box): void {
    const { x0, x1, y0, y1 } = this.#range(box);
    for (let y = y0; y < y1; y++) {
      for (let i = y * this.width + x0, end = y * this.width + x1; i < end; i++) this.bits[i >> 3]! &= ~(1 << (i & 7));
    }
  }

  /** The smallest box around all that is dark within `box`; undefined when nothing is. */
  bounds(box: Box): Box | undefined {
    const { x0, x1, y0, y1 } = this.#range(box);
    let left = Infinity, right = -1, upper = Infinity, lower = -1;
    for (let y = y0; y < y1; y++) {
      for (let x = x0, i = y * this.width + x0; x < x1; x++, i++) {
        if (!(this.bits[i >> 3]! >> (i & 7) & 1)) continue;
        if (x < left) left = x;
        if (x > right) right = x;
        if (upper === Infinity) upper = y;
        lower = y;
      }
    }
    if (right < 0) return undefined;
    return {
      x0: this.left + left * this.scale,
      x1: this.left + (right + 1) * this.scale,
      y0: this.top - (lower + 1) * this.scale,
      y1: this.top - upper * this.scale,
    };
  }

  /**
   * How far up from the bottom of `box` the ink goes on, blank strips up to `room` included; just its bottom when no
   * wider strip ends it.
   */
  rise(box: Box, room: number): number {
    const { x0, x1, y0, y1 } = this.#range(box);
    let last = y1;
    for (let row = y1 - 1; row >= y0; row--) {
      let dark = false;
      for (let i = row * this.width + x0, end = row * this.width + x1; i < end && !dark; i++) {
        dark = (this.bits[i >> 3]! >> (i & 7) & 1) === 1;
      }
      if (dark) last = row;
      else if ((last - row) * this.scale > room) return last === y1 ? box.y0 : this.top - last * this.scale + 0.01;
    }
    return box.y0;
  }

  #range(box: Box): { x0: number; x1: number; y0: number; y1: number } {
    const clamp = (value: number, limit: number) => Math.max(0, Math.min(limit, value));
    return {
      x0: clamp(Math.floor((box.x0 - this.left) / this.scale), this.width),
      x1: clamp(Math.ceil((box.x1 - this.left) / this.scale), this.width),
      y0: clamp(Math.floor((this.top - box.y1) / this.scale), this.height),
      y1: clamp(Math.ceil((this.top - box.y0) / this.scale), this.height),
    };
  }
}

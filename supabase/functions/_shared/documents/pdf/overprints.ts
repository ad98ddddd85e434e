/**
 * Remembers where each character was painted, and tells when it is painted there again: a bold look, or a shadow.
 *
 * @module
 */
import type { Glyph } from "./content.ts";

/** In font sizes: the same character this near is the same. */
const SLACK = 0.15;
/** Places are looked up by squares of so many points. */
const SQUARE = 8;

/** Chains of what stands in one square, in arrays of numbers: there are as many as a page has letters. */
export class Overprints {
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #codes: Int32Array;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  #count = 0;

  /** @param most how many characters there will be */
  constructor(most: number) {
    this.#first = new Int32Array(2 ** Math.ceil(Math.log2(most + 1))).fill(-1);
    this.#next = new Int32Array(most);
    this.#codes = new Int32Array(most);
    this.#xs = new Float64Array(most);
    this.#ys = new Float64Array(most);
  }

  /** Whether `text` has been painted here before; else it has now. */
  has(text: string, glyph: Glyph): boolean {
    const slack = SLACK * glyph.size, code = text.codePointAt(0)!;
    const { x0: x, y0: y } = glyph;
    const left = Math.floor((x - slack) / SQUARE), right = Math.floor((x + slack) / SQUARE);
    const low = Math.floor((y - slack) / SQUARE), high = Math.floor((y + slack) / SQUARE);
    for (let column = left; column <= right; column++) {
      for (let row = low; row <= high; row++) if (this.#isIn(column, row, code, x, y, slack)) return true;
    }
    this.#add(this.#slot(code, Math.floor(x / SQUARE), Math.floor(y / SQUARE)), code, x, y);
    return false;
  }

  #isIn(column: number, row: number, code: number, x: number, y: number, slack: number): boolean {
    for (let at = this.#first[this.#slot(code, column, row)]!; at >= 0; at = this.#next[at]!) {
      const near = Math.abs(this.#xs[at]! - x) < slack && Math.abs(this.#ys[at]! - y) < slack;
      if (near && this.#codes[at] === code) return true;
    }
    return false;
  }

  #add(slot: number, code: number, x: number, y: number): void {
    const at = this.#count++;
    this.#codes[at] = code;
    this.#xs[at] = x;
    this.#ys[at] = y;
    this.#next[at] = this.#first[slot]!;
    this.#first[slot] = at;
  }

  /** Squares that share a slot are told apart by distance. */
  #slot(code: number, column: number, row: number): number {
    return (Math.imul(code, 0x9e3779b1) ^ Math.imul(column, 0x85ebca6b) ^ Math.imul(row, 0xc2b2ae35)) >>> 7 &
      (this.#first.length - 1);
  }
}

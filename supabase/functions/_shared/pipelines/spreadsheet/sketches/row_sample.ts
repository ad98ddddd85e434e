/**
 * A sample of rows, chosen by the hash of the row's number and so the same whatever the slicing: all rows up to its
 * capacity, above it between half of the capacity and all of it. A cell is a number: a number's value, a date's moment, a
 * text's hash; NaN where it is missing.
 *
 * @module
 */
import { hashOfNumber, sampleBits } from "./hash.ts";

export type RowSampleState = { capacity: number; level: number; width: number; rows: number[]; cells: Float64Array };

/** Cells in all: 2 MB. */
const MOST_CELLS = 262_144;
const MOST_ROWS = 4_096;

export class RowSample {
  readonly width: number;
  #level = 0;
  #rows: number[] = [];
  #cells: Float64Array;
  readonly #capacity: number;

  /** @param from the number of columns */
  constructor(from: number | RowSampleState) {
    if (typeof from === "number") {
      this.width = from;
      this.#capacity = Math.max(256, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, from))));
      this.#cells = new Float64Array(this.width * 64);
    } else {
      this.width = from.width;
      this.#capacity = from.capacity;
      this.#level = from.level;
      this.#rows = from.rows;
      this.#cells = from.cells.slice();
    }
  }

  get isWhole(): boolean {
    return this.#level === 0;
  }

  get size(): number {
    return this.#rows.length;
  }

  wants(row: number): boolean {
    return this.#level === 0 || (sampleBits(hashOfNumber(row)) & ((1 << this.#level) - 1)) === 0;
  }

  /** Call only for rows that it {@link wants}. */
  add(row: number, cells: Float64Array): void {
    const start = this.#rows.length * this.width;
    if (start + this.width > this.#cells.length) {
      const larger = new Float64Array(Math.max(this.#cells.length * 2, start + this.width));
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells.set(cells.subarray(0, this.width), start);
    this.#rows.push(row);
    while (this.#rows.length > this.#capacity) this.#halve();
  }

  column(index: number): Float64Array {
    return Float64Array.from(this.#rows, (_, row) => this.#cells[row * this.width + index]!);
  }

  state(): RowSampleState {
    return {
      capacity: this.#capacity,
      level: this.#level,
      width: this.width,
      rows: this.#rows,
      cells: this.#cells.slice(0, this.#rows.length * this.width),
    };
  }

  #halve(): void {
    this.#level++;
    const kept: number[] = [];
    this.#rows.forEach((row, i) => {
      if (!this.wants(row)) return;
      this.#cells.copyWithin(kept.length * this.width, i * this.width, (i + 1) * this.width);
      kept.push(row);
    });
    this.#rows = kept;
  }
}

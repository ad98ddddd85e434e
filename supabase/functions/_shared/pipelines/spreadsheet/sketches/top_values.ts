/**
 * The most frequent values (Misra and Gries, "Finding repeated elements", 1982, compacted in batches). Exact while there
 * are no more different values than it keeps; above that a count is too low by at most {@link TopValues.error}, which never
 * exceeds the number of values divided by the capacity.
 *
 * Values are told apart by their hashes, which who adds them has at hand: of a column in which hardly any comes twice, a
 * `Map` of texts took an eighth of all the time.
 *
 * @module
 */
import { hashOf } from "./hash.ts";
import { ownTexts } from "./own_text.ts";

export type TopValuesState = { capacity: number; error: number; values: string[]; counts: number[] };

/** Longer texts are told apart by this many characters. */
const LONGEST = 120;

export class TopValues {
  #error = 0;
  readonly #capacity: number;
  #values: string[] = [];
  #hashes: number[] = [];
  #counts: number[] = [];
  /** By hash: one more than the index of a value; 0 where there is none. */
  readonly #slots: Uint32Array;

  constructor(from: number | TopValuesState) {
    const state = typeof from === "number" ? undefined : from;
    this.#capacity = state?.capacity ?? from as number;
    this.#error = state?.error ?? 0;
    // Of two that are merged each may hold twice its capacity.
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(8 * this.#capacity)));
    state?.values.forEach((value, i) => this.#count(value, hashOf(value), state.counts[i]!));
  }

  /** By how much a count may be too low; 0: all are exact. */
  get error(): number {
    return this.#error;
  }

  /** @param hash the value's own */
  add(value: string, hash = hashOf(value)): void {
    if (value.length <= LONGEST) {
      this.#count(value, hash, 1);
    } else {
      const key = value.slice(0, LONGEST) + "…";
      this.#count(key, hashOf(key), 1);
    }
    if (this.#values.length > 2 * this.#capacity) this.#compact();
  }

  merge(other: TopValues): void {
    other.#values.forEach((value, i) => this.#count(value, other.#hashes[i]!, other.#counts[i]!));
    this.#error += other.#error;
    if (this.#values.length > 2 * this.#capacity) this.#compact();
  }

  /** The most frequent first; among equals in the order of the alphabet. */
  top(amount: number): [value: string, count: number][] {
    return this.#values.map((value, i): [string, number] => [value, this.#counts[i]!])
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, amount);
  }

  state(): TopValuesState {
    this.#values = ownTexts(this.#values);
    return { capacity: this.#capacity, error: this.#error, values: this.#values, counts: this.#counts };
  }

  #count(value: string, hash: number, times: number): void {
    const slot = this.#slotOf(hash);
    const index = this.#slots[slot]!;
    if (index > 0) {
      this.#counts[index - 1]! += times;
      return;
    }
    this.#values.push(value);
    this.#hashes.push(hash);
    this.#counts.push(times);
    this.#slots[slot] = this.#values.length;
  }

  #slotOf(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = (hash >>> 0) & mask;
    for (let index = this.#slots[slot]!; index > 0 && this.#hashes[index - 1] !== hash; index = this.#slots[slot]!) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #compact(): void {
    const values = this.#values, hashes = this.#hashes, counts = this.#counts;
    const cut = Float64Array.from(counts).sort().at(-1 - this.#capacity)!;
    this.#error += cut;
    [this.#values, this.#hashes, this.#counts] = [[], [], []];
    this.#slots.fill(0);
    for (let i = 0; i < values.length; i++) {
      if (counts[i]! > cut) this.#count(values[i]!, hashes[i]!, counts[i]! - cut);
    }
  }
}

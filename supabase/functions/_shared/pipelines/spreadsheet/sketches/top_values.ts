/**
 * The most frequent values (Misra and Gries, "Finding repeated elements", 1982, compacted in batches). Exact while there
 * are no more different values than it keeps; above that a count is too low by at most {@link TopValues.error}, which never
 * exceeds the number of values divided by the capacity.
 *
 * @module
 */
export type TopValuesState = { capacity: number; error: number; values: string[]; counts: number[] };

/** Longer texts are told apart by this many characters. */
const LONGEST = 120;

export class TopValues {
  #error = 0;
  readonly #capacity: number;
  readonly #counts = new Map<string, number>();

  constructor(from: number | TopValuesState) {
    if (typeof from === "number") {
      this.#capacity = from;
    } else {
      this.#capacity = from.capacity;
      this.#error = from.error;
      from.values.forEach((value, i) => this.#counts.set(value, from.counts[i]!));
    }
  }

  /** By how much a count may be too low; 0: all are exact. */
  get error(): number {
    return this.#error;
  }

  add(value: string, times = 1): void {
    const key = value.length > LONGEST ? value.slice(0, LONGEST) + "…" : value;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + times);
    if (this.#counts.size > 2 * this.#capacity) this.#compact();
  }

  merge(other: TopValues): void {
    for (const [value, count] of other.#counts) this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
    this.#error += other.#error;
    if (this.#counts.size > 2 * this.#capacity) this.#compact();
  }

  /** The most frequent first; among equals in the order of the alphabet. */
  top(amount: number): [value: string, count: number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, amount);
  }

  state(): TopValuesState {
    return {
      capacity: this.#capacity,
      error: this.#error,
      values: [...this.#counts.keys()],
      counts: [...this.#counts.values()],
    };
  }

  #compact(): void {
    const counts = [...this.#counts.values()].sort((a, b) => b - a);
    const cut = counts[this.#capacity]!;
    this.#error += cut;
    for (const [value, count] of this.#counts) {
      if (count > cut) this.#counts.set(value, count - cut);
      else this.#counts.delete(value);
    }
  }
}

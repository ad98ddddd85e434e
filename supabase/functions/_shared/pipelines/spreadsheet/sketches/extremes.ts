/**
 * The smallest and the largest values with the rows they stand in.
 *
 * @module
 */
export type Extreme = [value: number, row: number];
export type ExtremesState = { low: Extreme[]; high: Extreme[] };

const KEPT = 50;

export class Extremes {
  #low: Extreme[];
  #high: Extreme[];

  constructor(from?: ExtremesState) {
    this.#low = from?.low ?? [];
    this.#high = from?.high ?? [];
  }

  add(value: number, row: number): void {
    if (this.#low.length < KEPT || value < this.#low.at(-1)![0]) insert(this.#low, value, row, (a, b) => a < b);
    if (this.#high.length < KEPT || value > this.#high.at(-1)![0]) insert(this.#high, value, row, (a, b) => a > b);
  }

  /** Smallest first. */
  get low(): readonly Extreme[] {
    return this.#low;
  }

  /** Largest first. */
  get high(): readonly Extreme[] {
    return this.#high;
  }

  state(): ExtremesState {
    return { low: this.#low, high: this.#high };
  }
}

function insert(list: Extreme[], value: number, row: number, isBefore: (a: number, b: number) => boolean): void {
  let at = list.length;
  while (at > 0 && isBefore(value, list[at - 1]![0])) at--;
  list.splice(at, 0, [value, row]);
  if (list.length > KEPT) list.pop();
}

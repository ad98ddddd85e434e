/**
 * Count, sum, mean, deviation and skew in one pass, mergeable (Pébay, "Formulas for Robust, One-Pass Parallel Computation
 * of Covariances and Arbitrary-Order Statistical Moments", 2008). The sum is compensated (Neumaier), so a million cents
 * add up to the cent.
 *
 * @module
 */
export type MomentsState = {
  n: number;
  mean: number;
  m2: number;
  m3: number;
  sum: number;
  lost: number;
  min: number | null;
  max: number | null;
};

export class Moments {
  n = 0;
  mean = 0;
  min: number | null = null;
  max: number | null = null;
  #m2 = 0;
  #m3 = 0;
  #sum = 0;
  #lost = 0;

  constructor(from?: MomentsState) {
    if (!from) return;
    this.n = from.n;
    this.mean = from.mean;
    this.min = from.min;
    this.max = from.max;
    this.#m2 = from.m2;
    this.#m3 = from.m3;
    this.#sum = from.sum;
    this.#lost = from.lost;
  }

  add(value: number): void {
    const before = this.n++;
    const delta = value - this.mean;
    const part = delta / this.n;
    const term = delta * part * before;
    this.mean += part;
    this.#m3 += term * part * (this.n - 2) - 3 * part * this.#m2;
    this.#m2 += term;
    this.#addToSum(value);
    if (this.min === null || value < this.min) this.min = value;
    if (this.max === null || value > this.max) this.max = value;
  }

  merge(other: Moments): void {
    if (other.n === 0) return;
    const n = this.n + other.n;
    const delta = other.mean - this.mean;
    const m3 = this.#m3 + other.#m3 + delta ** 3 * this.n * other.n * (this.n - other.n) / n ** 2 +
      3 * delta * (this.n * other.#m2 - other.n * this.#m2) / n;
    this.#m2 += other.#m2 + delta ** 2 * this.n * other.n / n;
    this.#m3 = m3;
    this.mean += delta * other.n / n;
    this.n = n;
    this.#addToSum(other.#sum);
    this.#addToSum(other.#lost);
    this.min = this.min === null ? other.min : Math.min(this.min, other.min ?? this.min);
    this.max = this.max === null ? other.max : Math.max(this.max, other.max ?? this.max);
  }

  get sum(): number {
    return this.#sum + this.#lost;
  }

  /** Standard deviation of a sample (n - 1); null below two values. */
  get deviation(): number | null {
    return this.n < 2 ? null : Math.sqrt(this.#m2 / (this.n - 1));
  }

  /** Skewness (g1); null when all values are the same. */
  get skew(): number | null {
    return this.n < 3 || this.#m2 <= 0 ? null : Math.sqrt(this.n) * this.#m3 / this.#m2 ** 1.5;
  }

  state(): MomentsState {
    const { n, mean, min, max } = this;
    return { n, mean, min, max, m2: this.#m2, m3: this.#m3, sum: this.#sum, lost: this.#lost };
  }

  #addToSum(value: number): void {
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
  }
}

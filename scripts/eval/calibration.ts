/**
 * How often answers are right, by how sure they were said to be.
 *
 * @module
 */
const BINS = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0001];

export class Calibration {
  readonly #answers: { confidence: number; right: boolean }[] = [];

  add(confidence: number, right: boolean): void {
    this.#answers.push({ confidence, right });
  }

  /** Mean distance between how sure and how right, over the bins, weighted by their answers. */
  error(): number {
    return this.#bins().reduce((sum, { count, sure, right }) => sum + count * Math.abs(sure - right), 0) /
      Math.max(1, this.#answers.length);
  }

  table(): string {
    const lines = this.#bins().map(({ from, to, count, sure, right }) =>
      `  ${from.toFixed(2)} to ${Math.min(1, to).toFixed(2)}  ${String(count).padStart(4)} answers  sure ${
        sure.toFixed(2)
      }  right ${right.toFixed(2)}`
    );
    return [...lines, `  expected calibration error ${this.error().toFixed(3)}`].join("\n");
  }

  #bins() {
    return BINS.slice(0, -1).map((from, i) => {
      const to = BINS[i + 1]!;
      const inside = this.#answers.filter(({ confidence }) => confidence >= from && confidence < to);
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      return {
        from,
        to,
        count: inside.length,
        sure: mean(inside.map(({ confidence }) => confidence)),
        right: mean(inside.map(({ right }) => Number(right))),
      };
    }).filter(({ count }) => count > 0);
  }
}

/**
 * What was taken for what.
 *
 * @module
 */
export class Confusion {
  readonly #labels: readonly string[];
  readonly #pairs: { label: string; answer: string }[] = [];

  constructor(labels: readonly string[]) {
    this.#labels = [...new Set(labels)].sort();
  }

  /** An answer that is none of the labels is right for `other`. @returns whether it is right */
  add(label: string, answer: string): boolean {
    const known = this.#labels.includes(answer) ? answer : "other";
    this.#pairs.push({ label, answer: known });
    return known === label;
  }

  accuracy(): string {
    const right = this.#pairs.filter(({ label, answer }) => label === answer).length;
    return `${right} of ${this.#pairs.length} right, ${(right / Math.max(1, this.#pairs.length)).toFixed(3)}`;
  }

  table(): string {
    const rows = this.#labels.map((label) => {
      const gold = this.#pairs.filter((pair) => pair.label === label).length;
      const told = this.#pairs.filter((pair) => pair.answer === label).length;
      const right = this.#pairs.filter((pair) => pair.label === label && pair.answer === label).length;
      return { label, gold, told, right, f1: gold + told === 0 ? 1 : 2 * right / (gold + told) };
    }).filter(({ gold, told }) => gold + told > 0).sort((a, b) => a.f1 - b.f1);
    const macro = rows.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, rows.length);
    const lines = rows.map(({ label, gold, told, right, f1 }) =>
      `  ${label.padEnd(18)} F1 ${f1.toFixed(3)}  right ${String(right).padStart(3)}  labelled ${
        String(gold).padStart(3)
      }  answered ${String(told).padStart(3)}`
    );
    return [...lines, `  all: ${this.accuracy()}, macro F1 ${macro.toFixed(3)}`].join("\n");
  }
}

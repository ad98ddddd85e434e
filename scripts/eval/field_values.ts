/**
 * Whether fields have the values that they should have.
 *
 * @module
 */
import { Calibration } from "./calibration.ts";

export interface Gold {
  /** The fields to compare: those whose value is in the document's text. */
  readonly shown?: readonly string[];
  readonly [field: string]: unknown;
}

interface Answer {
  readonly value: unknown;
  readonly confidence: number;
}

export class FieldScores {
  readonly calibration = new Calibration();
  readonly #fields = new Map<string, { right: number; gold: number; wrong: string[] }>();

  add(document: string, gold: Gold, answers: Readonly<Record<string, Answer | undefined>>): void {
    for (const name of gold.shown ?? []) {
      if (gold[name] === "") continue;
      const answer = answers[name];
      const right = isRight(gold[name], answer?.value);
      const score = this.#fields.get(name) ?? { right: 0, gold: 0, wrong: [] };
      score.gold++;
      if (right) score.right++;
      else score.wrong.push(`${document}: ${short(gold[name])} and not ${short(answer?.value)}`);
      if (answer) this.calibration.add(answer.confidence, right);
      this.#fields.set(name, score);
    }
  }

  total(): string {
    const all = [...this.#fields.values()];
    const right = all.reduce((sum, field) => sum + field.right, 0),
      gold = all.reduce((sum, field) => sum + field.gold, 0);
    return `${right} of ${gold}, ${(right / Math.max(1, gold)).toFixed(3)}`;
  }

  table(): string {
    const rows = [...this.#fields].sort((a, b) => a[1].right / a[1].gold - b[1].right / b[1].gold);
    const lines = rows.flatMap(([name, { right, gold, wrong }]) => [
      `  ${name.padEnd(18)} ${String(right).padStart(3)} of ${String(gold).padStart(3)}  ${(right / gold).toFixed(2)}`,
      ...wrong.map((each) => `      ${each}`),
    ]);
    return [...lines, `  all: ${this.total()}`].join("\n");
  }
}

/** Names by what is in them, without legal forms; numbers as numbers, the rest without case and punctuation. */
function isRight(gold: unknown, answer: unknown): boolean {
  if (answer === undefined || answer === null) return false;
  if (typeof gold === "object" && gold !== null && "name" in gold) {
    return firm(String(gold.name)) === firm(String(answer));
  }
  return plain(gold) === plain(answer) || isoOf(gold) === plain(answer);
}

const LEGAL_FORMS = /\b(?:gmbh|ag|kg|co|inc|ltd|llc|bv|b v|sa|sarl|sas|spolka akcyjna|s a)\b/g;

function firm(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}_ ]+/gu, " ").replace(LEGAL_FORMS, " ").replace(/\s+/g, "");
}

function plain(value: unknown): string {
  const text = String(value ?? "").replace(/\s+/g, " ").trim();
  const number = text.replace(/[$,*]|^RM\s?/g, "");
  if (/^[+-]?\d+(\.\d+)?$/.test(number)) return String(Number(number));
  return text.toLowerCase().replace(/[^\p{L}\p{N}_.:]+/gu, "");
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `25/12/2018` and `25 DEC 2018` as `2018-12-25`, without its dashes as {@link plain} has it. */
function isoOf(value: unknown): string | undefined {
  const match = /^(\d{1,2})[/. -](\d{1,2}|[a-z]{3})[a-z]*[/. -](\d{2}|\d{4})$/i.exec(String(value));
  if (!match) return undefined;
  const [, day = "", middle = "", year = ""] = match;
  const month = /^\d/.test(middle) ? middle : String(MONTHS.indexOf(middle.toLowerCase()) + 1);
  return `${year.length === 2 ? "20" : ""}${year}${month.padStart(2, "0")}${day.padStart(2, "0")}`;
}

const short = (value: unknown): string => JSON.stringify(value)?.slice(0, 70) ?? "nothing";

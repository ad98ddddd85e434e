/**
 * Dots that lead the eye from a label to its value: they are no text, and they would fill the gap between two columns.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";
import { linesOf } from "./lines.ts";

const DOTS = ".\u2026\u00b7_\u2024";
/** A label with dots right behind it, or dots alone. */
const LED = new RegExp(`^(.*?)([${DOTS}]{3,})$`);
const FEW_DOTS = new RegExp(`^[${DOTS}]{1,2}$`);
/** So many dots in a row, each a word of its own, lead the eye. */
const MIN_SPACED = 3;

export interface Unled {
  readonly words: Word[];
  /** The words that were dots, or ended in them. */
  readonly leaders: Word[];
}

export function withoutLeaders(all: readonly Word[]): Unled {
  const words: Word[] = [], leaders: Word[] = [], spaced: Word[] = [];
  for (const word of all) {
    const match = LED.exec(word.text);
    if (match) {
      leaders.push(word);
      const label = match[1]!;
      const x1 = word.x0 + (word.x1 - word.x0) * label.length / word.text.length;
      if (label !== "") words.push({ ...word, text: label, x1 });
    } else if (FEW_DOTS.test(word.text)) spaced.push(word);
    else words.push(word);
  }
  const kept = spaced.length < MIN_SPACED ? spaced : loneDots(all, spaced);
  leaders.push(...spaced.filter((word) => !kept.includes(word)));
  return { words: [...words, ...kept], leaders };
}

/** Dots that do not stand in a row: a full stop, a missing value. */
function loneDots(all: readonly Word[], spaced: readonly Word[]): Word[] {
  const dots = new Set(spaced), lone: Word[] = [];
  for (const line of linesOf(all)) {
    let run: Word[] = [];
    const flush = () => {
      if (run.length < MIN_SPACED) lone.push(...run);
      run = [];
    };
    for (const word of line.words) {
      const near = run.length === 0 || word.x0 - run.at(-1)!.x1 < line.size;
      if (!dots.has(word) || !near) flush();
      if (dots.has(word)) run.push(word);
    }
    flush();
  }
  return lone;
}

/**
 * Room to write in, printed as characters: underscores, dots and dashes.
 *
 * @module
 */
import type { Row } from "./rows.ts";

const BLANK_WORD = /^[_.…·‧․\-–—=]{4,}[.,]?$|^[_]{2,}$|^\.{3,}$/u;
const LABEL = /^\(?([a-z]|[ivx]{1,4}|\d{1,2})[.)]{1,2}$|^(answer|ans|antwort|respuesta|r[ée]ponse)[.:]*$/iu;

export const isBlankWord = (text: string): boolean => BLANK_WORD.test(text);

/** Whether a row has nothing but room to write in, at most with a label in front. */
export function isBlank(row: Row): boolean {
  const rest = row.words.filter((word) => !isBlankWord(word.text) && !/^[._\-–—…]+$/u.test(word.text));
  return rest.length < row.words.length && rest.length === 0;
}

/** Whether a row asks for an answer and for nothing else: `Answer: ______`. */
export function isAnswerLine(row: Row): boolean {
  const rest = row.words.filter((word) => !isBlankWord(word.text));
  return rest.length < row.words.length && rest.every((word) => LABEL.test(word.text) || /^[.$€£°%]$/u.test(word.text));
}

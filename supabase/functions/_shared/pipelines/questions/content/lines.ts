/**
 * Lines become paragraphs: wrapped lines are joined, words broken at a line's end made whole, room to write in left out.
 *
 * @module
 */
import { isBlankWord } from "../segment/blanks.ts";

export interface TextLine {
  readonly text: string;
  readonly page: number;
  /** Left and right edge, baseline, font size. */
  readonly x0: number;
  readonly x1: number;
  readonly base: number;
  readonly size: number;
  readonly bold: boolean;
}

/** Lines further apart than this, in font sizes, are paragraphs of their own. */
const PARAGRAPH = 1.75;
const BLANK = "_____";

export function paragraphs(lines: readonly TextLine[]): string {
  let text = "";
  let before: TextLine | undefined;
  const right = Math.max(0, ...lines.map((line) => line.x1));
  for (const line of lines) {
    const words = withShortBlanks(line.text);
    if (words === "") continue;
    if (text === "") text = words;
    else if (/\p{L}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(words)) text = text.slice(0, -1) + words;
    else text += (before && isNewParagraph(before, line, right) ? "\n" : " ") + words;
    before = line;
  }
  return text.replace(/[ \t]+/g, " ").trim();
}

function isNewParagraph(before: TextLine, line: TextLine, right: number): boolean {
  if (before.page !== line.page || line.base > before.base) return false;
  // A sentence goes on, however far a tall formula pushes its lines apart.
  if (/^\p{Ll}{2}/u.test(line.text) && !/[.?!:]$/.test(before.text)) return false;
  if (Math.abs(before.base - line.base) < 0.4 * line.size) return false;
  if (before.base - line.base > PARAGRAPH * Math.max(before.size, line.size)) return true;
  // A line that ends early, and the next begins a sentence or stands elsewhere: a list, or a formula by itself.
  if (before.bold && !line.bold && /^\p{Lu}/u.test(line.text)) return true;
  const isShort = before.x1 < right - 0.25 * (right - before.x0);
  const isFormula = [before, line].some((each) => !/\p{L}{3}/u.test(each.text));
  return isShort && (isFormula || Math.abs(before.x0 - line.x0) > line.size || /^[\p{Lu}•]/u.test(line.text));
}

/** Room to write in becomes one sign where words stand beside it; by itself it is nothing. */
function withShortBlanks(text: string): string {
  const words = text.split(" ");
  if (words.every(isBlankWord)) return "";
  return words.map((word) =>
    isBlankWord(word) ? BLANK + (/[.,]$/.exec(word)?.[0] === "," ? "," : "") : word.replace(/_{3,}/g, BLANK)
  ).join(" ").replace(/([.…·]\s?){5,}/gu, ` ${BLANK} `).replace(/(?:_{5} ?){2,}/g, `${BLANK} `).trim();
}

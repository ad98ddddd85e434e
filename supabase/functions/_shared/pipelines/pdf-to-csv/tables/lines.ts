/**
 * Words on one baseline are a line; words of a line that stand close together are a chunk.
 *
 * @module
 */
import { bounds, type Box, overlap } from "../../../documents/pdf/geometry.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { lineText } from "./line_text.ts";

export interface Line extends Box {
  readonly words: readonly Word[];
  readonly base: number;
  readonly size: number;
}

/** Baselines this close, in font sizes, are one line. */
const SAME_BASELINE = 0.25;
/** A smaller word this much smaller may be a superscript or a subscript of its neighbour. */
const SCRIPT_SIZE = 0.9;

/** How far, in font sizes, a script may stand from its word. */
const SCRIPT_GAP = 0.4;
/** Words this much smaller than their line are not meant to be seen. */
const ILLEGIBLE = 0.35;

/** Lines from top to bottom, each from left to right. */
export function linesOf(words: readonly Word[]): Line[] {
  const lines: { words: Word[]; base: number; size: number }[] = [];
  const sorted = [...words].sort((a, b) => b.base - a.base || a.x0 - b.x0);
  for (const word of sorted) {
    const line = lines.at(-1);
    const previous = lines.at(-2);
    if (line && Math.abs(line.base - word.base) <= SAME_BASELINE * Math.min(word.size, line.size)) {
      line.words.push(word);
    } else if (previous && Math.abs(previous.base - word.base) <= SAME_BASELINE * Math.min(word.size, previous.size)) {
      previous.words.push(word);
    } else lines.push({ words: [word], base: word.base, size: word.size });
  }
  for (const line of lines) {
    line.size = commonSize(line.words);
    const least = ILLEGIBLE * line.size;
    if (line.words.some((word) => word.size < least)) line.words = line.words.filter((word) => word.size >= least);
    line.base = line.words.find((word) => word.size === line.size)?.base ?? line.base;
  }
  returnScripts(lines);
  attachScripts(lines);
  return lines.filter((line) => line.words.length > 0).map(finishLine);
}

export function finishLine(line: { words: readonly Word[]; base: number; size: number }): Line {
  const words = line.words.length === 1 ? line.words : [...line.words].sort((a, b) => a.x0 - b.x0);
  return { ...bounds(words)!, words, base: line.base, size: line.size };
}

function commonSize(words: readonly Word[]): number {
  let best = words[0]!.size, most = 0;
  // Nearly always: it is asked for every cell.
  if (words.every((word) => word.size === best)) return best;
  const letters = new Map<number, number>();
  for (const word of words) {
    const count = (letters.get(word.size) ?? 0) + word.text.length;
    letters.set(word.size, count);
    if (count > most) [best, most] = [word.size, count];
  }
  return best;
}

/** A script may stand as high as the words of a line beside its own: it goes to the word that it touches. */
function returnScripts(lines: { words: Word[]; size: number }[]): void {
  lines.forEach((line, i) => {
    const small = line.words.filter((word) => word.size <= SCRIPT_SIZE * line.size);
    for (const word of small) {
      if (line.words.some((other) => isScriptOf(word, other))) continue;
      const host = [lines[i + 1], lines[i - 1]].find((other) => other?.words.some((base) => isScriptOf(word, base)));
      if (!host) continue;
      host.words.push(word);
      line.words = line.words.filter((other) => other !== word);
    }
  });
}

/** Moves superscripts and subscripts, and what follows right behind them, to the line of the word they stand at. */
function attachScripts(lines: { words: Word[]; base: number; size: number }[]): void {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    for (const j of [i + 1, i - 1, i + 2, i - 2]) {
      const host = lines[j];
      if (!host || line.size > SCRIPT_SIZE * host.size) continue;
      const rise = line.base - host.base;
      if (rise > 0.7 * host.size || rise < -0.4 * host.size) continue;
      let end = -Infinity;
      const staying: Word[] = [];
      for (const word of [...line.words].sort((a, b) => a.x0 - b.x0)) {
        if (word.x0 - end <= SCRIPT_GAP * word.size || host.words.some((base) => isScriptOf(word, base))) {
          host.words.push(word);
          end = word.x1;
        } else staying.push(word);
      }
      line.words = staying;
    }
  }
}

function isScriptOf(word: Word, base: Word): boolean {
  return word.size <= SCRIPT_SIZE * base.size && overlap(base.y0, base.y1, word.y0, word.y1) > 0.2 * word.size &&
    -overlap(base.x0, base.x1, word.x0, word.x1) <= SCRIPT_GAP * base.size;
}

/** Splits a line wherever the gap is wider than `gap` font sizes, but never behind the words of `together`. */
export function chunksOf(line: Pick<Line, "words" | "size">, gap: number, together?: ReadonlySet<Word>): Line[] {
  const chunks: Word[][] = [];
  let end = -Infinity, before: Word | undefined;
  for (const word of line.words) {
    const far = word.x0 - end > gap * Math.max(line.size, 1) && !(before && together?.has(before));
    if (far || chunks.length === 0) chunks.push([word]);
    else chunks.at(-1)!.push(word);
    end = Math.max(end, word.x1);
    before = word;
  }
  return chunks.map((words) => finishLine({ words, base: words[0]!.base, size: words[0]!.size }));
}

/**
 * The text of words in reading order; a hyphen at a line's end is undone when the next line goes on in lower case, and
 * there is no space where a line of Chinese or Japanese was broken.
 */
export function textOf(words: readonly Word[]): string {
  if (words.length === 1) return words[0]!.text;
  let text = "";
  for (const line of linesOf(words)) {
    const next = lineText(line.words);
    if (/\p{L}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) text = text.slice(0, -1) + next;
    else text += (text && next && !(UNSPACED_END.test(text) && UNSPACED_START.test(next)) ? " " : "") + next;
  }
  return text;
}

/** Of scripts that are written without spaces; their stops and brackets may have become plain ones. */
const UNSPACED_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc][,.:;!?)\]]?$/u;
const UNSPACED_START = /^[([]?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc]/u;

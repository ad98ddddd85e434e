/**
 * The lines that tables without a frame are looked for in: without leader dots, and cut into phrases.
 *
 * @module
 */
import type { Rule } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { isNumeric, isYear } from "./numeric.ts";
import { chunksOf, finishLine, type Line, linesOf } from "./lines.ts";

/** Words closer than this, in font sizes, are one phrase and never two columns. */
const PHRASE_GAP = 0.55;
/** A gap that is never a word space, not even in a line that is spread to fill its column. */
export const COLUMN_GAP = 1;
/** The same of letters of one width. */
const WIDE_PHRASE_GAP = 0.8, WIDE_COLUMN_GAP = 1.45;

export interface TextLine extends Line {
  /** Groups of words that belong together. */
  readonly phrases: readonly Line[];
  /** Whether dots led the eye across it. */
  readonly led: boolean;
  /** Groups of phrases with unmistakable gaps between them: two or more make the line look like a table's. */
  readonly chunks: readonly Line[];
}

/** Whether it looks like a table's: it has gaps that are no word spaces. */
export const isTabular = (line: TextLine): boolean => line.chunks.length >= 2;

/** Vertical rules divide phrases as white space does. */
export function textLinesOf(
  words: readonly Word[],
  vertical: readonly Rule[],
  leaders: readonly Word[] = [],
): TextLine[] {
  return linesOf(words).map((line) => {
    const led = leaders.some((word) => Math.abs(word.base - line.base) < 0.25 * line.size);
    return textLine(line, vertical, led);
  });
}

/** Words that belong together, however a table's columns lie. */
export const phrasesOf = (line: Line): Line[] => chunksOf(line, gapsOf(line).phrase, spreadWords(line));

/** Between words of one width is a letter's width, between columns are two. */
function gapsOf(line: Line): { phrase: number; column: number } {
  return line.words.every((word) => word.monospaced)
    ? { phrase: WIDE_PHRASE_GAP, column: WIDE_COLUMN_GAP }
    : { phrase: PHRASE_GAP, column: COLUMN_GAP };
}

export function textLine(line: Line, vertical: readonly Rule[], led = false): TextLine {
  const crossing = vertical.filter((rule) =>
    rule.from <= line.base + 0.3 * line.size && rule.to >= line.base + 0.3 * line.size
  );
  const gaps = gapsOf(line);
  const spread = spreadWords(line);
  const cut = (gap: number) =>
    chunksOf(line, gap, spread).flatMap((chunk) =>
      crossing.reduce((pieces, rule) => pieces.flatMap((piece) => cutAt(piece, rule.at)), [chunk])
    );
  const phrases = cut(gaps.phrase), chunks = cut(gaps.column);
  return { ...line, phrases, led, chunks: isNote(chunks) ? [line] : isDense(phrases, chunks) ? phrases : chunks };
}

/** In font sizes. */
const EVEN = 0.04, MOST_SPREAD = 2, UNEVEN_WIDTHS = 1;
const MIN_SPREAD = 3;

/**
 * The words behind which a line has been spread to fill its column: gaps that are all the same between words that are not.
 * A table's columns would be as far apart only by chance.
 */
function spreadWords({ words, size }: Line): ReadonlySet<Word> {
  const spread = new Set<Word>();
  const gapAfter = (i: number) => (words[i + 1]!.x0 - words[i]!.x1) / size;
  for (let from = 0; from + 1 < words.length;) {
    const gap = gapAfter(from);
    let to = from + 1;
    while (to + 1 < words.length && Math.abs(gapAfter(to) - gap) <= EVEN) to++;
    const run = words.slice(from, to + 1), widths = run.map((word) => word.x1 - word.x0);
    const uneven = Math.max(...widths) - Math.min(...widths) >= UNEVEN_WIDTHS * size;
    const spelled = run.filter((word) => /^\p{L}/u.test(word.text)).length * 2 > run.length;
    if (to - from >= MIN_SPREAD && gap > 0 && gap < MOST_SPREAD && uneven && spelled) {
      for (let i = from; i < to; i++) spread.add(words[i]!);
    }
    from = to;
  }
  return spread;
}

const text = (line: Line): string => line.words.map((word) => word.text).join(" ");

/** Behind its first phrase, at least half are numbers, and not all of them years. */
export function hasValues(line: TextLine): boolean {
  const texts = line.phrases.slice(1).map(text);
  const numbers = texts.filter((value) => isNumeric(value) && !isYear(value));
  return numbers.length > 0 && numbers.length * 2 >= texts.length;
}

/** Behind its first phrase is a number that is no year. */
export const hasFigure = (line: TextLine): boolean =>
  line.phrases.slice(1).map(text).some((value) => isNumeric(value) && !isYear(value));

/** "Table 7. Something": it stands above or below a table, never in one. */
export function isCaption(line: TextLine): boolean {
  const own = text(line), word = CAPTION_WORD.exec(own);
  return line.chunks.length === 1 && word !== null && CAPTION_NUMBER.test(own.slice(word[0].length));
}

const CAPTION_WORD = /^(?:table|tab\.|figure|fig\.|chart|exhibit|tabelle|tableau|tabla)/i;
/** A number, or letters that stand apart: "figures" is a word. */
const CAPTION_NUMBER = /^[\s.]*\d|^[\s.]+[IVXA-Z]+\b/;
const CAPTION =
  /^(?:table|figure|fig|chart|box|exhibit|tabelle|tableau|tabla)(?:[.\s]*\d+[a-z]?|[.\s]+(?:[a-z]|[ivx]+))?(?:[.-]\d+)*[:.]?$/i;
const MARK =
  /^([\u2022\u25aa\u25cf\u25a0\u25e6\u2013*+o\u00a7\u00b7\uf0b7\u2020\u2021]+|[([]?(\d{1,3}|[a-z]|[ivx]{1,5}|[*:.])[.)\]:/]+|\p{L}+:)$/iu;
const NOTE_WORDS = 4;

/** "Table 4:" or "(a)" or "Source:" and then a sentence: the gap after it is no column's. */
function isNote(chunks: readonly Line[]): boolean {
  const [first, second] = chunks;
  if (chunks.length !== 2 || !first || !second) return false;
  return CAPTION.test(text(first)) || MARK.test(text(first)) && second.words.length >= NOTE_WORDS;
}

/** Columns of numbers may be closer than words ever are. */
function isDense(phrases: readonly Line[], chunks: readonly Line[]): boolean {
  return phrases.length >= 3 && phrases.length > chunks.length &&
    phrases.filter((phrase) => isNumeric(text(phrase))).length * 2 >= phrases.length;
}

function cutAt(line: Line, x: number): Line[] {
  if (x <= line.x0 || x >= line.x1) return [line];
  const middle = (word: Word) => (word.x0 + word.x1) / 2;
  const sides = [line.words.filter((word) => middle(word) < x), line.words.filter((word) => middle(word) >= x)];
  return sides.filter((words) => words.length > 0).map((words) => finishLine({ ...line, words }));
}

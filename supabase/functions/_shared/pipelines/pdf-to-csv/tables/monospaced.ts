/**
 * Text in letters of one width, as typewriters and old printers write it: its word spaces are as wide as gaps between
 * columns are elsewhere.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";

/** In other fonts these are narrower than most letters. */
const NARROW = /[fijlrtI.,:;'|!()]/;
const MIN_LETTERS = 4;
/** Widths agree within this share. */
const ALIKE = 0.01, ALIKE_WORD = 0.03;
/** So many of the words, and this share of them, have letters of one width. */
const MIN_WORDS = 6, MIN_SHARE = 0.3;

/** Says of each word whether its letters are all of one width, where a page has such text. */
export function withMonospaced(words: readonly Word[]): readonly Word[] {
  const width = commonWidth(words);
  if (width === undefined) return words;
  return words.map((word) =>
    Math.abs(widthOf(word) - width) <= ALIKE_WORD * width ? { ...word, monospaced: true } : word
  );
}

const widthOf = (word: Word): number => (word.x1 - word.x0) / (word.text.length * word.size);

function commonWidth(words: readonly Word[]): number | undefined {
  const widths = words.filter(({ text }) => text.length >= MIN_LETTERS && NARROW.test(text)).map(widthOf)
    .sort((a, b) => a - b);
  let best = 0, width: number | undefined;
  for (let from = 0, to = 0; from < widths.length; from++) {
    while (to < widths.length && widths[to]! <= widths[from]! * (1 + ALIKE)) to++;
    if (to - from > best) [best, width] = [to - from, widths[(from + to) >> 1]!];
  }
  return best >= MIN_WORDS && best >= MIN_SHARE * widths.length ? width : undefined;
}

/**
 * The lines that tables without a frame are looked for in: without leader dots, and cut into phrases.
 *
 * @module
 */
import type { Rule } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { chunksOf, finishLine, type Line, linesOf } from "./lines.ts";

/** Words closer than this, in font sizes, are one phrase and never two columns. */
export const PHRASE_GAP = 0.55;
/** A gap that is never a word space, not even in a line that is spread to fill its column. */
export const COLUMN_GAP = 1;

export interface TextLine extends Line {
  /** Groups of words that belong together. */
  readonly phrases: readonly Line[];
  /** Groups of phrases with unmistakable gaps between them: two or more make the line look like a table's. */
  readonly chunks: readonly Line[];
}

/** Vertical rules divide phrases as white space does. */
export function textLinesOf(words: readonly Word[], vertical: readonly Rule[]): TextLine[] {
  const lines = linesOf(words.flatMap(withoutLeaders));
  return lines.map((line) => textLine(line, vertical));
}

export function textLine(line: Line, vertical: readonly Rule[]): TextLine {
  const crossing = vertical.filter((rule) =>
    rule.from <= line.base + 0.3 * line.size && rule.to >= line.base + 0.3 * line.size
  );
  const cut = (gap: number) =>
    chunksOf(line, gap).flatMap((chunk) =>
      crossing.reduce((pieces, rule) => pieces.flatMap((piece) => cutAt(piece, rule.at)), [chunk])
    );
  return { ...line, phrases: cut(PHRASE_GAP), chunks: cut(COLUMN_GAP) };
}

function cutAt(line: Line, x: number): Line[] {
  if (x <= line.x0 || x >= line.x1) return [line];
  const middle = (word: Word) => (word.x0 + word.x1) / 2;
  const sides = [line.words.filter((word) => middle(word) < x), line.words.filter((word) => middle(word) >= x)];
  return sides.filter((words) => words.length > 0).map((words) => finishLine({ ...line, words }));
}

const LEADERS = /^(.*?)([.\u2026\u00b7_\u2024]{3,}|(?:\. ?){3,})$/;

/** Dots that lead the eye from a label to its value are no text. */
function withoutLeaders(word: Word): Word[] {
  const match = LEADERS.exec(word.text);
  if (!match) return [word];
  const label = match[1]!;
  if (label === "") return [];
  const width = (word.x1 - word.x0) * label.length / word.text.length;
  return [{ ...word, text: label, x1: word.x0 + width }];
}

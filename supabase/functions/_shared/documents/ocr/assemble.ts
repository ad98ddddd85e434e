/**
 * Recognised words and rules, from pixels of the straightened picture to a page in points.
 *
 * @module
 */
import type { Box } from "../pdf/geometry.ts";
import type { Rule } from "../pdf/vectors.ts";
import { ASCENT, DESCENT, isRightToLeft } from "../pdf/words.ts";
import type { OcrPage, OcrWord } from "./ocr-page.ts";
import type { Layout } from "./prepare.ts";
import type { PixelRule } from "./rules.ts";
import type { RecognisedWord } from "./tesseract.ts";

/** A line reaches over so much of its font's size. */
const LINE_SHARE = 0.93;
/** Specks are read as punctuation, with doubts. */
const MIN_CONFIDENCE = 0.15, MIN_SIGN_CONFIDENCE = 0.5;

export function ocrPage(number: number, layout: Layout, recognised: readonly RecognisedWord[]): OcrPage {
  const { view, turns, skew, dpi } = layout;
  const points = 72 / dpi;
  const x = (pixel: number) => view.x0 + pixel * points;
  const y = (pixel: number) => view.y1 - pixel * points;
  const words = recognised.filter(isText).map((word) => wordOf(word, x, y, points));
  const rule = (seen: PixelRule, along: (pixel: number) => number, across: (pixel: number) => number): Rule => {
    const [from, to] = [along(seen.from), along(seen.to)];
    return {
      at: across(seen.at + seen.thickness / 2),
      from: Math.min(from, to),
      to: Math.max(from, to),
      width: seen.thickness * points,
    };
  };
  return {
    number,
    view,
    turns,
    skew,
    words,
    vectors: {
      horizontal: layout.rules.horizontal.map((each) => rule(each, x, y)),
      vertical: layout.rules.vertical.map((each) => rule(each, y, x)),
      fills: [],
      edges: [],
      strokes: [],
    },
    hasFields: false,
    truncated: false,
    confidence: meanConfidence(words),
  };
}

function wordOf(
  word: RecognisedWord,
  x: (pixel: number) => number,
  y: (pixel: number) => number,
  points: number,
): OcrWord {
  const size = Math.max(1, word.lineHeight * points / LINE_SHARE);
  const base = y(word.base);
  const box: Box = { x0: x(word.x0), y0: base - DESCENT * size, x1: x(word.x1), y1: base + ASCENT * size };
  return { text: word.text, ...box, base, size, bold: false, upright: true, confidence: word.confidence };
}

function isText({ text, confidence }: RecognisedWord): boolean {
  return confidence >= (/[\p{L}\p{N}]/u.test(text) || isRightToLeft(text) ? MIN_CONFIDENCE : MIN_SIGN_CONFIDENCE);
}

function meanConfidence(words: readonly OcrWord[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sure = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return letters === 0 ? 0 : sure / letters;
}

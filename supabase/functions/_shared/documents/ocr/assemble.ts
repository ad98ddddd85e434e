/**
 * Recognised words and rules, from pixels of the straightened picture to a page in points.
 *
 * @module
 */
import { median } from "../pdf/geometry.ts";
import type { FilledBox, Rule } from "../pdf/vectors.ts";
import { ASCENT, DESCENT } from "../pdf/words.ts";
import type { OcrPage, OcrWord } from "./ocr_page.ts";
import type { PixelBox } from "./ink.ts";
import type { Layout } from "./prepare.ts";
import type { PixelRule } from "./rules.ts";
import type { RecognisedWord } from "./tesseract.ts";

/** A line reaches over so much of its font's size. */
const LINE_SHARE = 0.965;
const DARK = "#000000";
const SAME_HEIGHT = 0.12;
/** Of a line's height: how far above the baseline dashes stand, give or take. */
const DASH_HEIGHT = 0.25, DASH_SLACK = 0.25;
const DASH_CONFIDENCE = 0.9;
/** Specks are read as signs or single letters, with doubts. */
const MIN_WORD_CONFIDENCE = 0.02, MIN_LETTER_CONFIDENCE = 0.15, MIN_SIGN_CONFIDENCE = 0.4;
/** What specks and scratches look like. */
const DUST = /^[.,:;'`´’‘|_~\\]+$/, MIN_DUST_CONFIDENCE = 0.9;

export function ocrPage(number: number, layout: Layout, recognised: readonly RecognisedWord[]): OcrPage {
  const { view, turns, skew, dpi } = layout;
  const points = 72 / dpi;
  const x = (pixel: number) => view.x0 + pixel * points;
  const y = (pixel: number) => view.y1 - pixel * points;
  const lines = linesOf(recognised.filter(isText));
  const words = lines.flatMap(({ words, base, height }) => {
    const size = Math.max(1, Math.round(10 * height * points / LINE_SHARE) / 10);
    return words.map((word) => wordOf(word, x, y(base), size));
  });
  words.push(...layout.dashes.map((dash) => dashOf(dash, lines, x, y, points)));
  const rule = (seen: PixelRule, along: (pixel: number) => number, across: (pixel: number) => number): Rule => {
    const [from, to] = [along(seen.from), along(seen.to)];
    return {
      at: across(seen.at + seen.thickness / 2),
      from: Math.min(from, to),
      to: Math.max(from, to),
      width: seen.thickness * points,
    };
  };
  const fills = layout.dark.map((box): FilledBox => ({
    x0: x(box.x0),
    y0: y(box.y1),
    x1: x(box.x1),
    y1: y(box.y0),
    colour: DARK,
  }));
  return {
    number,
    view,
    turns,
    skew,
    words,
    vectors: {
      horizontal: layout.rules.horizontal.map((each) => rule(each, x, y)),
      vertical: layout.rules.vertical.map((each) => rule(each, y, x)),
      fills,
      edges: fills.flatMap((fill) => [fill.y0, fill.y1].map((at) => ({ at, from: fill.x0, to: fill.x1, width: 0 }))),
      strokes: [],
    },
    hasFields: false,
    truncated: false,
    confidence: meanConfidence(words),
  };
}

function wordOf(
  word: Pick<RecognisedWord, "text" | "x0" | "x1" | "confidence">,
  x: (pixel: number) => number,
  base: number,
  size: number,
): OcrWord {
  const box = { x0: x(word.x0), y0: base - DESCENT * size, x1: x(word.x1), y1: base + ASCENT * size };
  return { text: word.text, ...box, base, size, bold: false, upright: true, confidence: word.confidence };
}

/** A dash, as long as it is, on the line that it stands beside. */
function dashOf(
  dash: PixelBox,
  lines: readonly RecognisedLine[],
  x: (pixel: number) => number,
  y: (pixel: number) => number,
  points: number,
): OcrWord {
  const middle = (dash.y0 + dash.y1) / 2, length = dash.x1 - dash.x0;
  const usual = lines.length === 0 ? 3 * length : median(lines.map((line) => line.height));
  const away = ({ base, height }: RecognisedLine) => Math.abs(base - DASH_HEIGHT * height - middle) / height;
  const near = lines.filter((line) => away(line) < DASH_SLACK)
    .reduce<RecognisedLine | undefined>((best, line) => best && away(best) <= away(line) ? best : line, undefined);
  const { base, height } = near ?? { base: middle + DASH_HEIGHT * usual, height: usual };
  const text = length < 0.45 * height ? "-" : length < 0.8 * height ? "\u2013" : "\u2014";
  const size = Math.max(1, Math.round(10 * height * points / LINE_SHARE) / 10);
  return wordOf({ text, x0: dash.x0, x1: dash.x1, confidence: DASH_CONFIDENCE }, x, y(base), size);
}

interface RecognisedLine {
  readonly words: RecognisedWord[];
  /** In pixels. */
  readonly base: number;
  readonly height: number;
}

/**
 * All words of a line have its baseline and height, and lines of about the same height the same one: as in a file that
 * was written by a program.
 */
function linesOf(words: readonly RecognisedWord[]): RecognisedLine[] {
  const lines = [...Map.groupBy(words, (word) => word.line).values()];
  const measured = lines.map((line) => ({
    words: line,
    base: median(line.map((word) => word.base)),
    height: median(line.map((word) => word.lineHeight)),
    letters: line.reduce((sum, word) => sum + word.text.length, 0),
  }));
  const common: number[] = [];
  for (const { height } of [...measured].sort((a, b) => b.letters - a.letters)) {
    if (!common.some((known) => Math.abs(known - height) <= SAME_HEIGHT * known)) common.push(height);
  }
  return measured.map((line) => ({
    ...line,
    height: common.find((known) => Math.abs(known - line.height) <= SAME_HEIGHT * known) ?? line.height,
  }));
}

function isText({ text, confidence }: RecognisedWord): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (DUST.test(text)) return confidence >= MIN_DUST_CONFIDENCE;
  return confidence >= (letters >= 3 ? MIN_WORD_CONFIDENCE : letters > 0 ? MIN_LETTER_CONFIDENCE : MIN_SIGN_CONFIDENCE);
}

function meanConfidence(words: readonly OcrWord[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const sure = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return letters === 0 ? 0 : sure / letters;
}

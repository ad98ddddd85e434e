/**
 * A scanned page as a form: its words, recognised or from the file's own layer of text, and the rules and boxes to tick
 * that are seen in its picture.
 *
 * @module
 */
import type { Stroke } from "../../../documents/pdf/drawing.ts";
import type { FormPage } from "../../../documents/pdf/form_page.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import { turnBox } from "../../../documents/pdf/turn.ts";
import type { Rule, Vectors } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { clean } from "../../../documents/ocr/clean.ts";
import { eraseRules, findRules, type PixelRule } from "../../../documents/ocr/rules.ts";
import { straightened } from "../../../documents/ocr/skew.ts";
import { type RenderedFile, withRenderer } from "../../../documents/render/renderer.ts";
import { turned } from "../../../documents/render/raster.ts";
import { tickMarksOf } from "./tick_marks.ts";

/** What is known of the page's text, and how the page lies. */
export interface ScannedText {
  readonly words: readonly Word[];
  /** Quarter turns from the page's user space to upright. */
  readonly turns: number;
  /** See `PageContent`. */
  readonly skew: number;
  /** The page's rules, where recognition has found them already, in a picture of more dots. */
  readonly rules?: Pick<Vectors, "horizontal" | "vertical">;
}

/** Sides of a box to tick are still apart at this resolution. */
const DPI = 200;

/** Draws the page; takes up to 0.4 s. */
export async function scannedPage(file: RenderedFile, page: FormPage, text: ScannedText): Promise<FormPage> {
  const { picture, dpi, frame } = await withRenderer(file, (pdf) => {
    const { dpi, ...picture } = pdf.gray(page.number, DPI);
    return { picture, dpi, frame: pdf.frame(page.number) };
  });
  clean(picture);
  let upright = turned(picture, (text.turns - frame.turns + 4) % 4);
  if (text.skew !== 0) upright = straightened(upright, text.skew);
  const view = turnBox(frame.box, text.turns);
  const points = 72 / dpi;
  const x = (pixel: number) => view.x0 + pixel * points, y = (pixel: number) => view.y1 - pixel * points;
  const rules = findRules(upright, dpi);
  eraseRules(upright, rules);
  const marks = tickMarksOf(upright, dpi).map(({ x0, y0, x1, y1, round }) => ({
    x0: x(x0),
    y0: y(y1),
    x1: x(x1),
    y1: y(y0),
    round,
  }));
  return {
    ...page,
    view,
    turns: text.turns,
    ...(text.skew !== 0 && { skew: text.skew }),
    words: text.words.flatMap((word) => withoutMarks(word, marks)),
    drawing: {
      horizontal: text.rules?.horizontal.map(solid) ?? rules.horizontal.map((rule) => strokeOf(rule, x, y)),
      vertical: text.rules?.vertical.map(solid) ?? rules.vertical.map((rule) => strokeOf(rule, y, x)),
      shapes: marks.map(({ round, ...box }) => ({
        ...box,
        kind: round ? "round" : "rectangle",
        fill: null,
        stroked: true,
      })),
    },
  };
}

function strokeOf(rule: PixelRule, along: (pixel: number) => number, across: (pixel: number) => number): Stroke {
  const from = along(rule.from), to = along(rule.to);
  return {
    at: across(rule.at + rule.thickness / 2),
    from: Math.min(from, to),
    to: Math.max(from, to),
    dashed: false,
  };
}

const solid = ({ at, from, to }: Rule): Stroke => ({ at, from, to, dashed: false });

/** Recognition takes a box for a letter, alone or before the word behind it. */
function withoutMarks(word: Word, marks: readonly Box[]): Word[] {
  const mark = marks.find((box) =>
    Math.min(box.x1, word.x1) - Math.max(box.x0, word.x0) > 1 &&
    Math.min(box.y1, word.y1) - Math.max(box.y0, word.y0) > 1
  );
  if (!mark) return [word];
  const isBefore = mark.x0 < word.x0 + 3, rest = word.text.replace(/^\W*[\w\u25a1\u25cb]\W*/u, "");
  return isBefore && rest !== "" && word.x1 - mark.x1 > 3 ? [{ ...word, text: rest, x0: mark.x1 + 1 }] : [];
}

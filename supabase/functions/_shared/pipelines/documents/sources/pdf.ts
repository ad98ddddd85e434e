/**
 * A page of a PDF as the readers of texts see it.
 *
 * @module
 */
import type { PageContent } from "../../../documents/pdf/page.ts";
import type { TextPage } from "../text/page.ts";

export function textPageOf(page: PageContent, source: TextPage["source"]): TextPage {
  return {
    number: page.number,
    view: page.view,
    turns: page.turns,
    source,
    words: page.words.filter((word) => word.upright).map(({ text, x0, y0, x1, y1, size, bold, confidence }) => ({
      text: text.slice(0, LONGEST_WORD),
      x0: round(x0),
      y0: round(y0),
      x1: round(x1),
      y1: round(y1),
      size: round(size),
      bold,
      ...(confidence !== undefined && { confidence }),
    })),
    widgets: page.hasFields ? 1 : 0,
    rules: page.vectors.horizontal.length + page.vectors.vertical.length,
    ...(page.truncated && { truncated: true }),
  };
}

/** Nothing longer is a word. */
const LONGEST_WORD = 100;

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * Text without pages, set on one endless page as a typewriter would: what finds values by where they stand works on it as
 * on any other.
 *
 * @module
 */
import type { TextPage, TextWord } from "../text/page.ts";

const COLUMN = 6;
const LINE = 12;
const SIZE = 10;
const TAB = 8;
/** Longer lines go on in the next row. */
const WRAP = 150;
/** Nothing longer is a word. */
const WORD = /\S{1,100}/g;
/** Of a longer text the beginning is looked at and so many characters at the end. */
const MOST_WORDS = 12_000;
const END = 10_000;

/** @param text lines, with tabs between the cells of a table */
export function flowPage(text: string): TextPage {
  const sheet = new Sheet();
  let at = 0;
  for (const line of text.split("\n")) {
    if (sheet.words.length < MOST_WORDS || at > text.length - END) sheet.line(line, at);
    at += line.length + 1;
  }
  return {
    number: 1,
    view: { x0: 0, y0: -sheet.rows * LINE, x1: sheet.width, y1: 0 },
    turns: 0,
    source: "text",
    words: sheet.words,
    widgets: 0,
    rules: 0,
  };
}

class Sheet {
  readonly words: TextWord[] = [];
  rows = 0;
  width = 0;

  /** @param at where the line begins in the text */
  line(line: string, at: number): void {
    let column = 0, end = 0;
    for (const { 0: text, index } of line.matchAll(WORD)) {
      const blank = line.slice(end, index);
      // A tab goes on to the next stop, and always makes a gap that parts cells.
      column = blank.includes("\t") ? (Math.floor((column + 1) / TAB) + 1) * TAB : column + blank.length;
      if (column > WRAP) {
        column = 0;
        this.rows++;
      }
      const x0 = column * COLUMN, y0 = -(this.rows + 1) * LINE;
      column += text.length;
      const x1 = column * COLUMN;
      this.words.push({ text, x0, y0, x1, y1: y0 + SIZE, size: SIZE, bold: false, start: at + index });
      this.width = Math.max(this.width, x1);
      end = index + text.length;
    }
    this.rows++;
  }
}

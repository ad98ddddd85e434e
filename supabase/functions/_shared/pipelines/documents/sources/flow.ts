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

/** @param text lines, with tabs between the cells of a table */
export function flowPage(text: string): TextPage {
  const words: TextWord[] = [];
  let at = 0, width = 0, row = 0;
  for (const line of text.split("\n")) {
    const found = lineWords(line, at, row++);
    words.push(...found);
    width = Math.max(width, found.at(-1)?.x1 ?? 0);
    at += line.length + 1;
  }
  return {
    number: 1,
    view: { x0: 0, y0: -row * LINE, x1: width, y1: 0 },
    turns: 0,
    source: "text",
    words,
    widgets: 0,
  };
}

function lineWords(line: string, at: number, row: number): TextWord[] {
  const words: TextWord[] = [];
  let column = 0, end = 0;
  for (const { 0: text, index } of line.matchAll(/\S+/g)) {
    const blank = line.slice(end, index);
    // A tab goes on to the next stop, and always makes a gap that parts cells.
    column = blank.includes("\t") ? (Math.floor((column + 1) / TAB) + 1) * TAB : column + blank.length;
    const x0 = column * COLUMN, y0 = -(row + 1) * LINE;
    column += text.length;
    words.push({ text, x0, y0, x1: column * COLUMN, y1: y0 + SIZE, size: SIZE, bold: false, start: at + index });
    end = index + text.length;
  }
  return words;
}

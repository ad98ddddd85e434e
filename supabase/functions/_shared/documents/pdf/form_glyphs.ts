/**
 * Takes out of a page's text what is typed for want of drawing: underscores and dots to write upon, glyphs and brackets
 * to tick.
 *
 * @module
 */
import type { Glyph } from "./content.ts";
import type { Box } from "./geometry.ts";
import { ASCENT, DESCENT } from "./words.ts";

/** A glyph, or a pair of brackets, that is a box or a circle to tick. */
export interface TickGlyph extends Box {
  readonly round: boolean;
}

/** A run of underscores or of leader dots: text is to be written upon it. */
export interface Blank {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Made of dots, which may as well lead to a number. */
  readonly leader: boolean;
}

export interface FormGlyph extends Glyph {
  /** Whether its font is one of pictures, where letters stand for boxes. */
  readonly symbol: boolean;
}

/** Squares and circles to tick: of Unicode, and where Wingdings is mapped to private use. */
const SQUARE = /^[\u25a1\u25a2\u2610\u274f-\u2752\u2b1c\uf06f\uf071\uf0a8]$/;
const CIRCLE = /^[\u25cb\u25ef\u274d\u2b58\uf0a1\uf06d]$/;
/** The same in the fonts' own encodings. */
const SYMBOL_SQUARE = /^[opqr\u00a8]$/;
const SYMBOL_CIRCLE = /^[m\u00a1]$/;
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")" };
/** The room between brackets, in ems, when they are to be ticked. */
const BRACKET_ROOM = [0.15, 1.4] as const;
const MIN_UNDERSCORES = 3;
const MIN_DOTS = 8;

export interface SplitGlyphs {
  /** The text; a space stands in the place of what was taken out, and keeps the words beside it apart. */
  readonly text: Glyph[];
  readonly blanks: Blank[];
  readonly ticks: TickGlyph[];
}

export function splitGlyphs(glyphs: readonly FormGlyph[]): SplitGlyphs {
  const text: Glyph[] = [], blanks: Blank[] = [], ticks: TickGlyph[] = [];
  const blank = (from: number, to: number) => {
    for (let k = from; k < to; k++) text.push({ ...glyphs[k]!, text: " " });
  };
  for (let i = 0; i < glyphs.length;) {
    const glyph = glyphs[i]!;
    const end = runEnd(glyphs, i);
    const leader = glyph.text.startsWith(".");
    if (end - i >= (leader ? MIN_DOTS : MIN_UNDERSCORES)) {
      blanks.push({ at: glyph.y0, from: glyph.x0, to: glyphs[end - 1]!.x1, leader });
      blank(i, end);
      i = end;
      continue;
    }
    const close = closingOf(glyphs, i);
    if (close !== undefined) {
      ticks.push({ ...bracketBox(glyph, glyphs[close]!), round: glyph.text === "(" });
      blank(i, close + 1);
      i = close + 1;
      continue;
    }
    const symbol = glyph.symbol && !isInWord(glyphs, i);
    const round = CIRCLE.test(glyph.text) || symbol && SYMBOL_CIRCLE.test(glyph.text);
    if (round || SQUARE.test(glyph.text) || symbol && SYMBOL_SQUARE.test(glyph.text)) {
      ticks.push({ ...glyphBox(glyph), round });
      blank(i, i + 1);
    } else text.push(glyph);
    i++;
  }
  return { text, blanks, ticks };
}

/** Whether letters stand close on either side. */
function isInWord(glyphs: readonly FormGlyph[], index: number): boolean {
  const glyph = glyphs[index]!;
  const touches = (left: FormGlyph | undefined, right: FormGlyph | undefined) =>
    left !== undefined && right !== undefined && /\p{L}/u.test(left.text) && /\p{L}/u.test(right.text) &&
    Math.abs(left.y0 - right.y0) < 1 && Math.abs(right.x0 - left.x1) < 0.15 * glyph.size;
  return touches(glyphs[index - 1], glyph) || touches(glyph, glyphs[index + 1]);
}

/** Where a run of underscores or of close dots that begins at `start` ends; `start` when there is none. */
function runEnd(glyphs: readonly FormGlyph[], start: number): number {
  const first = glyphs[start]!;
  const sign = first.text[0];
  if (sign !== "_" && sign !== ".") return start;
  let end = start;
  for (let last = first; end < glyphs.length; end++) {
    const glyph = glyphs[end]!;
    const follows = end === start ||
      Math.abs(glyph.y0 - last.y0) < 1 && glyph.x0 >= last.x0 && glyph.x0 - last.x1 <= 0.35 * glyph.size;
    if (!follows || glyph.text[0] !== sign) break;
    last = glyph;
  }
  return end;
}

/** The bracket that closes the one at `start`, when there is nothing but room to tick between them. */
function closingOf(glyphs: readonly FormGlyph[], start: number): number | undefined {
  const open = glyphs[start]!;
  const sign = CLOSING[open.text];
  if (!sign) return undefined;
  let end = start + 1;
  while (end < glyphs.length && end - start < 12 && /^[\s_\u00a0]+$/.test(glyphs[end]!.text)) end++;
  const close = glyphs[end];
  if (!close || close.text !== sign || Math.abs(close.y0 - open.y0) > 1) return undefined;
  const room = (close.x0 - open.x1) / open.size;
  return room >= BRACKET_ROOM[0] && room <= BRACKET_ROOM[1] ? end : undefined;
}

function bracketBox(open: Glyph, close: Glyph): Box {
  return { x0: open.x0, x1: close.x1, y0: open.y0 - DESCENT * open.size, y1: open.y0 + ASCENT * open.size };
}

/** Fonts draw such boxes as high as they are wide, a little below the line. */
function glyphBox(glyph: Glyph): Box {
  const side = Math.min(glyph.x1 - glyph.x0, (ASCENT + DESCENT) * glyph.size);
  const y0 = glyph.y0 - 0.12 * glyph.size;
  return { x0: glyph.x0, x1: glyph.x0 + side, y0, y1: y0 + side };
}

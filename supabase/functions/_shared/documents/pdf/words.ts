/**
 * Glyphs become words. Content order is trusted only as far as positions agree with it; text painted twice for a bold
 * look counts once.
 *
 * @module
 */
import type { Glyph } from "./content.ts";
import type { Box } from "./geometry.ts";
import { Overprints } from "./overprints.ts";
import type { Rule } from "./vectors.ts";

/** A word on its line. The box reaches from the descenders to the ascenders. */
export interface Word extends Box {
  readonly text: string;
  /** The y of the baseline. */
  readonly base: number;
  /** Font size in points. */
  readonly size: number;
  readonly bold: boolean;
  /** False for text that does not run in the page's main direction (a sideways heading). */
  readonly upright: boolean;
  /** 0..1: how sure it is that a recognised word says this; undefined for text that the file itself tells. */
  readonly confidence?: number;
  /** Whether its letters are all of one width, as far as somebody has looked. */
  readonly monospaced?: boolean;
}

/** Gaps are fractions of the font size. A typeset word space is rarely under a fifth of an em. */
const WORD_GAP = 0.17;
const BACK_STEP = 0.4;
const BASELINE_SLACK = 0.1;
export const ASCENT = 0.75;
export const DESCENT = 0.22;

interface Draft {
  text: string;
  x0: number;
  x1: number;
  base: number;
  size: number;
  bold: boolean;
}

/** Builds words from glyphs that run from left to right; no word goes across a vertical rule. */
export function wordsOf(glyphs: readonly Glyph[], upright: boolean, vertical: readonly Rule[] = []): Word[] {
  const seen = new Overprints(glyphs.length);
  const walls = vertical.toSorted((a, b) => a.at - b.at);
  const words: Word[] = [];
  let word: Draft | undefined;
  const flush = () => {
    if (word) words.push(finish(word, upright));
    word = undefined;
  };
  for (const glyph of glyphs) {
    const text = plainText(glyph.text);
    if (text === "") {
      flush();
      continue;
    }
    if (seen.has(text, glyph)) continue;
    if (word) {
      const gap = glyph.x0 - word.x1;
      const size = Math.max(word.size, glyph.size);
      const sameLine = Math.abs(glyph.y0 - word.base) <= BASELINE_SLACK * size &&
        Math.abs(glyph.size - word.size) <= BASELINE_SLACK * size;
      if (!sameLine || gap > WORD_GAP * size || gap < -BACK_STEP * size || divided(walls, word, glyph)) flush();
    }
    const drawn = text.length > 1 && isRightToLeft(text) ? reversed(text) : text;
    if (!word) {
      word = { text: drawn, x0: glyph.x0, x1: glyph.x1, base: glyph.y0, size: glyph.size, bold: glyph.bold };
    } else {
      word.text += drawn;
      word.x1 = Math.max(word.x1, glyph.x1);
      word.x0 = Math.min(word.x0, glyph.x0);
    }
  }
  flush();
  return words;
}

/** @param walls vertical rules from left to right */
function divided(walls: readonly Rule[], word: Draft, glyph: Glyph): boolean {
  const from = word.x1 - 0.15 * word.size, to = (glyph.x0 + glyph.x1) / 2, y = glyph.y0 + 0.3 * glyph.size;
  for (let i = firstBehind(walls, from); i < walls.length && walls[i]!.at < to; i++) {
    if (walls[i]!.from < y && walls[i]!.to > y) return true;
  }
  return false;
}

/** The index of the first rule right of `x`. */
function firstBehind(walls: readonly Rule[], x: number): number {
  let low = 0, high = walls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (walls[middle]!.at > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

function finish(word: Draft, upright: boolean): Word {
  return {
    text: isRightToLeft(word.text) ? inReadingOrder(word.text) : word.text,
    x0: word.x0,
    x1: Math.max(word.x1, word.x0 + 0.05 * word.size),
    y0: word.base - DESCENT * word.size,
    y1: word.base + ASCENT * word.size,
    base: word.base,
    size: word.size,
    bold: word.bold,
    upright,
  };
}

/** Ligatures, wide and Arabic presentation forms as plain letters; white space, control and private-use characters as nothing. */
function plainText(text: string): string {
  const code = text.charCodeAt(0);
  if (text.length === 1 && code > 0x20 && code < 0x7f) return text;
  // deno-lint-ignore no-control-regex
  const visible = text.replace(/[\s\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\ufeff]/g, "");
  return visible.replace(/[\ufb00-\ufdff\ufe70-\ufefe\uff01-\uff5e]+/g, (form) => form.normalize("NFKC"));
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/;
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** From the order in which they stand to that in which they are read: letters turn round, numbers and Latin letters keep theirs. */
function inReadingOrder(text: string): string {
  const turned = reversed(text).replace(KEPT, reversed);
  // Some programs say which bracket is drawn, others which one is meant.
  return OUTWARD.test(turned) ? turned.replace(/[()[\]{}<>\u00ab\u00bb]/g, (bracket) => MIRRORED[bracket]!) : turned;
}

const reversed = (text: string): string => [...text].reverse().join("");

const KEPT = /[\p{Nd}\p{Script=Latin}]+(?:[.,:/@_-][\p{Nd}\p{Script=Latin}]+)*/gu;

/** A bracket that closes at the beginning, or opens at the end. */
const OUTWARD = /^[)\]}>\u00bb]|[([{<\u00ab]$/;
const MIRRORED: Record<string, string> = Object.fromEntries(
  ["()", "[]", "{}", "<>", "\u00ab\u00bb"].flatMap(([open, close]) => [[open, close], [close, open]]),
);

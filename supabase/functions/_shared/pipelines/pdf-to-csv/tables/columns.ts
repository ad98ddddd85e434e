/**
 * Columns of text that no rules tell apart: vertical strips of white space that (nearly) all lines respect.
 *
 * @module
 */
import type { Line } from "./lines.ts";

/** Of the lines that could tell, so many may run across a strip: a long label, a number too wide. */
const CROSSING_SHARE = 0.08;
/** A strip is no narrower than this, in font sizes, when many lines agree on it, and than the second when few do. */
const NARROW = 0.4;
const NARROW_OF_FEW = 0.8;
const FEW_LINES = 4;
/** Left edges agree within so much, in font sizes. */
const TOGETHER = 0.3;

/**
 * The x positions between columns, from left to right, from the phrases of each line. Where a strip is wide, its
 * separator keeps clear of `others`, the words of headings.
 */
export function separatorsOf(lines: readonly (readonly Line[])[], others: readonly Extent[] = []): number[] {
  return withoutAffixColumns(stripsOf(lines, others), lines);
}

export interface Extent {
  readonly x0: number;
  readonly x1: number;
}

const PREFIX = /^(?:[$\u20ac\u00a3\u00a5#+\u00b1<>~\u2248(]|US\$|C\$|A\$|Rs\.?|EUR|USD|GBP|[$\u20ac\u00a3] ?\()$/;
const SUFFIX = /^(?:[%)*\u2020\u2021\u00b0]|\*+|\)%|%\))$/;

/** A currency sign set at its column's left edge is no column, nor is a per-cent sign or a bracket at the right one. */
function withoutAffixColumns(separators: readonly number[], lines: readonly (readonly Line[])[]): number[] {
  const edges = [-Infinity, ...separators, Infinity];
  const texts: string[][] = edges.slice(1).map(() => []);
  for (const phrase of lines.flat()) {
    const column = edges.findIndex((edge, i) => phrase.x0 >= edge - 1 && phrase.x1 <= (edges[i + 1] ?? -Infinity) + 1);
    texts[column]?.push(phrase.words.map((word) => word.text).join(""));
  }
  const all = (column: number, pattern: RegExp) =>
    texts[column]!.length > 0 && texts[column]!.every((text) => pattern.test(text));
  return separators.filter((_, i) => !all(i, PREFIX) && !all(i + 1, SUFFIX));
}

function stripsOf(lines: readonly (readonly Line[])[], others: readonly Extent[]): number[] {
  const phrases = lines.flat();
  if (phrases.length === 0) return [];
  const x0 = Math.min(...phrases.map((phrase) => phrase.x0)), x1 = Math.max(...phrases.map((phrase) => phrase.x1));
  // Half points are fine enough: no two columns are closer.
  const scale = 2, width = Math.ceil((x1 - x0) * scale) + 1;
  if (width < 4 || width > 40_000) return [];
  const cover = new Uint16Array(width + 1);
  const mark = (counts: Uint16Array, extents: readonly Extent[]) => {
    for (const extent of extents) {
      const from = Math.max(0, Math.floor((extent.x0 - x0) * scale));
      const to = Math.min(width, Math.ceil((extent.x1 - x0) * scale));
      for (let x = from; x < to; x++) counts[x]!++;
    }
  };
  mark(cover, phrases);
  const all = others.length === 0 ? cover : cover.slice();
  mark(all, others);
  const size = phrases.reduce((sum, phrase) => sum + phrase.size, 0) / phrases.length;
  const allowed = Math.floor(lines.length * CROSSING_SHARE);
  const enough = (to: number) =>
    (lines.length < FEW_LINES && !beginTogether(lines, to, size) ? NARROW_OF_FEW : NARROW) * size * scale;
  const found: number[] = [];
  for (let x = 0; x < width; x++) {
    if (cover[x]! > allowed) continue;
    let end = x;
    while (end < width && cover[end]! <= allowed) end++;
    if (x > 0 && end < width) {
      const [from, to] = emptiest(all, x, end);
      const middle = x0 + (from + to) / 2 / scale;
      if (end - x >= enough(x0 + end / scale) && divides(lines, middle)) found.push(middle);
    }
    x = end;
  }
  return found;
}

/** All lines have a phrase that begins at `x`, three at least: that is no chance. */
function beginTogether(lines: readonly (readonly Line[])[], x: number, size: number): boolean {
  return lines.length >= 3 && lines.every((line) => line.some((phrase) => Math.abs(phrase.x0 - x) <= TOGETHER * size));
}

/** The widest run of the least cover within a strip. */
function emptiest(cover: Uint16Array, from: number, to: number): [number, number] {
  let least = Infinity;
  for (let x = from; x < to; x++) least = Math.min(least, cover[x]!);
  let best: [number, number] = [from, from];
  for (let x = from; x < to; x++) {
    if (cover[x] !== least) continue;
    let end = x;
    while (end < to && cover[end] === least) end++;
    if (end - x > best[1] - best[0]) best = [x, end];
    x = end;
  }
  return best;
}

/** At least two lines (or the only one) have text on both sides. */
function divides(lines: readonly (readonly Line[])[], x: number): boolean {
  let both = 0;
  for (const line of lines) {
    if (line.some((phrase) => phrase.x1 <= x + 1) && line.some((phrase) => phrase.x0 >= x - 1)) both++;
  }
  return both >= Math.min(2, lines.length);
}

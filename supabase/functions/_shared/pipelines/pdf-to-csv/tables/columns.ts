/**
 * Columns of text that no rules tell apart: vertical strips of white space that (nearly) all lines respect.
 *
 * @module
 */
import { chunksOf, type Line } from "./lines.ts";

/** Words closer than this, in font sizes, are one phrase and never two columns. */
export const PHRASE_GAP = 0.55;
/** Of the lines that could tell, so many may run across a strip: spanning headings, a long label. */
const CROSSING_SHARE = 0.12;
/** A strip is no narrower than this, in font sizes, when many lines agree on it, and than the second when few do. */
const NARROW = 0.4;
const NARROW_OF_FEW = 0.9;
const FEW_LINES = 4;

/** The x positions between columns, from left to right. */
export function separatorsOf(lines: readonly Line[], x0: number, x1: number): number[] {
  const width = Math.ceil(x1 - x0) + 1;
  if (width < 4 || lines.length === 0 || width > 20_000) return [];
  const cover = new Uint16Array(width + 1);
  const phrases = lines.map((line) => chunksOf(line, PHRASE_GAP));
  for (const line of phrases) {
    for (const phrase of line) {
      const from = Math.max(0, Math.floor(phrase.x0 - x0)), to = Math.min(width, Math.ceil(phrase.x1 - x0));
      for (let x = from; x < to; x++) cover[x]!++;
    }
  }
  const size = lines.reduce((sum, line) => sum + line.size, 0) / lines.length;
  const allowed = Math.floor(lines.length * CROSSING_SHARE);
  const found: number[] = [];
  for (let x = 0; x < width; x++) {
    if (cover[x]! > allowed) continue;
    let end = x;
    while (end < width && cover[end]! <= allowed) end++;
    const [from, to] = emptiest(cover, x, end);
    const enough = (lines.length < FEW_LINES ? NARROW_OF_FEW : NARROW) * size;
    if (x > 0 && end < width && to - from >= enough && divides(phrases, x0 + (from + to) / 2, lines.length)) {
      found.push(x0 + (from + to) / 2);
    }
    x = end;
  }
  return found;
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
function divides(phrases: readonly (readonly Line[])[], x: number, lines: number): boolean {
  let both = 0;
  for (const line of phrases) {
    if (line.some((phrase) => phrase.x1 <= x) && line.some((phrase) => phrase.x0 >= x)) both++;
  }
  return both >= Math.min(2, lines);
}

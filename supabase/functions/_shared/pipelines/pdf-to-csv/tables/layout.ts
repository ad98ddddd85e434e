/**
 * Text set in columns: two lines that stand side by side by accident are not a table's row. A gutter is a strip of
 * white space with running text on both sides of many lines.
 *
 * @module
 */
import { finishLine } from "./lines.ts";
import { type TextLine, textLine } from "./text-lines.ts";

/** A piece of running text has at least so many words. */
const PROSE_WORDS = 4;
/** So many lines, and this share of all, must have prose on both sides of a gutter. */
const MIN_LINES = 5;
const MIN_SHARE = 0.2;

/** Lists of lines that can be read one after the other; lines across all columns are a list of their own. */
export function layoutOf(lines: readonly TextLine[]): TextLine[][] {
  const gutter = gutterOf(lines);
  if (gutter === undefined) return [[...lines]];
  const full: TextLine[] = [];
  const lists: TextLine[][] = [];
  let left: TextLine[] = [], right: TextLine[] = [];
  const flush = () => {
    for (const side of [left, right]) if (side.length > 0) lists.push(...layoutOf(side));
    [left, right] = [[], []];
  };
  for (const line of lines) {
    if (line.phrases.some((phrase) => phrase.x0 < gutter && phrase.x1 > gutter)) {
      flush();
      full.push(line);
      continue;
    }
    const sides = [line.words.filter((word) => word.x1 <= gutter), line.words.filter((word) => word.x1 > gutter)];
    if (sides[0]!.length > 0) left.push(textLine(finishLine({ ...line, words: sides[0]! }), []));
    if (sides[1]!.length > 0) right.push(textLine(finishLine({ ...line, words: sides[1]! }), []));
  }
  flush();
  if (full.length > 0) lists.push(full);
  return lists;
}

function gutterOf(lines: readonly TextLine[]): number | undefined {
  const edges: [number, number][] = [];
  for (const { chunks } of lines) {
    for (let i = 1; i < chunks.length; i++) {
      const a = chunks[i - 1]!, b = chunks[i]!;
      if (a.words.length >= PROSE_WORDS && b.words.length >= PROSE_WORDS) edges.push([a.x1, 1], [b.x0, -1]);
    }
  }
  edges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let open = 0, best = 0, at: number | undefined;
  edges.forEach(([x, change], i) => {
    open += change;
    if (open > best) [best, at] = [open, (x + (edges[i + 1]?.[0] ?? x)) / 2];
  });
  return best >= Math.max(MIN_LINES, MIN_SHARE * lines.length) ? at : undefined;
}

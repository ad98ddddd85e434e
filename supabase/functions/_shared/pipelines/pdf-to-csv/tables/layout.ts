/**
 * Text set in columns: two lines that stand side by side by accident are not a table's row.
 *
 * Where many pieces of running text begin at one x, inside the text area, a column of text begins: the tab stops of
 * Smith's "Hybrid Page Layout Analysis via Tab-Stop Detection" (2009). Lines with running text beside that x are read
 * column by column; lines across it, and tables across it, are read as they are.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { finishLine, type Line } from "./lines.ts";
import { COLUMN_GAP, type TextLine, textLine } from "./text_lines.ts";

/** A piece of running text has at least so many words and letters. */
const PROSE_WORDS = 5;
const PROSE_LETTERS = 25;
/** So many pieces of running text begin at a column's left edge. */
const MIN_ALIGNED = 6;
/** Left edges agree within this many points. */
const ALIGNMENT = 2;
/** Of all lines beside the column, so many may run across its edge (titles, wide tables). */
const MAX_CROSSING = 0.4;
/** A larger gap than so many times the usual begins a paragraph. */
const PARAGRAPH = 1.1;
/** So many cells, of so many lines on average, are a table's. */
const MIN_ROWS = 3, MAX_CELL_LINES = 5;
/** So many lines without running text on either side are a table of the full width rather than two in columns. */
const WIDE_TABLE = 3;

/** Lists of lines that can be read one after the other. */
export function layoutOf(lines: readonly TextLine[], horizontal: readonly Rule[]): TextLine[][] {
  const gutter = gutterOf(lines);
  if (gutter === undefined) return [[...lines]];
  const wide = new Set(acrossGutter(lines, gutter, horizontal));
  const lists: TextLine[][] = [];
  let left: TextLine[] = [], right: TextLine[] = [], across: TextLine[] = [];
  const flushSides = () => {
    for (const side of [left, right]) if (side.length > 0) lists.push(...layoutOf(side, horizontal));
    [left, right] = [[], []];
  };
  const flushAcross = () => {
    if (across.length > 0) lists.push(across);
    across = [];
  };
  for (const line of lines) {
    if (wide.has(line)) {
      flushSides();
      across.push(line);
      continue;
    }
    flushAcross();
    const [one, other] = sidesOf(line, gutter);
    if (one) left.push(one);
    if (other) right.push(other);
  }
  flushSides();
  flushAcross();
  return lists;
}

function sidesOf(line: TextLine, gutter: number): [TextLine | undefined, TextLine | undefined] {
  const side = (words: TextLine["words"]) =>
    words.length > 0 ? textLine(finishLine({ ...line, words }), []) : undefined;
  const middle = (word: { x0: number; x1: number }) => (word.x0 + word.x1) / 2;
  return [
    side(line.words.filter((word) => middle(word) < gutter)),
    side(line.words.filter((word) => middle(word) >= gutter)),
  ];
}

function isProse(chunk: Line): boolean {
  return chunk.words.length >= PROSE_WORDS &&
    chunk.words.reduce((sum, word) => sum + word.text.length, 0) >= PROSE_LETTERS;
}

/** The x between two columns of running text. */
function gutterOf(lines: readonly TextLine[]): number | undefined {
  const prose = lines.flatMap((line) => line.chunks.filter(isProse));
  if (prose.length < 2 * MIN_ALIGNED) return undefined;
  const starts = prose.map((chunk) => chunk.x0).sort((a, b) => a - b);
  let best: { x: number; count: number } | undefined;
  for (let i = 0; i < starts.length;) {
    let j = i;
    while (j < starts.length && starts[j]! - starts[i]! <= ALIGNMENT) j++;
    const candidate = { x: starts[i]!, count: j - i };
    if (candidate.count >= MIN_ALIGNED && candidate.count > (best?.count ?? 0) && isGutter(candidate.x, lines, prose)) {
      best = candidate;
    }
    i = j;
  }
  return best === undefined ? undefined : best.x - 2;
}

function isGutter(x: number, lines: readonly TextLine[], prose: readonly Line[]): boolean {
  const beside = prose.filter((chunk) => chunk.x1 < x - 2);
  const aligned = prose.filter((chunk) => Math.abs(chunk.x0 - x) <= ALIGNMENT);
  if (beside.length < MIN_ALIGNED) return false;
  const top = Math.max(...aligned.map((chunk) => chunk.base)), bottom = Math.min(...aligned.map((chunk) => chunk.base));
  // Running text that starts there but stands alone is an indented paragraph.
  if (
    beside.filter((chunk) => chunk.base <= top + 2 * chunk.size && chunk.base >= bottom - 2 * chunk.size).length <
      MIN_ALIGNED
  ) {
    return false;
  }
  const near = lines.filter((line) => line.base <= top && line.base >= bottom);
  if (areInStep(near, x)) return false;
  return near.filter((line) => crosses(line, x)).length <= MAX_CROSSING * near.length;
}

/** Paragraphs that begin side by side again and again, and are short, are cells of a table's rows. */
function areInStep(lines: readonly TextLine[], x: number): boolean {
  const starts = (side: readonly Line[]) => {
    const gaps = side.slice(1).map((line, i) => side[i]!.base - line.base);
    const least = Math.min(...gaps);
    return side.filter((_, i) => i === 0 || gaps[i - 1]! > PARAGRAPH * least);
  };
  const chunks = (own: (chunk: Line) => boolean) =>
    lines.flatMap((line) =>
      line.chunks.filter(own).slice(0, 1).map((chunk) => finishLine({ ...chunk, base: line.base }))
    );
  const right = chunks((chunk) => Math.abs(chunk.x0 - x) <= ALIGNMENT), left = chunks((chunk) => chunk.x1 < x);
  const rightStarts = starts(right), leftStarts = starts(left).map((line) => line.base);
  return rightStarts.length >= MIN_ROWS && right.length <= MAX_CELL_LINES * rightStarts.length &&
    rightStarts.filter((line) => leftStarts.includes(line.base)).length >= 0.8 * rightStarts.length;
}

const crosses = (line: TextLine, x: number): boolean =>
  line.phrases.some((phrase) => phrase.x0 < x - 3 && phrase.x1 > x + 3);

/** Lines across the gutter, and runs of lines that are a table of the full width. */
function acrossGutter(lines: readonly TextLine[], gutter: number, horizontal: readonly Rule[]): TextLine[] {
  const across = lines.filter((line) => crosses(line, gutter));
  const wide = horizontal.filter((rule) => rule.from < gutter - 10 && rule.to > gutter + 10).sort((a, b) =>
    b.at - a.at
  );
  wide.slice(1).forEach((rule, i) => {
    const enclosed = lines.filter((line) => line.base < wide[i]!.at && line.base > rule.at);
    const tabular = enclosed.filter((line) => line.chunks.length >= 3).length;
    if (tabular > 0 && tabular >= 0.5 * enclosed.length) across.push(...enclosed);
  });
  let run: TextLine[] = [];
  const flush = () => {
    if (run.length >= WIDE_TABLE && isWideTable(run, gutter, horizontal)) across.push(...run);
    run = [];
  };
  for (const line of lines) {
    const oneSided = line.x1 < gutter || line.x0 > gutter;
    if (across.includes(line) || line.chunks.some(isProse)) flush();
    else if (!oneSided || run.length > 0) run.push(line);
  }
  flush();
  return across;
}

/** Rules tell; without any, the gap at the gutter is like the others. */
function isWideTable(run: readonly TextLine[], gutter: number, horizontal: readonly Rule[]): boolean {
  const [top, bottom] = [run[0]!.y1 + run[0]!.size, run.at(-1)!.y0 - run[0]!.size];
  const x0 = Math.min(...run.map((line) => line.x0)), x1 = Math.max(...run.map((line) => line.x1));
  const rules = horizontal.filter((rule) =>
    rule.at < top && rule.at > bottom && overlap(rule.from, rule.to, x0, x1) > 0.2 * (x1 - x0)
  );
  if (rules.length > 0) return rules.some((rule) => rule.from < gutter - 10 && rule.to > gutter + 10);
  let own = 0, widest = 0;
  for (const { chunks, size } of run) {
    chunks.slice(1).forEach((chunk, i) => {
      const gap = (chunk.x0 - chunks[i]!.x1) / size;
      if (gap < COLUMN_GAP) return;
      if (chunks[i]!.x1 <= gutter && chunk.x0 >= gutter) own = Math.max(own, gap);
      else widest = Math.max(widest, gap);
    });
  }
  return own > 0 && own <= 1.5 * widest;
}

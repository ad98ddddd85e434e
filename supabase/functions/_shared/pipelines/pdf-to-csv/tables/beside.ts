/**
 * Tables that stand side by side with nothing but white space between them. White space alone does not tell them from one
 * table's columns; rows do that stand at other heights on one side than on the other, or a caption for each side.
 *
 * @module
 */
import type { Word } from "../../../documents/pdf/words.ts";
import { hasValues, isCaption, type TextLine } from "./text_lines.ts";

/** In font sizes: less is a gap between columns. */
const NARROWEST = 2.5;
/** In font sizes: a larger gap between lines ends a block. */
const BLOCK_GAP = 4;
const MOST_GUTTERS = 4;
const MOST_TRIES = 5;
const FEWEST_ROWS = 3;
/** In font sizes: baselines as near stand in one row. */
const IN_STEP = 0.35;

type Strip = readonly [from: number, to: number];

/** @param again makes lines of words anew */
export function sidesOf(lines: readonly TextLine[], again: (words: readonly Word[]) => TextLine[]): TextLine[][] {
  const groups: TextLine[][] = [];
  let plain: TextLine[] = [], tries = 0;
  for (let i = 0; i < lines.length;) {
    const block = blockAt(lines, i);
    const gutters = block.length >= FEWEST_ROWS ? guttersOf(block) : [];
    const sides = gutters.map((gutter) => split(block, gutter, again)).find(areTwo);
    // A title may cover what divides the lines below it; further down it is not looked for again.
    const passed = sides || ++tries >= MOST_TRIES ? block : block.slice(0, 1);
    if (sides) {
      groups.push(plain, ...sides);
      plain = [];
    } else {
      plain.push(...passed);
    }
    if (passed.length === block.length) tries = 0;
    i += passed.length;
  }
  return [...groups, plain].filter((group) => group.length > 0);
}

/** The lines from `start` on, at least one, through which a strip of white space leads. */
function blockAt(lines: readonly TextLine[], start: number): TextLine[] {
  let strips: readonly Strip[] = [[-Infinity, Infinity]], end = start, x0 = Infinity, x1 = -Infinity;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    if (end > start && lines[end - 1]!.base - line.base > BLOCK_GAP * line.size) break;
    strips = freeBeside(line, strips);
    x0 = Math.min(x0, line.x0);
    x1 = Math.max(x1, line.x1);
    if (end > start && !strips.some(([from, to]) => from > x0 && to < x1)) break;
  }
  return lines.slice(start, end);
}

function freeBeside(line: TextLine, strips: readonly Strip[]): readonly Strip[] {
  const narrowest = NARROWEST * line.size;
  let free = strips;
  for (const word of line.words) {
    // Most words are beside all strips: nothing may be made for them.
    if (!free.some((strip) => word.x1 > strip[0] && word.x0 < strip[1])) continue;
    const left: Strip[] = [];
    for (const strip of free) {
      if (word.x1 <= strip[0] || word.x0 >= strip[1]) left.push(strip);
      else {
        if (word.x0 - strip[0] >= narrowest) left.push([strip[0], word.x0]);
        if (strip[1] - word.x1 >= narrowest) left.push([word.x1, strip[1]]);
      }
    }
    free = left;
  }
  return free;
}

/** The strips between words, the widest first. */
function guttersOf(block: readonly TextLine[]): Strip[] {
  const x0 = Math.min(...block.map((line) => line.x0)), x1 = Math.max(...block.map((line) => line.x1));
  return block.reduce<readonly Strip[]>((free, line) => freeBeside(line, free), [[-Infinity, Infinity]])
    .filter(([from, to]) => from > x0 && to < x1).sort((a, b) => (b[1] - b[0]) - (a[1] - a[0])).slice(0, MOST_GUTTERS);
}

function split(
  block: readonly TextLine[],
  [from, to]: Strip,
  again: (words: readonly Word[]) => TextLine[],
): [TextLine[], TextLine[]] {
  const middle = (from + to) / 2, words = block.flatMap((line) => line.words);
  return [again(words.filter((word) => word.x1 <= middle)), again(words.filter((word) => word.x0 >= middle))];
}

/** A name and values: a line of a cell that takes several has no values, a row's right half has no name. */
const isRow = (line: TextLine): boolean =>
  line.chunks.length > 1 && hasValues(line) && /^\p{L}/u.test(line.chunks[0]!.words[0]!.text);

function areTwo([left, right]: readonly [TextLine[], TextLine[]]): boolean {
  const rows = [left.filter(isRow), right.filter(isRow)] as const;
  if (rows.some((side) => side.length < FEWEST_ROWS)) return false;
  if ([left, right].every((side) => side.slice(0, 2).some(isCaption))) return true;
  return isOutOfStep(rows[0], rows[1]) && isOutOfStep(rows[1], rows[0]);
}

/** Whether at least every other row, as far as the others reach, has none of them beside it. */
function isOutOfStep(rows: readonly TextLine[], others: readonly TextLine[]): boolean {
  const top = others[0]!.base, bottom = others.at(-1)!.base;
  const among = rows.filter((row) => row.base <= top + row.size && row.base >= bottom - row.size);
  const alone = among.filter((row) => !others.some((other) => Math.abs(other.base - row.base) < IN_STEP * row.size));
  return alone.length >= 2 && alone.length * 2 >= among.length;
}

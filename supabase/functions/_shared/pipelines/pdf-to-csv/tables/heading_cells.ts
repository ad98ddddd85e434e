/**
 * How the phrases of a heading stack: a heading of several lines is one cell, a heading over several columns is a cell of
 * its own above theirs.
 *
 * They are put together from the values upwards. What stands right above a heading and in line with it begins that
 * heading; what a rule underlines together with several columns, or stands in the middle above them, heads all of them.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import type { Line } from "./lines.ts";
import type { PlacedLine, PlacedPhrase } from "./placed.ts";

export interface HeaderCell {
  /** From top to bottom. */
  readonly cells: PlacedPhrase[];
  from: number;
  to: number;
  level: number;
  lastLevel: number;
}

/** Lines of one heading are no further apart, in font sizes. */
const TIGHT = 1.4;
/** Edges or middles that agree so well, in font sizes, are in line. */
const IN_LINE = 0.2;
/** The same of recognised words, whose boxes end where their ink does. */
const IN_LINE_SEEN = 0.45;

/** @param rules all of the page: those under parts of the heading count */
export function headerCells(
  lines: readonly PlacedLine[],
  rules: readonly Rule[],
): { cells: HeaderCell[]; levels: number } {
  const stack = new Stack(rules);
  for (const line of [...lines].reverse()) stack.add(line);
  return stack.finish();
}

class Stack {
  /** From bottom to top. */
  readonly #cells: HeaderCell[] = [];
  /** The uppermost cell of each column. */
  readonly #top = new Map<number, HeaderCell>();

  constructor(readonly rules: readonly Rule[]) {}

  add(line: PlacedLine): void {
    const own = line.phrases.map((placed) => ({ placed, range: this.#rangeOf(placed, line) }));
    for (const { placed, range: [from, to] } of own) {
      const below = this.#topsIn(from, to);
      const [only] = below;
      if (below.length === 1 && only!.from <= from && only!.to >= to && this.#goesOn(placed, only!, from < to)) {
        only!.cells.unshift(placed);
      } else this.#put({ cells: [placed], from, to, level: 0, lastLevel: 0 });
    }
  }

  #put(cell: HeaderCell): void {
    this.#cells.push(cell);
    for (let column = cell.from; column <= cell.to; column++) this.#top.set(column, cell);
  }

  #topsIn(from: number, to: number): HeaderCell[] {
    const tops = new Set<HeaderCell>();
    for (let column = from; column <= to; column++) {
      const top = this.#top.get(column);
      if (top) tops.add(top);
    }
    return [...tops];
  }

  /** Whether a phrase is the line before a heading's. */
  #goesOn(placed: PlacedPhrase, cell: HeaderCell, wide: boolean): boolean {
    const { phrase } = placed, next = cell.cells[0]!.phrase;
    if (this.#ruleUnder(placed, next.base)) return false;
    // Two levels over the same columns would say the same.
    return wide || cell.from === cell.to || begins(phrase, next);
  }

  #ruleUnder({ phrase }: PlacedPhrase, lower: number): Rule | undefined {
    return this.rules.find((rule) =>
      rule.at < phrase.base && rule.at > lower + 0.3 * phrase.size &&
      overlap(rule.from, rule.to, phrase.x0, phrase.x1) > 0.5 * (phrase.x1 - phrase.x0)
    );
  }

  /** The columns that a phrase heads. */
  #rangeOf(placed: PlacedPhrase, line: PlacedLine): [from: number, to: number] {
    const own: [number, number] = [placed.from, placed.to];
    const columns = [...this.#top.entries()].filter(([column]) => column > 0);
    const lower = Math.max(-Infinity, ...columns.map(([, cell]) => cell.cells[0]!.phrase.base));
    const rule = this.#ruleUnder(placed, lower);
    if (rule) {
      const under = columns.filter(([, cell]) => {
        const { x0, x1 } = headed(cell);
        return overlap(rule.from, rule.to, x0, x1) > 0.5 * (x1 - x0);
      }).map(([column]) => column);
      if (under.length > 1) return [Math.min(own[0], ...under), Math.max(own[1], ...under)];
    }
    if (placed.from === 0 || own[0] < own[1]) return own;
    const group = this.#centredOver(placed, line);
    const next = this.#top.get(placed.from)?.cells[0]?.phrase;
    if (!group || next && goesOnIn(placed.phrase, next)) return own;
    // Several that divide the columns among them are no coincidence.
    const others = line.phrases.filter((other) => other.from > 0 && other !== placed);
    if (others.length > 0 && others.every((other) => this.#centredOver(other, line))) return group.range;
    const closer = next && isTight(placed.phrase, next) &&
      offLine(placed.phrase, next) <= Math.min(group.off, slackOf(next));
    return closer ? own : group.range;
  }

  /** The columns nearer to a phrase than to others of its line, when it stands in their middle. */
  #centredOver(placed: PlacedPhrase, line: PlacedLine): { range: [number, number]; off: number } | undefined {
    const others = line.phrases.filter((other) => other.from > 0);
    const away = (cell: HeaderCell, other: PlacedPhrase) => Math.abs(middle(headed(cell)) - middle(other.phrase));
    const group = [...new Set(this.#top.values())].filter((cell) =>
      cell.from > 0 && others.every((other) => away(cell, placed) <= away(cell, other))
    ).sort((a, b) => a.from - b.from);
    const single = others.length === 1;
    if (group.length < 2) return undefined;
    // Alone over an odd number of columns it may as well be the first line of the middle one's heading.
    const over = this.#top.get(placed.from);
    if (single && group.length % 2 === 1 && over && isTight(placed.phrase, over.cells[0]!.phrase)) return undefined;
    const x0 = headed(group[0]!).x0, x1 = headed(group.at(-1)!).x1, { size } = placed.phrase;
    const off = Math.abs(middle(placed.phrase) - (x0 + x1) / 2);
    if (off > Math.max(size, 0.1 * (x1 - x0))) return undefined;
    return { range: [group[0]!.from, group.at(-1)!.to], off: off / size };
  }

  finish(): { cells: HeaderCell[]; levels: number } {
    // A cell stands above all that it covers.
    const below = (cell: HeaderCell, i: number) =>
      this.#cells.slice(0, i).filter((other) => other.from <= cell.to && other.to >= cell.from);
    const heights = new Map<HeaderCell, number>();
    this.#cells.forEach((cell, i) => {
      heights.set(cell, Math.max(0, ...below(cell, i).map((other) => heights.get(other)! + 1)));
    });
    const levels = Math.max(0, ...heights.values()) + 1;
    for (const cell of this.#cells) cell.level = cell.lastLevel = levels - 1 - heights.get(cell)!;
    this.#raise(levels);
    return { cells: this.#cells.reverse(), levels };
  }

  /** A heading set at the top, or in the middle of the whole heading's height, with nothing above it, covers all its rows. */
  #raise(levels: number): void {
    if (levels < 2) return;
    const basesOf = (cells: readonly HeaderCell[]) =>
      cells.flatMap(({ cells }) => cells.map(({ phrase }) => phrase.base));
    const all = middleOf(basesOf(this.#cells));
    for (const cell of this.#cells) {
      if (cell.level === 0 || cell.from !== cell.to) continue;
      if (this.#cells.some((other) => other.level < cell.level && other.from <= cell.to && other.to >= cell.from)) {
        continue;
      }
      const rest = basesOf(this.#cells.filter((other) => other !== cell && other.level === cell.level));
      if (rest.length === 0) continue;
      const own = middleOf(basesOf([cell]));
      if (Math.abs(own - all) < Math.abs(own - middleOf(rest))) cell.level = 0;
    }
  }
}

type Extent = { readonly x0: number; readonly x1: number };

const middle = ({ x0, x1 }: Extent): number => (x0 + x1) / 2;

const middleOf = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;

function headed(cell: HeaderCell): Extent {
  return {
    x0: Math.min(...cell.cells.map(({ phrase }) => phrase.x0)),
    x1: Math.max(...cell.cells.map(({ phrase }) => phrase.x1)),
  };
}

const isTight = (upper: Line, lower: Line): boolean => upper.base - lower.base <= TIGHT * lower.size;

const slackOf = (phrase: Line): number => phrase.words[0]!.confidence === undefined ? IN_LINE : IN_LINE_SEEN;

/** Whether a phrase is, by its place, the line before another. */
export const begins = (upper: Line, lower: Line): boolean =>
  isTight(upper, lower) && offLine(upper, lower) <= slackOf(lower);

/** Whether a phrase goes on in another by its place and by its words. */
export const goesOnIn = (upper: Line, lower: Line): boolean =>
  begins(upper, lower) &&
  (/^[\p{Ll}(&]/u.test(lower.words[0]!.text) || /^(and|of|the|for|in|to|per|by)$/i.test(upper.words.at(-1)!.text));

/** How far, in font sizes, two lines are from sharing an edge or their middle. */
const offLine = (a: Line, b: Line): number =>
  Math.min(Math.abs(a.x0 - b.x0), Math.abs(a.x1 - b.x1), Math.abs(middle(a) - middle(b))) / a.size;

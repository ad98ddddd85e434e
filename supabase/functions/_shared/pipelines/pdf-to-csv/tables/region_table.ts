/**
 * A table from lines that no frame holds together.
 *
 * @module
 */
import { bounds, overlap } from "../../../documents/pdf/geometry.ts";
import type { FilledBox, Rule, Vectors } from "../../../documents/pdf/vectors.ts";
import { type Slot, tableOf } from "./cells.ts";
import { type Extent, separatorsOf } from "./columns.ts";
import { headerLines } from "./headers.ts";
import { begins, goesOnIn, headerCells } from "./heading_cells.ts";
import { type PlacedLine, placeLine } from "./placed.ts";
import type { Region } from "./regions.ts";
import { rowsFrom } from "./rows.ts";
import type { Table } from "./table.ts";
import { hasValues, isTabular, type TextLine } from "./text_lines.ts";

/** Of a table's width, so much is about all of it. */
const WIDE = 0.7;

/** So many lines with values show the columns by themselves. */
const MIN_VALUES = 3;
const MAX_SPANNER_LINES = 3;

/** The edges of filled boxes tell rows apart as rules do, but bound no table. */
export function regionTable(region: Region, { horizontal, edges: shading, fills }: Vectors): Table | undefined {
  const { lines } = region;
  const rules = [...region.rules, ...asWide(shading, lines)].sort((a, b) => b.at - a.at);
  const separators = columnEdges(lines);
  if (separators.length === 0) return undefined;
  const edges = [-Infinity, ...separators, Infinity];
  const placed = withoutTitle(lines.map((line) => placeLine(line, edges)));
  const heading = headerLines(placed, region.rules, fills.filter((box) => isAcross(box, lines)));
  // Right above the values every column has its own heading, however close they stand.
  const headings = placed.slice(0, heading).map((row, i) => i === heading - 1 ? placeLine(row.line, edges, true) : row);
  const { cells, levels } = headerCells(headings, horizontal);
  const slots: Slot[] = cells.map((cell) => ({
    row: cell.level,
    column: cell.from,
    rowSpan: cell.lastLevel - cell.level + 1,
    columnSpan: cell.to - cell.from + 1,
    words: cell.cells.flatMap(({ phrase }) => phrase.words),
  }));
  const rows = rowsFrom(placed.slice(heading), edges.length - 1, rules);
  rows.forEach((row, i) => slots.push(...rowSlots(row, levels + i)));
  return tableOf({
    slots,
    box: bounds(placed.map(({ line }) => line))!,
    headerRows: levels,
    method: "unruled",
    evidence: region.rules.length >= 2 ? "rules" : "space",
  });
}

function asWide(rules: readonly Rule[], lines: readonly TextLine[]): Rule[] {
  const { x0, x1, y0, y1 } = bounds(lines)!;
  return rules.filter(({ at, from, to }) => at > y0 && at < y1 && overlap(from, to, x0, x1) > WIDE * (x1 - x0));
}

function isAcross(fill: FilledBox, lines: readonly TextLine[]): boolean {
  const { x0, x1 } = bounds(lines)!;
  return overlap(fill.x0, fill.x1, x0, x1) > WIDE * (x1 - x0);
}

/**
 * Columns from all lines with about as many phrases as the fullest ones, or from the lines with values alone when they
 * show more: headings run over several columns, or nearly touch.
 */
function columnEdges(lines: readonly TextLine[]): number[] {
  const tabular = lines.filter(isTabular);
  const counts = tabular.map((line) => line.phrases.length).sort((a, b) => a - b);
  const full = counts[Math.floor(counts.length * 0.8)] ?? 0;
  const body = tabular.filter((line) => line.phrases.length >= 0.5 * full);
  const others = lines.flatMap((line, i) =>
    body.includes(line)
      ? []
      : line.phrases.filter((phrase) =>
        standsBeside(line, lines[i - 1]) || standsBeside(line, lines[i + 1]) ||
        lines[i + 1]?.phrases.some((next) => begins(phrase, next))
      )
  );
  const all = belowSpanners(body, full, others);
  const first = body.findIndex(hasValues);
  if (first <= 0 || body.length - first < MIN_VALUES) return all;
  const heading = [...others, ...body.slice(0, first).flatMap((line) => line.words)];
  const fromValues = separatorsOf(body.slice(first).map((line) => line.phrases), heading);
  return fromValues.length > all.length
    ? fromValues
    : withoutEmptyColumns(all, body.slice(0, first), body.slice(first));
}

/** A raised or lowered word moves its cell's line a little away from the others of its row. */
const standsBeside = (line: TextLine, other: TextLine | undefined): boolean =>
  other !== undefined && Math.abs(line.base - other.base) < 0.5 * line.size;

/** Headings over several columns stand in the way of what keeps these apart: without the first lines there may be more. */
function belowSpanners(body: readonly TextLine[], full: number, others: readonly Extent[]): number[] {
  let best = separatorsOf(body.map((line) => line.phrases), others);
  for (let i = 1; i <= MAX_SPANNER_LINES && body.length - i >= MIN_VALUES && body[i - 1]!.phrases.length < full; i++) {
    const heading = [...others, ...body.slice(0, i).flatMap((line) => line.words)];
    const below = separatorsOf(body.slice(i).map((line) => line.phrases), heading);
    if (below.length > best.length) best = below;
  }
  return best;
}

/**
 * Headings spread to fill their column, or set at the other side of it than the values, show gaps where the values have no
 * column: such a column goes with its neighbour on the right when that has no heading, else with the one on the left.
 */
function withoutEmptyColumns(
  separators: readonly number[],
  heading: readonly TextLine[],
  values: readonly TextLine[],
): number[] {
  const kept = [-Infinity, ...separators, Infinity];
  const between = (lines: readonly TextLine[], from: number, to: number) =>
    lines.some((line) => line.phrases.some(({ x0, x1 }) => (x0 + x1) / 2 > from && (x0 + x1) / 2 < to));
  for (let i = 1; i + 1 < kept.length; i++) {
    const [left, x, right] = [kept[i - 1]!, kept[i]!, kept[i + 1]!];
    if (between(values, left, x) && between(values, x, right)) continue;
    const empty = between(values, left, x) ? i : i - 1;
    if (empty === i && right !== Infinity && !between(heading, right, kept[i + 2]!)) kept.splice(i + 1, 1);
    else kept.splice(i, 1);
    i--;
  }
  return kept.slice(1, -1);
}

/**
 * Leaves out a title: a first line of one phrase, unless it heads some of the columns only, or begins a heading of the
 * first one.
 */
function withoutTitle(lines: readonly PlacedLine[]): readonly PlacedLine[] {
  const [first, second] = lines;
  if (!first || !second || first.phrases.length !== 1) return lines;
  const { from, to, phrase } = first.phrases[0]!;
  const all = bounds(lines.map(({ line }) => line))!;
  const centre = (box: { x0: number; x1: number }) => (box.x0 + box.x1) / 2;
  const headed = bounds(
    lines.flatMap((line) => line.phrases).filter((cell) => cell.from >= from && cell.to <= to).map((cell) =>
      cell.phrase
    ),
  );
  const spanner = from > 0 && headed !== undefined &&
    Math.abs(centre(phrase) - centre(headed)) <= Math.abs(centre(phrase) - centre(all));
  const label = from === 0 && to === 0 && (second.phrases[0]!.from > 0 || goesOnIn(phrase, second.phrases[0]!.phrase));
  return spanner || label ? lines : withoutTitle(lines.slice(1));
}

function rowSlots(row: readonly PlacedLine[], index: number): Slot[] {
  const slots: Slot[] = [];
  for (const { phrase, from, to } of row.flatMap((line) => line.phrases)) {
    const slot = slots.find((other) => other.column === from);
    if (slot) {
      slot.words.push(...phrase.words);
      slot.columnSpan = Math.max(slot.columnSpan, to - from + 1);
    } else slots.push({ row: index, column: from, rowSpan: 1, columnSpan: to - from + 1, words: [...phrase.words] });
  }
  return slots;
}

/**
 * Where tables without a frame are: runs of lines with a common corridor of white space, and what rules say about
 * where they begin and end.
 *
 * A run goes on as long as one corridor leads down through all its lines of several chunks, the idea of white-space
 * streams in Kieninger's T-Recs (1998) and of Nurminen's text edges (2013). Lines of one chunk (a section's title, a
 * wrapped label) neither make nor break it.
 *
 * @module
 */
import { median, overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { separatorsOf } from "./columns.ts";
import { goesOnIn } from "./heading_cells.ts";
import type { Line } from "./lines.ts";
import { CORRIDOR, type Corridor, corridorsBelowHeading, divides, freeOf, gapsOf, staysInColumn } from "./corridors.ts";
import { hasFigure, hasValues, isCaption, isTabular, type TextLine } from "./text_lines.ts";

export interface Region {
  readonly lines: readonly TextLine[];
  /** Rules about as wide as the region, from top to bottom. */
  readonly rules: readonly Rule[];
}

/** Lines further apart than this, in font sizes, belong to different tables, unless rules say otherwise. */
const LINE_GAP = 2.6;
/** As far apart parts of one table may stand that have the same columns. */
const SECTION_GAP = 4.5;
/** A gap this much wider than the usual one lets a heading begin another table. */
const NEW_TABLE_GAP = 1.35;
const FAR_OFF = 1.75;
/** Sizes that differ by this share are not meant to be the same. */
const OTHER_SIZE = 0.1;
/** So many lines of one chunk in a row can be part of a table. */
const MAX_SINGLE = 2;
const MAX_WRAPPED = 10;
/** Running text has at least this many words in one chunk. */
const PROSE_WORDS = 9;
/** A run of so many lines has shown its columns. */
const MIN_ESTABLISHED = 4;
/** A header has no more lines than this. */
const HEADER_LINES = 7;

export function regionsOf(lines: readonly TextLine[], horizontal: readonly Rule[]): Region[] {
  const runs = mergeRuns(runsOf(lines, horizontal), lines, horizontal);
  const taken = new Set(runs.flat());
  const regions: Region[] = [];
  for (const run of runs) {
    const region = boundByRules(withHeading(run, lines), lines, taken, horizontal);
    const tabular = region.lines.filter(isTabular);
    if (tabular.length >= (region.rules.length >= 2 || isPair(tabular) ? 2 : 3)) regions.push(region);
  }
  return withoutOverlaps(regions);
}

/** A heading and one line of values: the least that is plainly a table. */
export function isPair(lines: readonly TextLine[]): boolean {
  const [heading, values] = lines;
  return lines.length === 2 && heading!.chunks.length >= 3 && values!.chunks.length >= 3 &&
    !hasValues(heading!) && hasValues(values!);
}

/** A line right above with a phrase over each column: wide headings leave no more than a word space or two between them. */
function withTightHeading(run: readonly TextLine[], all: readonly TextLine[]): readonly TextLine[] {
  const [first] = run, above = all[all.indexOf(first!) - 1];
  if (!first || !above || isTabular(above) || isCaption(above) || hasValues(above)) return run;
  if (above.base - first.base > Math.max(1.6 * first.size, NEW_TABLE_GAP * pitchOf(run))) return run;
  const inner = corridorsBelowHeading(run).filter(([from, to]) => from > -Infinity && to < Infinity);
  const { phrases } = above;
  const over = inner.length > 1 && phrases.length === inner.length + 1 &&
    inner.every(([from, to], i) =>
      phrases[i]!.x1 <= to && phrases[i + 1]!.x0 >= from &&
      overlap(from, to, phrases[i]!.x1, phrases[i + 1]!.x0) >= CORRIDOR * above.size
    );
  return over ? [{ ...above, chunks: phrases }, ...run] : run;
}

/** The first lines of the first column's heading, when it is the only one that has so many. */
function withLabel(run: readonly TextLine[], all: readonly TextLine[]): TextLine[] {
  const [first] = run, above = all[all.indexOf(first!) - 1];
  if (!first || !above || isTabular(above) || isCaption(above) || !goesOnIn(above, first.phrases[0]!)) return [...run];
  return above.x1 < (first.phrases[1]?.x0 ?? Infinity) ? withLabel([above, ...run], all) : [...run];
}

/**
 * Short lines right above that stand over some of the columns only are headings of several columns; the first column's
 * own heading may stand between them.
 */
function withHeading(given: readonly TextLine[], all: readonly TextLine[]): TextLine[] {
  const run = withLabel(withTightHeading(given, all), all), [first] = run as [TextLine];
  const label = Math.min(...run.map((line) => line.phrases[0]!.x1)), [, x1] = spanOf(run);
  const above: TextLine[] = [];
  let spanners = 0, last = first;
  for (const line of all.filter((other) => other.base > first.base + 0.1).reverse()) {
    if (isTabular(line) || isProse(line) || isCaption(line) || above.length > MAX_SINGLE) break;
    if (line.base - last.base > 1.5 * first.size || line.x1 > x1 + first.size) break;
    const spanner = line.x0 >= label;
    if (!spanner && (hasValues(first) || line.x1 > (first.phrases[1]?.x0 ?? Infinity))) break;
    above.unshift(line);
    if (spanner) spanners = above.length;
    last = line;
  }
  return spanners > 0 ? [...above.slice(-Math.max(spanners, above.length)), ...run] : [...run];
}

function runsOf(lines: readonly TextLine[], horizontal: readonly Rule[]): TextLine[][] {
  const runs: TextLine[][] = [];
  let run: TextLine[] = [], single = 0, corridors: Corridor[] = [];
  const flush = () => {
    trimEnd(run);
    if (run.length > 0) runs.push(run);
    [run, single, corridors] = [[], 0, []];
  };
  lines.forEach((line, i) => {
    const last = run.at(-1);
    if (last && (last.base - line.base > reach(run, line) || isCaption(line))) flush();
    if (run.length > 0 && (beginsTable(run, line) || changesSize(run, line, lines[i + 1]))) flush();
    if (isCaption(line)) return;
    if (isTabular(line)) {
      const [x0, x1] = spanOf(run);
      if (run.length === 0) corridors = gapsOf(line);
      else {
        const goesOn = (some: readonly Corridor[]): Corridor[] | undefined => {
          const left = freeOf(line, some);
          const lost = left.length * 2 < some.length && run.length >= MIN_ESTABLISHED;
          const next = lines.slice(i + 1, i + 3).find(isTabular);
          if (lost && next !== undefined && freeOf(next, some).length * 2 >= some.length) return [...some];
          const sides = run.length < MIN_ESTABLISHED ? [line] : [line, { x0, x1 }];
          return !lost && left.some((corridor) => sides.every((side) => divides(corridor, side))) ? left : undefined;
        };
        const left = goesOn(corridors) ?? goesOn(corridorsBelowHeading(run));
        if (!left) flush();
        corridors = left ?? gapsOf(line);
      }
      run.push(line);
      single = 0;
    } else if (run.length > 0) {
      const ruled = between(horizontal, last!, line);
      // A wrapped cell keeps to its column, however many lines it takes.
      single += staysInColumn(line, corridors) ? 1 / MAX_WRAPPED : 1 / MAX_SINGLE;
      const endsIt = isProse(line) && !ruled && !isLongCell(line, last!, corridors, lines.slice(i + 1, i + 4));
      if (single > 1 || endsIt) flush();
      else run.push(line);
    }
  });
  flush();
  return runs;
}

/** A line as long as those of running text that goes on a cell: right below it, in its column, with more rows to come. */
function isLongCell(
  line: TextLine,
  above: TextLine,
  corridors: readonly Corridor[],
  following: readonly TextLine[],
): boolean {
  const next = following.find(isTabular);
  return staysInColumn(line, corridors) && above.base - line.base <= 1.3 * line.size && next !== undefined &&
    freeOf(next, corridors).length >= corridors.length;
}

/** Lines of one chunk at a run's end are its notes, unless they go on with the last cell's sentence. */
function trimEnd(run: TextLine[]): void {
  const last = run.findLastIndex(isTabular);
  let end = last + 1;
  while (end < run.length && run[end - 1]!.base - run[end]!.base <= 1.3 * run[end]!.size && goesOn(run[end]!, run)) {
    end++;
  }
  run.length = end;
}

function goesOn(line: TextLine, run: readonly TextLine[]): boolean {
  return /^[\p{Ll}(]/u.test(line.words[0]!.text) && startsAtColumn(line, run.filter(isTabular));
}

/**
 * A heading after values, and after a gap or a title, heads another table. It names about all columns, or stands far
 * off: what does neither is a cell's next line.
 */
function beginsTable(run: readonly TextLine[], line: TextLine): boolean {
  if (!isTabular(line) || hasFigure(line)) return false;
  const values = run.filter(hasValues);
  if (values.length < 2) return false;
  const chain = [...run.slice(run.findLastIndex(isTabular)), line];
  const widest = Math.max(...chain.slice(1).map((next, i) => chain[i]!.base - next.base)) / pitchOf(run);
  const complete = line.chunks.length + 1 >= median(values.map((other) => other.chunks.length));
  return widest > (complete ? NEW_TABLE_GAP : FAR_OFF);
}

/** Lines in another size after a gap are no rows of a table that has been in one size so far: they are a page's foot. */
function changesSize(run: readonly TextLine[], line: TextLine, next: TextLine | undefined): boolean {
  const { size } = run.at(-1)!;
  const other = (some: TextLine) => Math.abs(some.size - size) > OTHER_SIZE * size;
  return run.length >= MIN_ESTABLISHED && run.slice(-MIN_ESTABLISHED).every((row) => row.size === size) &&
    other(line) &&
    next !== undefined && next.size === line.size && run.at(-1)!.base - line.base > NEW_TABLE_GAP * pitchOf(run);
}

/** The usual distance of two lines, those aside that overlap. */
function pitchOf(run: readonly TextLine[]): number {
  return median(run.slice(1).map((next, i) => run[i]!.base - next.base).filter((gap) => gap > 0.85 * run[0]!.size));
}

/** How far below the run a line may stand: a loosely set table has loose lines everywhere. */
function reach(run: readonly TextLine[], line: TextLine): number {
  const size = Math.max(run.at(-1)!.size, line.size);
  if (run.length < 3) return LINE_GAP * size;
  return Math.max(LINE_GAP * size, 2.1 * pitchOf(run));
}

function isProse(line: TextLine): boolean {
  return line.chunks.length === 1 && line.words.length >= PROSE_WORDS;
}

function between(horizontal: readonly Rule[], above: Line, below: Line): boolean {
  return horizontal.some((rule) =>
    rule.at < above.base && rule.at > below.base && overlap(rule.from, rule.to, below.x0, below.x1) > 0
  );
}

/**
 * A short run right above another is its heading when the two are no further apart than lines of a table; a run with
 * the same columns goes on with values after a gap or a section's title.
 */
function mergeRuns(runs: readonly TextLine[][], all: readonly TextLine[], horizontal: readonly Rule[]): TextLine[][] {
  const merged: TextLine[][] = [];
  for (const run of runs) {
    const above = merged.at(-1);
    if (above && (belongTogether(above, run, horizontal) || goesOnBelow(above, run, all))) {
      above.push(...linesBetween(above, run, all), ...run);
    } else merged.push([...run]);
  }
  return merged;
}

function belongTogether(above: readonly TextLine[], run: readonly TextLine[], horizontal: readonly Rule[]): boolean {
  const near = above.at(-1)!.base - run[0]!.base <= LINE_GAP * run[0]!.size &&
    overlap(...spanOf(above), ...spanOf(run)) > 0;
  return near && (above.length <= HEADER_LINES - 3 || enclosed(above, run, horizontal));
}

function linesBetween(above: readonly TextLine[], run: readonly TextLine[], all: readonly TextLine[]): TextLine[] {
  return all.filter((line) => line.base < above.at(-1)!.base && line.base > run[0]!.base);
}

/** The same columns, with values from the first line on, not far below, and only short lines between. */
function goesOnBelow(above: readonly TextLine[], run: readonly TextLine[], all: readonly TextLine[]): boolean {
  const between = linesBetween(above, run, all);
  const chain = [above.at(-1)!, ...between, run[0]!];
  const size = run[0]!.size;
  if (
    between.length > MAX_SINGLE || chain.slice(1).some((line, i) => chain[i]!.base - line.base > SECTION_GAP * size)
  ) {
    return false;
  }
  const [x0, x1] = spanOf(above);
  if (between.some((line) => isTabular(line) || line.x1 - line.x0 > 0.5 * (x1 - x0))) return false;
  if (!hasValues(run[0]!) || between.some(isCaption)) return false;
  const columns = (lines: readonly TextLine[]) =>
    separatorsOf(lines.filter(isTabular).map((line) => line.phrases)).length;
  const own = columns(above);
  return own >= 1 && own === columns(run) && columns([...above, ...run]) === own;
}

function enclosed(above: readonly TextLine[], run: readonly TextLine[], horizontal: readonly Rule[]): boolean {
  const [x0, x1] = spanOf([...above, ...run]);
  const wide = horizontal.filter((rule) => overlap(rule.from, rule.to, x0, x1) > 0.8 * (x1 - x0));
  return wide.some((rule) => rule.at > above[0]!.base && rule.at < above[0]!.base + 3 * above[0]!.size) &&
    wide.some((rule) => rule.at < run.at(-1)!.base && rule.at > run.at(-1)!.base - 2 * run[0]!.size);
}

function spanOf(lines: readonly Line[]): [number, number] {
  return [Math.min(...lines.map((line) => line.x0)), Math.max(...lines.map((line) => line.x1))];
}

/**
 * Rules about as wide as the run bound the table: lines between the run and the outermost of them belong to it, as
 * long as they are few and no running text.
 */
function boundByRules(
  run: readonly TextLine[],
  all: readonly TextLine[],
  taken: ReadonlySet<TextLine>,
  horizontal: readonly Rule[],
): Region {
  const own = new Set(run);
  const foreign = (line: TextLine) => isProse(line) || isCaption(line) || taken.has(line) && !own.has(line);
  let [x0, x1] = spanOf(run);
  const alike = (rule: Rule) => {
    const common = overlap(rule.from, rule.to, x0, x1);
    return common > 0.7 * (x1 - x0) && common > 0.6 * (rule.to - rule.from);
  };
  let top = run[0]!.y1, bottom = run.at(-1)!.base;
  let lines = [...run];
  for (const rule of [...horizontal].sort((a, b) => a.at - b.at)) {
    if (rule.at <= top - run[0]!.size || !alike(rule)) continue;
    const gained = all.filter((line) =>
      line.base >= top - 0.1 && line.base < rule.at && overlap(line.x0, line.x1, x0, x1) > 0
    );
    if (gained.length > HEADER_LINES || gained.some(foreign)) break;
    if (!contiguous([rule.at, ...gained.map((line) => line.base), run[0]!.base], run[0]!.size)) break;
    if (closesAnother(rule, gained[0] ?? run[0]!, all) || !keepsColumns(lines, gained)) break;
    lines = [...gained.filter((line) => !lines.includes(line)), ...lines];
    top = rule.at;
    [x0, x1] = spanOf(lines);
  }
  for (const rule of [...horizontal].sort((a, b) => b.at - a.at)) {
    if (rule.at >= bottom || !alike(rule)) continue;
    const gained = all.filter((line) =>
      line.base < bottom - 0.1 && line.base > rule.at && overlap(line.x0, line.x1, x0, x1) > 0
    );
    if (gained.length > HEADER_LINES || gained.some(foreign)) break;
    if (!contiguous([bottom, ...gained.map((line) => line.base), rule.at], run[0]!.size)) break;
    const loose = gained.some((line) => !isTabular(line) && !startsAtColumn(line, run));
    if (loose || !keepsColumns(lines, gained)) break;
    lines = [...lines, ...gained.filter((line) => !lines.includes(line))];
    bottom = rule.at;
  }
  lines.sort((a, b) => b.base - a.base);
  const rules = horizontal.filter((rule) => alike(rule) && rule.at <= top + 1 && rule.at >= bottom - 1)
    .sort((a, b) => b.at - a.at);
  return { lines, rules };
}

/** Headings over several columns may hide columns; lines that hide most of them belong to something else. */
function keepsColumns(lines: readonly TextLine[], gained: readonly TextLine[]): boolean {
  const columns = (some: readonly TextLine[]) =>
    separatorsOf(some.filter(isTabular).map((line) => line.phrases)).length;
  const added = gained.filter(isTabular);
  if (added.length <= 1) return true;
  return columns([...lines, ...added]) * 2 >= columns(lines);
}

/** A wrapped cell begins where its column does; a title in the middle of the page does not. */
function startsAtColumn(line: TextLine, run: readonly TextLine[]): boolean {
  return run.some((other) => other.phrases.some((phrase) => Math.abs(phrase.x0 - line.x0) <= line.size));
}

function contiguous(ys: readonly number[], size: number): boolean {
  return ys.slice(1).every((y, i) => ys[i]! - y <= LINE_GAP * size);
}

/** A rule nearer to a table's line above it than to the line below ends the table above. */
function closesAnother(rule: Rule, below: Line, all: readonly TextLine[]): boolean {
  const above = all.findLast((line) => line.base > rule.at && overlap(line.x0, line.x1, rule.from, rule.to) > 0);
  return above !== undefined && isTabular(above) &&
    above.base - rule.at < 0.8 * (rule.at - below.y1 + 0.2 * below.size);
}

/** Extended regions can meet: the ones with more lines keep what both took; a table taken twice is dropped. */
function withoutOverlaps(regions: readonly Region[]): Region[] {
  const kept: Region[] = [], taken = new Set<TextLine>();
  for (const region of [...regions].sort((a, b) => b.lines.length - a.lines.length)) {
    const lines = region.lines.filter((line) => !taken.has(line));
    if (region.lines.some((line) => taken.has(line) && isTabular(line))) continue;
    for (const line of lines) taken.add(line);
    kept.push({ ...region, lines });
  }
  return kept.sort((a, b) => b.lines[0]!.base - a.lines[0]!.base);
}

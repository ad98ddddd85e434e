/**
 * Which lines are one row: a cell's text may go on in the next line.
 *
 * The main evidence is whether a line break had to be: had the next line's first word fitted into the column, the
 * writer would not have broken the line, and what follows is a row of its own.
 *
 * @module
 */
import { median } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import { isNumeric } from "./numeric.ts";
import { phraseText, type PlacedLine, type PlacedPhrase } from "./placed.ts";

export interface ColumnExtent {
  readonly x0: number;
  readonly x1: number;
}

/** How wide each column's text gets; spanning phrases do not count. */
export function extentsOf(lines: readonly PlacedLine[], columns: number): ColumnExtent[] {
  const extents = Array.from({ length: columns }, () => ({ x0: Infinity, x1: -Infinity }));
  for (const { phrases } of lines) {
    for (const { phrase, from, to } of phrases) {
      if (from !== to) continue;
      extents[from]!.x0 = Math.min(extents[from]!.x0, phrase.x0);
      extents[from]!.x1 = Math.max(extents[from]!.x1, phrase.x1);
    }
  }
  return extents;
}

/** Baselines closer than this, in font sizes, overlap. */
const OVERLAPPING = 0.85;

/** Groups a table's body lines into rows. */
export function rowsFrom(lines: readonly PlacedLine[], columns: number, rules: readonly Rule[]): PlacedLine[][] {
  const banded = bandsOf(lines, rules) ?? bandsByGaps(lines);
  if (banded) return banded;
  const extents = extentsOf(lines, columns), indents = indentsOf(lines);
  const pitch = rowPitch(lines);
  const rows: PlacedLine[][] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    const ruled = row !== undefined &&
      rules.some((rule) => rule.at < row.at(-1)!.line.base && rule.at > line.line.base);
    if (row && !ruled && continuesRow(row, line, extents, indents, pitch)) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

/** Rules between most rows: then what stands between two of them is a row. */
function bandsOf(lines: readonly PlacedLine[], rules: readonly Rule[]): PlacedLine[][] | undefined {
  const bands: PlacedLine[][] = [];
  let inner = 0;
  for (const line of lines) {
    const above = bands.at(-1)?.at(-1);
    const ruled = above !== undefined && rules.some((rule) => rule.at < above.line.base && rule.at > line.line.base);
    if (ruled) inner++;
    if (above && !ruled) bands.at(-1)!.push(line);
    else bands.push([line]);
  }
  const full = lines.filter((line) => isFull(line)).length;
  return inner >= 2 && inner >= 0.6 * (full - 1) ? bands.flatMap(splitByNumbers) : undefined;
}

/** Gaps between rows are larger than those within cells by at least this factor. */
const LARGER = 1.1;
/** Of the rows so many may have no label, or a second line that looks like a row's first. */
const EXCEPTIONS = 0.12;

/**
 * Rows that keep apart further than the lines of their cells: a larger gap begins a row when what stands between two of
 * them then has one label, and no number under another.
 */
export function bandsByGaps(lines: readonly PlacedLine[]): PlacedLine[][] | undefined {
  const gaps = lines.slice(1).map(({ line }, i) => lines[i]!.line.base - line.base);
  const sorted = [...new Set(gaps)].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i]! < LARGER * sorted[i - 1]!) continue;
    const least = (sorted[i]! + sorted[i - 1]!) / 2;
    const bands: PlacedLine[][] = [];
    lines.forEach((line, j) => {
      if (j === 0 || gaps[j - 1]! > least) bands.push([line]);
      else bands.at(-1)!.push(line);
    });
    if (areRows(bands)) return bands;
  }
  return undefined;
}

function areRows(bands: readonly PlacedLine[][]): boolean {
  const several = bands.filter((band) => band.length > 1);
  if (several.length < 2) return false;
  const columns = new Set(bands.flat().flatMap((line) => line.phrases.map((cell) => cell.from))).size;
  const odd = bands.filter((band) =>
    !band.some((line) => line.phrases[0]!.from === 0) || band.filter(isFull).length > 1 ||
    new Set(band.flatMap((line) => line.phrases.map((cell) => cell.from))).size < Math.min(2, columns)
  );
  return odd.length <= EXCEPTIONS * bands.length &&
    bands.every((band) => band.every((line, i) => i === 0 || !numberBelow(band.slice(0, i), line)));
}

/** A number under a number begins a row even between two rules; the label stays with the first. */
function splitByNumbers(band: readonly PlacedLine[]): PlacedLine[][] {
  const rows: PlacedLine[][] = [];
  for (const line of band) {
    const row = rows.at(-1);
    const below = row !== undefined && numberBelow(row, line);
    if (!row) rows.push([line]);
    else if (!below) row.push(line);
    else {
      const label = line.phrases.filter((cell) => cell.to === 0);
      if (label.length > 0) rows[0]!.push({ ...line, phrases: label });
      rows.push([{ ...line, phrases: line.phrases.filter((cell) => cell.to > 0) }]);
    }
  }
  return rows;
}

/** A line with a label and at least one more cell is surely a row's. */
const isFull = (line: PlacedLine): boolean => line.phrases.length >= 2 && line.phrases[0]!.from === 0;

function rowPitch(lines: readonly PlacedLine[]): number {
  const pitches: number[] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    if (above && isFull(above) && isFull(line)) pitches.push(above.line.base - line.line.base);
  });
  return median(pitches);
}

function continuesRow(
  row: readonly PlacedLine[],
  line: PlacedLine,
  extents: readonly ColumnExtent[],
  indents: readonly number[],
  pitch: number,
): boolean {
  const above = row.at(-1)!;
  const gap = above.line.base - line.line.base;
  if (gap > 1.8 * line.line.size) return false;
  // Cells set in the middle of their row's height: lines that overlap cannot be two rows.
  if (gap < OVERLAPPING * line.line.size) return !numberBelow(row, line);
  if (line.phrases.some((cell) => cell.from !== cell.to) || above.phrases.some((cell) => cell.from !== cell.to)) {
    return false;
  }
  const tight = pitch > 0 && gap < 0.8 * pitch;
  const pairs = line.phrases.map((cell) => ({ cell, over: lastIn(row, cell.from) }));
  const label = line.phrases[0]!.from === 0 ? line.phrases[0]! : undefined;
  const labelAbove = lastIn(row, 0);
  const filledAbove = new Set(row.flatMap((part) => part.phrases.map((cell) => cell.from)));
  const broken = ({ cell, over }: { cell: PlacedPhrase; over: PlacedPhrase | undefined }) =>
    over !== undefined && hadToBreak(over, cell, extents[cell.from]!);

  if (label && line.phrases.length > 1) {
    // A full line goes on a row only when all above it was the beginning of its label.
    if (filledAbove.size !== 1 || !labelAbove) return false;
    return goesOn(labelAbove, label, indents) && (tight || broken({ cell: label, over: labelAbove }));
  }
  if (label) {
    if (!labelAbove) return false;
    if (/^[\p{Ll}(]/u.test(phraseText(label.phrase))) return true;
    return (goesOn(labelAbove, label, indents) || tight) && broken({ cell: label, over: labelAbove });
  }
  if (pairs.some(({ cell, over }) => !over && !isText(cell))) return false;
  // Numbers do not go on in the next line.
  if (pairs.some(({ cell, over }) => isNumericCell(cell) && (!over || isNumericCell(over)))) return false;
  return tight || pairs.some(broken) || pairs.every(({ cell, over }) => over !== undefined && unfinished(over, cell));
}

const isNumericCell = (cell: PlacedPhrase): boolean => isNumeric(phraseText(cell.phrase));
const isText = (cell: PlacedPhrase): boolean => !isNumericCell(cell);

/** Whether a number stands clearly below one of the row's. */
function numberBelow(row: readonly PlacedLine[], line: PlacedLine): boolean {
  return line.phrases.some((cell) => {
    const over = lastIn(row, cell.from);
    return cell.from > 0 && over !== undefined && isNumericCell(cell) && isNumericCell(over) &&
      over.phrase.base - cell.phrase.base >= OVERLAPPING * line.line.size;
  });
}

function lastIn(row: readonly PlacedLine[], column: number): PlacedPhrase | undefined {
  for (let i = row.length - 1; i >= 0; i--) {
    const cell = row[i]!.phrases.find((other) => other.from === column && other.to === column);
    if (cell) return cell;
  }
  return undefined;
}

/** The next line's first word would not have fitted. */
function hadToBreak(above: PlacedPhrase, below: PlacedPhrase, extent: ColumnExtent): boolean {
  const word = below.phrase.words[0]!;
  const width = above.phrase.x1 - above.phrase.x0 + 0.3 * above.phrase.size + word.x1 - word.x0;
  return width > extent.x1 - extent.x0 - 0.5 * above.phrase.size;
}

/** Words that go on: a small letter, an opening bracket, or an unfinished line before. */
function unfinished(above: PlacedPhrase, below: PlacedPhrase): boolean {
  return /^[\p{Ll}(&]/u.test(phraseText(below.phrase)) ||
    /([-,/&\u2013(]|\b(and|or|of|the|for|in|to|with|by|from|on|at|a|per))$/i.test(phraseText(above.phrase));
}

/** Where labels begin in rows that follow rows: as far in they are entries of a lower level, and no second lines. */
function indentsOf(lines: readonly PlacedLine[]): number[] {
  return lines.filter((line, i) => isFull(line) && i > 0 && isFull(lines[i - 1]!)).map((line) =>
    line.phrases[0]!.phrase.x0
  );
}

/** A label goes on also when its second line is indented. */
function goesOn(above: PlacedPhrase, below: PlacedPhrase, indents: readonly number[]): boolean {
  if (unfinished(above, below)) return true;
  const before = phraseText(above.phrase), after = phraseText(below.phrase);
  const indented = below.phrase.x0 > above.phrase.x0 + 0.6 * above.phrase.size &&
    !indents.some((x) => Math.abs(x - below.phrase.x0) < 0.2 * below.phrase.size);
  return indented && !/[:.]$/.test(before) && /\s/.test(before) && /^\p{L}/u.test(after) && !isNumeric(after);
}

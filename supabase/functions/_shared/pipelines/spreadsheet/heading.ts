/**
 * Where a table begins and what its columns are called, judged by its first rows.
 *
 * @module
 */
import { levelsOf } from "./heading_levels.ts";
import { dateShapeOf } from "./types/dates.ts";
import { shapeOf, undress } from "./types/numbers.ts";
import { meansNothing, truthOf } from "./types/words.ts";

export type Heading = {
  /** Records before the first row of data: titles, blank lines, the header. */
  skip: number;
  /** The header's cells; null where the table has none. */
  names: string[] | null;
  /** Records before the header that hold something. */
  titles: number;
  columns: number;
};

/** How many records {@link findHeading} wants to see. */
export const HEADING_RECORDS = 200;
const SEARCHED = 30;

const filledOf = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== "").length;
const isNumberOrDate = (cell: string): boolean => {
  const text = cell.trim();
  return shapeOf(undress(text).core) !== "none" || dateShapeOf(text) !== "none";
};
const isTruth = (cell: string): boolean => truthOf(cell.trim()) !== undefined;
const isTyped = (cell: string): boolean => isNumberOrDate(cell) || isTruth(cell);

export function findHeading(records: readonly string[][], wanted: "auto" | "yes" | "no"): Heading {
  const filled = records.map(filledOf);
  const first = filled.findIndex((count) => count > 0);
  if (first < 0) return { skip: 0, names: null, titles: 0, columns: 0 };
  const usual = usualOf(filled.filter((count) => count > 0));
  const found = wanted === "no" ? startOfBody(filled, usual, first) : headerAt(records, filled, usual, first);
  const levels = wanted === "no"
    ? undefined
    : levelsOf(records, found, { isName: (cell) => !isNumberOrDate(cell), isTyped });
  const start = levels?.bottom ?? found;
  const titles = filled.slice(0, levels?.top ?? found).filter((count) => count > 0).length;
  const header = levels?.names ?? records[start]!;
  const body = records.slice(start + 1).filter((_, i) => filled[start + 1 + i]! > 0);
  const isHeader = levels !== undefined || wanted === "yes" || wanted === "auto" && looksLikeHeader(header, body);
  const lengths = (isHeader ? body : [header, ...body]).map(withoutEmptyEnd);
  // A row longer than the header is a mistake of that row, unless most are.
  const usualLength = usualOf(lengths);
  const isUsual = lengths.filter((length) => length === usualLength).length > lengths.length / 2;
  const columns = isHeader
    ? Math.max(withoutEmptyEnd(header), isUsual ? usualLength : 0)
    : Math.max(...lengths.slice(0, 50));
  return isHeader
    ? {
      skip: start + 1,
      names: header.map((cell) => cell.trim()),
      titles,
      columns: Math.max(columns, headerLength(header, body)),
    }
    : { skip: start, names: null, titles, columns };
}

/** A header that ends in nameless cells counts in full when the rows are as long. */
function headerLength(header: readonly string[], body: readonly string[][]): number {
  return body.length > 0 && usualOf(body.map((row) => row.length)) === header.length ? header.length : 0;
}

function withoutEmptyEnd(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === "") length--;
  return length;
}

function usualOf(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** The first record that is nearly as full as the rows usually are: what stands before it are titles. */
function startOfBody(filled: readonly number[], usual: number, first: number): number {
  const found = filled.slice(0, SEARCHED).findIndex((count) => count > 0 && count >= usual * 0.6);
  return found < 0 ? first : found;
}

function headerAt(records: readonly string[][], filled: readonly number[], usual: number, first: number): number {
  const start = startOfBody(filled, usual, first);
  // A header is fuller than a first row of data that lacks values: look one record further up for words only.
  return start > first && filled[start - 1]! >= Math.max(2, usual * 0.5) && !records[start - 1]!.some(isNumberOrDate)
    ? start - 1
    : start;
}

function looksLikeHeader(header: readonly string[], body: readonly string[][]): boolean {
  const named = header.filter((cell) => cell.trim() !== "");
  if (named.length === 0) return false;
  const sample = body.slice(0, 100);
  const valuesOf = (column: number) =>
    sample.map((row) => row[column]?.trim() ?? "").filter((value) => value && !meansNothing(value));
  // "x", "y" and "no" are names, unless they stand above their like.
  const isValue = header.map((cell, column) =>
    isNumberOrDate(cell) || isTruth(cell) && valuesOf(column).some((value) => isTruth(value) && !isNumberOrDate(value))
  );
  const words = header.filter((cell, column) => cell.trim() !== "" && !isValue[column] && !meansNothing(cell.trim()));
  // Years and the like may stand among names.
  if (words.length < named.length * 0.5) return false;
  const typedColumns = header.filter((cell, column) => {
    const values = valuesOf(column);
    return values.length > 0 && cell.trim() !== "" && !isValue[column] &&
      values.filter(isTyped).length > values.length * 0.7;
  }).length;
  if (typedColumns > 0) return true;
  if (words.length < named.length) return false;
  const hasOwnWords = new Set(named.map((cell) => cell.trim())).size === named.length &&
    !header.some((cell, column) => sample.some((row) => cell.trim() !== "" && row[column]?.trim() === cell.trim()));
  return hasOwnWords && named.every((cell) => cell.length <= 80);
}

/** Names for all columns: given ones, else `column_3`; a name that comes again gets a number. */
export function columnNames(given: readonly string[] | null, columns: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: columns }, (_, column) => {
    const base = given?.[column]?.replaceAll(/\s+/g, " ").trim().slice(0, 200) || `column_${column + 1}`;
    for (let n = 1;; n++) {
      const name = n === 1 ? base : `${base}_${n}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  });
}

/**
 * The rows of a sheet's XML. Cells become texts as a person would read them: dates in ISO 8601, numbers with a point.
 *
 * @module
 */
import { textOf } from "./shared_strings.ts";
import type { SharedStrings } from "./text_blocks.ts";
import { attribute, unescapeCell } from "./xml.ts";

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly boolean[];
  readonly is1904: boolean;
}

export interface RowCounts {
  cellsWithValue: number;
  numericCells: number;
  numericSum: number;
  formulas: number;
  errorCells: number;
  lastRow: number;
  lastColumn: number;
}

export const noCounts = (): RowCounts => ({
  cellsWithValue: 0,
  numericCells: 0,
  numericSum: 0,
  formulas: 0,
  errorCells: 0,
  lastRow: 0,
  lastColumn: 0,
});

/** The farthest column a sheet can have. */
const LAST_COLUMN = 16_384;

/**
 * @param xml complete `<row>` elements, whatever stands between them
 * @param take gets the cells of each row from column A to its last one with a value
 */
export function parseRows(
  xml: string,
  context: SheetContext,
  counts: RowCounts,
  take: (cells: string[]) => void,
): void {
  const prefix = /<(\w+:)?row[\s>]/.exec(xml)?.[1] ?? "";
  const open = `<${prefix}row`, close = `</${prefix}row>`, cell = `<${prefix}c`;
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at + 1)) {
    const tagEnd = xml.indexOf(">", at);
    if (tagEnd < 0) return;
    const tag = xml.slice(at, tagEnd);
    if (tag.endsWith("/")) {
      at = tagEnd;
      continue;
    }
    const end = xml.indexOf(close, tagEnd);
    if (end < 0) return;
    const row = Number(attribute(tag, "r")) || counts.lastRow + 1;
    take(cellsOf(xml.slice(tagEnd + 1, end), cell, row, prefix, context, counts));
    at = end;
  }
}

function cellsOf(
  xml: string,
  opening: string,
  row: number,
  prefix: string,
  context: SheetContext,
  counts: RowCounts,
): string[] {
  const cells: string[] = [];
  let column = -1;
  for (let at = xml.indexOf(opening); at >= 0; at = xml.indexOf(opening, at + 1)) {
    const behind = xml[at + opening.length];
    if (behind !== " " && behind !== ">" && behind !== "/" && behind !== "\n") continue;
    const tagEnd = xml.indexOf(">", at);
    if (tagEnd < 0) break;
    const tag = xml.slice(at, tagEnd);
    const reference = attribute(tag, "r");
    column = reference ? columnOf(reference) : column + 1;
    if (tag.endsWith("/")) {
      at = tagEnd;
      continue;
    }
    const end = xml.indexOf(`</${prefix}c>`, tagEnd);
    if (end < 0) break;
    const value = valueOf(tag, xml.slice(tagEnd + 1, end), prefix, context, counts);
    at = end;
    if (value === undefined || column >= LAST_COLUMN) continue;
    counts.cellsWithValue++;
    if (value === "") continue;
    counts.lastRow = Math.max(counts.lastRow, row);
    counts.lastColumn = Math.max(counts.lastColumn, column + 1);
    while (cells.length < column) cells.push("");
    cells[column] = value;
  }
  return cells;
}

/** `BC12` → 54, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + code - 96;
  }
  return column - 1;
}

/** @returns undefined for a cell without a value, an empty text for one with an empty text */
function valueOf(
  tag: string,
  inner: string,
  prefix: string,
  context: SheetContext,
  counts: RowCounts,
): string | undefined {
  if (inner.includes(`<${prefix}f`)) counts.formulas++;
  const type = attribute(tag, "t");
  if (type === "inlineStr") return inner.includes(`<${prefix}is`) ? textOf(inner) : undefined;
  const start = inner.indexOf(`<${prefix}v`);
  const open = start < 0 ? -1 : inner.indexOf(">", start);
  const end = open < 0 ? -1 : inner.indexOf("</", open);
  if (end < 0) return undefined;
  const raw = inner.slice(open + 1, end);
  if (raw === "") return undefined;
  if (type === "s") return context.strings.get(Number(raw));
  if (type === "str") return unescapeCell(raw);
  if (type === "b") return raw === "1" ? "TRUE" : "FALSE";
  if (type === "e") {
    counts.errorCells++;
    return unescapeCell(raw);
  }
  if (type === "d") return raw.replace("T", " ").replace(/\.\d+|Z$/g, "");
  return numberText(raw, context.dateStyles[Number(attribute(tag, "s") ?? 0)] ?? false, context.is1904, counts);
}

/** A number as a person would read it: a date where its style shows one. */
export function numberText(raw: string, isDate: boolean, is1904: boolean, counts: RowCounts): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  counts.numericCells++;
  counts.numericSum += value;
  if (isDate && value >= 0) {
    const text = serialText(value, is1904);
    if (text) return text;
  }
  return shortNumber(value);
}

/** Fifteen digits are what spreadsheets show: 0.1 + 0.2 is 0.3 there. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(15)));

const LAST_SERIAL = 2_958_466;

/** A day's number as ISO 8601; undefined beyond the year 9999. The day 60 of 1900, which never was, is 28 February's next. */
export function serialText(serial: number, is1904: boolean): string | undefined {
  if (serial >= LAST_SERIAL) return undefined;
  const days = is1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const moment = Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000;
  const iso = new Date(moment).toISOString();
  if (serial < 1 && !is1904) return iso.slice(11, 19);
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

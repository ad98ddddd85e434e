/**
 * The rows of a table's XML. Cells become texts as those of other workbooks do: dates in ISO 8601, numbers with a point.
 *
 * @module
 */
import { attribute } from "../xlsx/xml.ts";
import { noCounts, type RowCounts, shortNumber } from "../xlsx/sheet_rows.ts";
import { paragraphsOf } from "./text.ts";

export type OdsCounts = RowCounts & { mergedRanges: number };

export interface OdsRow {
  /** From the first column to the last one with a value. */
  readonly cells: string[];
  /** How often the row stands there, one under the other. */
  readonly times: number;
  /** What is in it, once. */
  readonly counts: OdsCounts;
  /** Where it begins in the XML. */
  readonly start: number;
}

/** The farthest column a table can have. */
const LAST_COLUMN = 16_384;

/** @param xml complete `<table:table-row>` elements, whatever stands between them */
export function* rowsIn(xml: string): Generator<OdsRow> {
  const opening = /<table:table-row(?=[\s/>])[^<>]*>/g;
  for (let found = opening.exec(xml); found; found = opening.exec(xml)) {
    const { index, 0: tag } = found;
    const counts = { ...noCounts(), mergedRanges: 0 };
    const open = index + tag.length;
    const close = tag.endsWith("/>") ? open : xml.indexOf("</table:table-row>", open);
    if (close < 0) return;
    const cells = cellsOf(xml.slice(open, close), counts);
    yield { cells, times: timesOf(tag, "table:number-rows-repeated"), counts, start: index };
    opening.lastIndex = close;
  }
}

function timesOf(tag: string, name: string): number {
  return Math.max(1, Math.trunc(Number(attribute(tag, name) ?? 1)) || 1);
}

function cellsOf(xml: string, counts: OdsCounts): string[] {
  const cells: string[] = [];
  let column = 0;
  const tags = [...xml.matchAll(/<table:(covered-)?table-cell(?=[\s/>])[^<>]*>/g)];
  for (const [i, { 0: tag, 1: covered, index }] of tags.entries()) {
    const times = timesOf(tag, "table:number-columns-repeated");
    // A cell ends before the next: one without an end is not looked through to the end of the row.
    const behind = tag.endsWith("/>") ? "" : xml.slice(index + tag.length, tags[i + 1]?.index);
    const inner = behind.slice(0, Math.max(0, behind.indexOf(`</table:${covered ?? ""}table-cell>`)));
    if (/table:number-(columns|rows)-spanned="(?!1")/.test(tag)) counts.mergedRanges++;
    const value = covered ? undefined : valueOf(tag, inner, times, counts);
    for (let i = 0; i < times && value !== undefined && column + i < LAST_COLUMN; i++) {
      counts.cellsWithValue++;
      if (value === "") continue;
      while (cells.length < column + i) cells.push("");
      cells[column + i] = value;
    }
    column += times;
  }
  return cells;
}

/** @returns undefined for a cell without a value */
function valueOf(tag: string, inner: string, times: number, counts: OdsCounts): string | undefined {
  if (tag.includes(" table:formula=")) counts.formulas += times;
  if (tag.includes(' calcext:value-type="error"')) {
    counts.errorCells += times;
    return paragraphsOf(inner);
  }
  switch (attribute(tag, "office:value-type")) {
    case undefined:
      return undefined;
    case "float":
    case "percentage":
    case "currency": {
      const value = Number(attribute(tag, "office:value") ?? NaN);
      if (!Number.isFinite(value)) return paragraphsOf(inner);
      counts.numericCells += times;
      counts.numericSum += times * value;
      return shortNumber(value);
    }
    case "date":
      return dateText(attribute(tag, "office:date-value") ?? "");
    case "time":
      return timeText(attribute(tag, "office:time-value") ?? "");
    case "boolean":
      return (attribute(tag, "office:boolean-value") ?? paragraphsOf(inner)).toUpperCase();
    default:
      return attribute(tag, "office:string-value") ?? paragraphsOf(inner);
  }
}

const dateText = (value: string): string => value.replace("T00:00:00", "").replace("T", " ").replace(/[.,]\d+$/, "");

/** `PT08H30M00S` → `08:30:00`; what is no such duration stays as it is. */
function timeText(value: string): string {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(value) ?? [];
  return hours === undefined ? value : [hours, minutes!, seconds!].map((part) => part.padStart(2, "0")).join(":");
}

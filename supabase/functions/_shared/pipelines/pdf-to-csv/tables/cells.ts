/**
 * From words and a grid to a table's cells.
 *
 * @module
 */
import { bounds, type Box } from "../../../documents/pdf/geometry.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import { confidenceOf, type Evidence } from "./confidence.ts";
import { textOf } from "./lines.ts";
import type { Cell, Table } from "./table.ts";

/** A cell before its words are text. */
export interface Slot {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  words: Word[];
}

/** Which of the intervals between falling or rising edges a position lies in; -1 outside. */
export function indexIn(edges: readonly number[], at: number): number {
  for (let i = 0; i + 1 < edges.length; i++) {
    if (at >= Math.min(edges[i]!, edges[i + 1]!) && at <= Math.max(edges[i]!, edges[i + 1]!)) return i;
  }
  return -1;
}

export interface TableParts {
  readonly slots: readonly Slot[];
  readonly box: Box;
  /** The index of the first row below the heading. */
  readonly headerRows: number;
  readonly method: Table["method"];
  readonly evidence: Evidence;
}

/** Leaves out rows and columns without any text and turns the words into text. */
export function tableOf(parts: TableParts): Table | undefined {
  const filled = parts.slots.filter((slot) => slot.words.length > 0);
  if (filled.length === 0) return undefined;
  const rowAt = positions(filled.map((slot) => slot.row));
  const columnAt = positions(filled.map((slot) => slot.column));
  const cells = filled.map((slot): Cell => ({
    text: textOf(slot.words),
    box: bounds(slot.words)!,
    row: rowAt.get(slot.row)!,
    column: columnAt.get(slot.column)!,
    rowSpan: spanned(rowAt, slot.row, slot.rowSpan),
    columnSpan: spanned(columnAt, slot.column, slot.columnSpan),
    ...recognised(slot.words),
  })).filter((cell) => cell.text !== "");
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  const shape = { rows: rowAt.size, columns: columnAt.size, cells };
  return {
    ...shape,
    box: parts.box,
    headerRows: [...rowAt.keys()].filter((row) => row < parts.headerRows).length,
    method: parts.method,
    confidence: confidenceOf(shape, parts.evidence),
  };
}

function recognised(words: readonly Word[]): Pick<Cell, "confidence"> {
  const known = words.flatMap((word) => word.confidence ?? []);
  return known.length === 0 ? {} : { confidence: Math.min(...known) };
}

function positions(indexes: readonly number[]): Map<number, number> {
  const distinct = [...new Set(indexes)].sort((a, b) => a - b);
  return new Map(distinct.map((index, position) => [index, position]));
}

function spanned(at: ReadonlyMap<number, number>, from: number, span: number): number {
  let count = 0;
  for (let i = from; i < from + span; i++) if (at.has(i)) count++;
  return Math.max(1, count);
}

/**
 * Where tables go: one sink an output file. Rows come in pieces, as a table may run over thousands of pages; what a
 * sink must remember between two steps is its state.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import type { Chunks } from "./chunks.ts";

export interface TableStart {
  /** From 1. */
  readonly number: number;
  readonly page: number;
  readonly bbox: readonly number[];
  readonly method: string;
  readonly headerRows: number;
}

export interface TableRows {
  readonly page: number;
  readonly bbox: readonly number[];
  readonly rows: readonly (readonly string[])[];
  /** `[row, column, rowSpan, columnSpan, x0, y0, x1, y1]`; rows count from this piece's first. */
  readonly cells: readonly (readonly number[])[];
}

export interface Sink {
  readonly output: string;
  readonly mediaType: string;
  start(table: TableStart, chunks: Chunks): void;
  rows(rows: TableRows, chunks: Chunks): void;
  /** Ends the open table. */
  end(confidence: number, chunks: Chunks): void;
  /** Ends the file. */
  finish(chunks: Chunks): void;
  state(): Json;
}

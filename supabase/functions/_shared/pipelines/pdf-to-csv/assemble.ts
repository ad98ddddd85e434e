/**
 * Assembling: slices become chunks of the output files, a few slices a step; the last step only joins chunks.
 *
 * @module
 */
import type { Run } from "../pipeline.ts";
import { csvOf } from "./csv.ts";
import type { PdfToCsvOptions } from "./options.ts";
import type { PageTable, Slice } from "./slices.ts";
import { continues, headingOf, type Tail, tailOf } from "./stitch.ts";

/** Where the assembly stands between two steps. */
export interface Assembly {
  readonly tables: number;
  readonly rows: number;
  readonly tail: Tail | null;
  /** Regions of the table still open, one for each page it is on. */
  readonly regions: readonly Region[];
  readonly confidence: number;
}

interface Region {
  readonly page: number;
  readonly bbox: readonly number[];
  /** How many rows it holds. */
  readonly rows: number;
}

export const EMPTY: Assembly = { tables: 0, rows: 0, tail: null, regions: [], confidence: 0 };

/** The output files that are written chunk by chunk. */
export const OUTPUTS = {
  "table.csv": "text/csv; charset=utf-8",
  "result.json": "application/json",
  "cells.json": "application/json",
} as const;
export type OutputName = keyof typeof OUTPUTS;
export type Chunks = Record<OutputName, string>;

/** Appends a slice's tables to the chunks. */
export function appendSlice(from: Assembly, slice: Slice, options: PdfToCsvOptions, chunks: Chunks): Assembly {
  let state = from;
  for (const table of slice.tables) {
    const repeated = options.stitch ? continues(state.tail ?? undefined, table) : undefined;
    state = repeated === undefined ? startTable(close(state, chunks), table, chunks) : state;
    state = appendRows(state, table, repeated ?? 0, options, chunks);
  }
  return state;
}

function startTable(state: Assembly, table: PageTable, chunks: Chunks): Assembly {
  const first = state.tables === 0;
  const { page, bbox, method, headerRows } = table;
  const head = JSON.stringify({ page, bbox, method, header_rows: headerRows }).slice(0, -1);
  chunks["result.json"] += `${first ? '{"tables":[' : ","}\n${head},"rows":[`;
  chunks["cells.json"] += `${first ? '{"tables":[' : ","}\n{"cells":[`;
  if (!first) chunks["table.csv"] += "\r\n";
  return { ...state, tables: state.tables + 1, tail: tailOf(table, headingOf(table)), regions: [], confidence: 1 };
}

function appendRows(
  state: Assembly,
  table: PageTable,
  skip: number,
  options: PdfToCsvOptions,
  chunks: Chunks,
): Assembly {
  const rows = table.rows.slice(skip);
  const before = state.regions.reduce((sum, region) => sum + region.rows, 0);
  const cells = table.cells.filter((cell) => cell[0]! >= skip)
    .map(([row, ...rest]) => [row! - skip + before, ...rest.slice(0, 3), table.page, ...rest.slice(3)]);
  const comma = before > 0 ? "," : "";
  if (rows.length > 0) chunks["result.json"] += comma + rows.map((row) => JSON.stringify(row)).join(",");
  if (cells.length > 0) chunks["cells.json"] += comma + cells.map((cell) => JSON.stringify(cell)).join(",");
  chunks["table.csv"] += csvOf(rows, options.delimiter);
  return {
    ...state,
    rows: state.rows + rows.length,
    tail: tailOf(table, state.tail?.heading ?? []),
    regions: [...state.regions, { page: table.page, bbox: table.bbox, rows: rows.length }],
    confidence: Math.min(state.confidence, table.confidence),
  };
}

/** Ends the open table, if there is one. */
function close(state: Assembly, chunks: Chunks): Assembly {
  if (!state.tail) return state;
  chunks["result.json"] += `],"regions":${JSON.stringify(state.regions)},"confidence":${state.confidence}}`;
  chunks["cells.json"] += "]}";
  return { ...state, tail: null, regions: [] };
}

/** Ends the files. */
export function finish(state: Assembly, chunks: Chunks): Assembly {
  const closed = close(state, chunks);
  for (const name of ["result.json", "cells.json"] as const) {
    chunks[name] += closed.tables === 0 ? '{"tables":[]}\n' : "\n]}\n";
  }
  return closed;
}

/** Joins an output's chunks and writes it. */
export async function writeOutput(run: Run<PdfToCsvOptions>, name: OutputName, chunks: number): Promise<void> {
  const parts: Uint8Array[] = [];
  for (let i = 0; i < chunks; i++) parts.push(await run.readPart(chunkName(name, i)));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  await run.write(name, all, OUTPUTS[name]);
}

export const chunkName = (name: OutputName, index: number): string => `chunks/${name}.${index}`;

/**
 * Where the job is. The cursor is small; what a pass has gathered lies in parts whose names follow from the table and the
 * position, so that a step that is repeated, or comes late from a worker that lost its lease, harms nothing.
 *
 * @module
 */
import type { Run } from "../pipeline.ts";
import type { MeasureState } from "./measure.ts";
import type { Preparation } from "./open_tables.ts";
import type { SpreadsheetOptions } from "./options.ts";
import { pack, unpack } from "./sketches/pack.ts";
import type { Position, Table } from "./sources/table_source.ts";
import type { SurveyState } from "./survey.ts";
import type { ColumnReading } from "./types/decide.ts";

/** `position` names the part that holds the state of a pass: {@link START} before its first slice. */
export type Cursor =
  | { at: "open"; file: number }
  | { at: "prepare"; file: number; slice: number; size: number }
  | { at: "type"; table: number; position: number; size: number }
  | { at: "measure"; table: number; position: number; size: number }
  | { at: "describe"; table: number }
  | { at: "clean"; table: number; output: number; chunk: number; offset: number }
  | { at: "report" };

export type SheetRun = Run<SpreadsheetOptions>;

/** The tables of a file, or why it has none. */
export type Opened = { tables: Table[]; preparation: Preparation; error: { type: string; detail: string } | null };

/**
 * What a pass keeps between two slices; `next` is null when the pass is over, `before` the position of the part that this
 * one came from.
 */
export type Passed<State> = { next: Position | null; before: number; state: State };

/** Columns as the first pass found them. */
export type Typed = { readings: ColumnReading[]; names: string[]; skip: number };

/** The second pass; `chunks` are the slices that wrote cleaned rows. */
export type Measured = Passed<MeasureState> & { chunks: [start: number, end: number, bytes: number][] };

export const START = -1;
/** The position of a pass that is over. */
export const END = 9_007_199_254_740_991;

export const PARTS = {
  opened: (file: number) => `files/${file}.bin`,
  preparing: (file: number, slice: number) => `files/${file}/preparing/${slice}.bin`,
  /** The texts that a workbook's sheets share: how many blocks, and each of them. */
  strings: (file: number) => `files/${file}/strings.bin`,
  stringBlock: (file: number, block: number) => `files/${file}/strings/${block}.bin`,
  survey: (table: number, position: number) => `${table}/survey/${position}.bin`,
  typed: (table: number) => `${table}/typed.bin`,
  measure: (table: number, position: number) => `${table}/measure/${position}.bin`,
  clean: (table: number, start: number, end: number) =>
    `${table}/clean/${start === START ? "start" : start}-${end}.csv`,
  described: (table: number) => `${table}/described.bin`,
};

export async function writeState(run: SheetRun, name: string, state: unknown): Promise<void> {
  await run.writePart(name, pack(state));
}

export async function readState<State>(run: SheetRun, name: string): Promise<State> {
  return unpack<State>(await run.readPart(name));
}

/** All tables of all files, in order. */
export async function readTables(run: SheetRun): Promise<Table[]> {
  const opened = await Promise.all(run.files.map((_, file) => readState<Opened>(run, PARTS.opened(file))));
  return opened.flatMap((each) => each.tables);
}

export type { MeasureState, SurveyState };

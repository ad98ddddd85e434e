/**
 * `spreadsheet`: what is in a table, in words, numbers and pictures, and the table cleaned. See README.md beside this file.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Done, Next, Pipeline } from "../pipeline.ts";
import { cleanName, writeClean } from "./clean_output.ts";
import { comparedTables } from "./compare/compared_tables.ts";
import { compareTables, type Side } from "./compare/index.ts";
import { describeSheet } from "./describe/describe_sheet.ts";
import type { SheetDescription } from "./describe/schema.ts";
import { openTables } from "./open_tables.ts";
import { SpreadsheetOptions } from "./options.ts";
import { readMeasured } from "./measuring.ts";
import { measureSlice, surveySlice } from "./passes.ts";
import { prepareSlice } from "./prepare.ts";
import { FIRST_SLICE } from "./slices.ts";
import { STAGES } from "./stages.ts";
import { type Summary, writeReport } from "./write_report.ts";
import {
  type Cursor,
  END,
  type Opened,
  PARTS,
  type Passed,
  readState,
  readTables,
  type SheetRun,
  START,
  type SurveyState,
  writeState,
} from "./work_state.ts";

type Step = Next<Cursor> | Done<Summary>;

export const spreadsheet: Pipeline<SpreadsheetOptions, Cursor, Summary> = {
  kind: "spreadsheet",
  options: SpreadsheetOptions,
  stages: STAGES,
  mainOutput: "report.html",
  step: (run, cursor) => {
    switch (cursor?.at) {
      case undefined:
        return open(run, { at: "open", file: 0 });
      case "open":
        return open(run, cursor);
      case "prepare":
        return prepare(run, cursor);
      case "type":
      case "measure":
        return pass(run, cursor);
      case "describe":
        return describe(run, cursor);
      case "clean":
        return clean(run, cursor);
      case "report":
        return report(run);
    }
  },
};

async function open(run: SheetRun, cursor: Extract<Cursor, { at: "open" }>): Promise<Step> {
  const file = run.files[cursor.file];
  if (!file) {
    throw new JobError("invalid_options", "Cannot start: the job has no file. Upload a CSV file or a workbook.");
  }
  run.report("reading", cursor.file / run.files.length, "Opening the file");
  const opened: Opened = { tables: [], preparation: null, error: null };
  try {
    Object.assign(opened, await openTables(file, cursor.file, run.options));
  } catch (error) {
    // Of several files the readable ones are analysed; the report says what is wrong with the others.
    if (!(error instanceof JobError) || error.transient || run.files.length === 1) throw error;
    opened.error = { type: error.type, detail: error.detail };
    run.fileDone(cursor.file, opened.error);
  }
  await writeState(run, PARTS.opened(cursor.file), opened);
  return { next: { at: "prepare", file: cursor.file, slice: 0, size: FIRST_SLICE } };
}

async function prepare(run: SheetRun, cursor: Extract<Cursor, { at: "prepare" }>): Promise<Step> {
  const opened = await readState<Opened>(run, PARTS.opened(cursor.file));
  const { next, fraction } = await prepareSlice(run, cursor, opened);
  run.report("reading", (cursor.file + fraction) / run.files.length, "Reading the workbook");
  return next ? { next } : afterFile(run, cursor.file, opened);
}

async function afterFile(run: SheetRun, file: number, opened: Opened): Promise<Step> {
  const next = file + 1;
  run.report("reading", next / run.files.length);
  if (next < run.files.length) return { next: { at: "open", file: next } };
  if ((await readTables(run)).length === 0) {
    throw new JobError("no_table", opened.error?.detail ?? `There is no table in ${run.files[file]!.name}.`);
  }
  return { next: { at: "type", table: 0, position: START, size: FIRST_SLICE } };
}

async function pass(run: SheetRun, cursor: Extract<Cursor, { at: "type" | "measure" }>): Promise<Step> {
  const tables = await readTables(run);
  const table = tables[cursor.table]!;
  const isTyping = cursor.at === "type";
  const done = cursor.at === "type" ? await surveySlice(run, table, cursor) : await measureSlice(run, table, cursor);
  const rows = `${done.rows.toLocaleString("en")} row${done.rows === 1 ? "" : "s"}`;
  const where = table.sheet ?? run.files[table.file]!.name;
  run.report(
    isTyping ? "typing" : "measuring",
    (cursor.table + done.fraction) / tables.length,
    `${isTyping ? "Telling the types" : "Measuring the columns"} of ${where}: ${rows}`,
  );
  if (done.position !== END) return { next: { ...cursor, position: done.position, size: done.size } };
  if (cursor.table + 1 < tables.length) {
    return { next: { at: cursor.at, table: cursor.table + 1, position: START, size: FIRST_SLICE } };
  }
  return {
    next: isTyping ? { at: "measure", table: 0, position: START, size: FIRST_SLICE } : { at: "describe", table: 0 },
  };
}

async function describe(run: SheetRun, cursor: Extract<Cursor, { at: "describe" }>): Promise<Step> {
  const tables = await readTables(run);
  const table = tables[cursor.table]!;
  const { measure, typed } = await readMeasured(run, cursor.table);
  const { state: survey } = await readState<Passed<SurveyState>>(run, PARTS.survey(cursor.table, END));
  const file = run.files[table.file]!.name;
  const described = describeSheet({ file, table, names: typed.names, survey, measure });
  measure.release();
  await writeState(run, PARTS.described(cursor.table), described);
  run.report("writing", 0.3 * (cursor.table + 1) / tables.length, "Describing the columns");
  if (cursor.table + 1 < tables.length) return { next: { at: "describe", table: cursor.table + 1 } };
  return { next: { at: "clean", table: 0, output: 0, chunk: 0, offset: 0 } };
}

async function clean(run: SheetRun, cursor: Extract<Cursor, { at: "clean" }>): Promise<Step> {
  const tables = await readTables(run);
  run.report("writing", 0.3 + 0.6 * cursor.table / tables.length, "Writing the cleaned table");
  const described = await readState<SheetDescription>(run, PARTS.described(cursor.table));
  const next = described.column_count === 0 ? undefined : await writeClean(run, cursor, described.file);
  if (next) return { next };
  const outputs = described.column_count === 0 ? 0 : cursor.output + 1;
  described.clean = Array.from({ length: outputs }, (_, output) => cleanName(cursor.table, output));
  await writeState(run, PARTS.described(cursor.table), described);
  if (cursor.table + 1 < tables.length) {
    return { next: { at: "clean", table: cursor.table + 1, output: 0, chunk: 0, offset: 0 } };
  }
  return { next: { at: "report" } };
}

async function report(run: SheetRun): Promise<Step> {
  run.report("writing", 0.9, "Writing the report");
  const opened = await Promise.all(run.files.map((_, file) => readState<Opened>(run, PARTS.opened(file))));
  const sheets: SheetDescription[] = [];
  for (let table = 0; table < opened.flatMap((each) => each.tables).length; table++) {
    sheets.push(await readState<SheetDescription>(run, PARTS.described(table)));
  }
  const unreadable = opened.flatMap(({ error }, file) => error ? [{ file: run.files[file]!.name, ...error }] : []);
  const comparison = await compare(run, opened, sheets);
  const summary = await writeReport(run, sheets, unreadable, comparison);
  opened.forEach(({ error }, file) => error === null && run.fileDone(file));
  return { done: summary };
}

async function compare(run: SheetRun, opened: readonly Opened[], sheets: readonly SheetDescription[]) {
  const pair = comparedTables(opened.flatMap((each) => each.tables), run.files.length);
  if (!pair) return null;
  const [before, after] = await Promise.all(pair.map(async (table): Promise<Side> => {
    const { measure } = await readMeasured(run, table);
    return { described: sheets[table]!, measure };
  }));
  const comparison = compareTables(before!, after!);
  for (const side of [before!, after!]) side.measure.release();
  return comparison;
}

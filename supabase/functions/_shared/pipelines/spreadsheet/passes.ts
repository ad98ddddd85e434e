/**
 * One slice of one pass over one table.
 *
 * @module
 */
import { release } from "../../documents/bytes.ts";
import { JobError } from "../../jobs/errors.ts";
import { comparedTables } from "./compare/compared_tables.ts";
import { sharedColumns } from "./compare/shared_columns.ts";
import { columnNames } from "./heading.ts";
import { leave, takeUp } from "./measuring.ts";
import { pack, releaseArrays } from "./sketches/pack.ts";
import { counted, inFittingSlice, nextSize, sizeNow, TimedFile } from "./slices.ts";
import { stringsOf } from "./shared_texts.ts";
import { csvSource } from "./sources/csv_source.ts";
import { odsSource } from "./sources/ods_source.ts";
import { xlsSource } from "./sources/xls_source.ts";
import { xlsxSource } from "./sources/xlsx_source.ts";
import type { Table, TableSource } from "./sources/table_source.ts";
import { Survey, type SurveyState } from "./survey.ts";
import { decideReadings } from "./types/decide.ts";
import { ShapeCounts } from "./types/shapes.ts";
import {
  type Cursor,
  END,
  type Measured,
  PARTS,
  type Passed,
  readState,
  readTables,
  type SheetRun,
  START,
  type Typed,
  writeState,
} from "./work_state.ts";

interface SliceDone {
  /** Where the pass goes on; {@link END} when it is over. */
  readonly position: number;
  readonly size: number;
  readonly fraction: number;
  readonly rows: number;
}

type Pass = Extract<Cursor, { at: "type" | "measure" }>;
type SurveyCursor = Extract<Cursor, { at: "type" }>;
type MeasureCursor = Extract<Cursor, { at: "measure" }>;

export function surveySlice(run: SheetRun, table: Table, cursor: SurveyCursor): Promise<SliceDone> {
  return inFittingSlice(inputOf(run, table).name, cursor.size, (size) => survey(run, table, { ...cursor, size }));
}

export function measureSlice(run: SheetRun, table: Table, cursor: MeasureCursor): Promise<SliceDone> {
  return inFittingSlice(inputOf(run, table).name, cursor.size, (size) => measure(run, table, { ...cursor, size }));
}

async function survey(run: SheetRun, table: Table, cursor: SurveyCursor): Promise<SliceDone> {
  const file = new TimedFile(inputOf(run, table));
  const source = await sourceOf(run, table, file);
  const passed = cursor.position === START
    ? undefined
    : await readState<Passed<SurveyState>>(run, PARTS.survey(cursor.table, cursor.position));
  if (passed) await dropBefore(run, cursor, passed.before, PARTS.survey);
  const started = performance.now();
  const seen = new Survey(passed?.state, file.name, run.options.header, source.hasFixedRows);
  const size = sizeNow(cursor.size, run.budget);
  const { next, fraction, notes } = await source.read(passed?.next ?? null, size, counted(seen.add));
  const worked = performance.now() - started - file.waitedMs;
  seen.note(notes);
  if (!next) seen.finish();
  const state = seen.state();
  const position = next?.at ?? END;
  await writeState(run, PARTS.survey(cursor.table, position), { next, before: cursor.position, state });
  if (!next) await writeState(run, PARTS.typed(cursor.table), typed(run, table, state));
  return { position, size: nextSize(cursor.size, worked), fraction, rows: state.rows };
}

function typed(run: SheetRun, table: Table, { heading, counts }: SurveyState): Typed {
  const shapes = new ShapeCounts(counts);
  const { decimal, dates } = run.options;
  const delimiter = "csv" in table.source ? table.source.csv.dialect.delimiter : null;
  // A workbook's numbers and dates are no text: they have been written out with a point and as ISO 8601.
  const readings = decideReadings(shapes, { decimal: delimiter === null ? "point" : decimal, dates, delimiter });
  return { readings, names: columnNames(heading?.names ?? null, shapes.columns), skip: heading?.skip ?? 0 };
}

async function measure(run: SheetRun, table: Table, cursor: MeasureCursor): Promise<SliceDone> {
  const file = new TimedFile(inputOf(run, table));
  const source = await sourceOf(run, table, file);
  const typed = await readState<Typed>(run, PARTS.typed(cursor.table));
  const { next: from, before, chunks, measure } = await takeUp(
    run,
    cursor,
    typed,
    await comparedBy(run, cursor.table, typed.names),
  );
  if (before !== null) await dropBefore(run, cursor, before, PARTS.measure);
  const started = performance.now();
  const size = sizeNow(cursor.size, run.budget);
  const { next, fraction } = await source.read(from, size, counted(measure.add));
  const read = performance.now();
  const worked = read - started - file.waitedMs;
  const position = next?.at ?? END;
  const cleaned = measure.takeCleaned();
  const passed = {
    next,
    before: cursor.position,
    chunks: [...chunks, [cursor.position, position, cleaned.length] satisfies Measured["chunks"][number]],
  };
  const state = measure.state();
  const packed = pack({ ...passed, state } satisfies Measured);
  releaseArrays(state);
  const fixed = performance.now() - read;
  await run.writePart(PARTS.clean(cursor.table, cursor.position, position), cleaned);
  await run.writePart(PARTS.measure(cursor.table, position), packed);
  [cleaned, packed].forEach(release);
  if (next) leave(run, { ...passed, table: cursor.table, position, measure });
  else measure.release();
  return { position, size: nextSize(cursor.size, worked, fixed), fraction, rows: measure.rows };
}

/** A slice that holds no whole row ends where it began: then the part before is this one. */
async function dropBefore(run: SheetRun, { table, position }: Pass, before: number, part: typeof PARTS.survey) {
  if (before !== position) await run.dropParts([part(table, before)]);
}

/** Of two files the first tables are compared: by which columns, and null for all, or for no comparison. */
async function comparedBy(run: SheetRun, table: number, names: readonly string[]): Promise<number[] | null> {
  const pair = comparedTables(await readTables(run), run.files.length);
  const other = pair?.find((each) => each !== table);
  if (!pair?.includes(table) || other === undefined) return null;
  return sharedColumns(names, (await readState<Typed>(run, PARTS.typed(other))).names);
}

function inputOf(run: SheetRun, table: Table) {
  const file = run.files[table.file];
  if (!file) throw new JobError("invalid_options", "Cannot go on: a file of the job is not there any more.");
  return file;
}

async function sourceOf(run: SheetRun, table: Table, file: TimedFile): Promise<TableSource> {
  if ("csv" in table.source) return csvSource(file, table.source.csv);
  if ("ods" in table.source) return odsSource(file, table.source.ods.entry, table.source.ods.place);
  const strings = await stringsOf(run, table.file);
  if ("xls" in table.source) {
    const { stream, start, ...styles } = table.source.xls;
    return xlsSource(file, stream, start, { strings, ...styles });
  }
  const { entry, ...styles } = table.source.xlsx;
  return xlsxSource(file, entry, { strings, ...styles });
}

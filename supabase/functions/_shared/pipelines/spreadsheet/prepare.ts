/**
 * What must be gone through before a file's tables can be read, a slice at a time: texts that a workbook's sheets share,
 * or, in ODS, where the tables begin.
 *
 * @module
 */
import { findTables, TABLES_START, type TablesState } from "../../documents/ods/tables.ts";
import { readSharedTexts, sharedTextsAt, type SharedTextsState } from "../../documents/xls/strings.ts";
import { readStrings, STRINGS_START, type StringsState } from "../../documents/xlsx/shared_strings.ts";
import type { TextBlock } from "../../documents/xlsx/text_blocks.ts";
import { isWanted, type Preparation } from "./open_tables.ts";
import { nextSize, sizeNow, TimedFile } from "./slices.ts";
import type { Table } from "./sources/table_source.ts";
import { type Cursor, type Opened, PARTS, readState, type SheetRun, writeState } from "./work_state.ts";

type PrepareCursor = Extract<Cursor, { at: "prepare" }>;

interface Prepared {
  /** Null when it is done. */
  readonly next: PrepareCursor | null;
  readonly fraction: number;
}

/** Reads a slice; the last one writes the texts, or adds the tables to what was found when the file was opened. */
export async function prepareSlice(run: SheetRun, cursor: PrepareCursor, opened: Opened): Promise<Prepared> {
  const { preparation } = opened;
  const file = new TimedFile(run.files[cursor.file]!);
  if (preparation === null) {
    if (opened.tables.length > 0) await writeState(run, PARTS.strings(cursor.file), { blocks: 0 });
    return { next: null, fraction: 1 };
  }
  const before = cursor.slice === 0 ? undefined : await readState<StringsState & TablesState & SharedTextsState>(
    run,
    PARTS.preparing(cursor.file, cursor.slice - 1),
  );
  const started = performance.now(), size = sizeNow(cursor.size, run.budget);
  const { state, block } = await read(file, preparation, before, size);
  const worked = performance.now() - started - file.waitedMs;
  if (block) await writeState(run, PARTS.stringBlock(cursor.file, cursor.slice), block);
  if (!state.isDone) {
    await writeState(run, PARTS.preparing(cursor.file, cursor.slice), state);
    await run.dropParts([PARTS.preparing(cursor.file, cursor.slice - 2)]);
    const next = {
      ...cursor,
      slice: cursor.slice + 1,
      size: nextSize(cursor.size, worked),
    };
    const read = "entry" in state ? state.entry.inflate.input : state.record;
    return { next, fraction: Math.min(1, read / file.bytes) };
  }
  if ("tables" in state) await writeTables(run, cursor.file, opened, state);
  else await writeState(run, PARTS.strings(cursor.file), { blocks: cursor.slice + 1 });
  return { next: null, fraction: 1 };
}

async function read(
  file: TimedFile,
  preparation: NonNullable<Preparation>,
  before: StringsState & TablesState & SharedTextsState | undefined,
  size: number,
): Promise<{ state: StringsState | TablesState | SharedTextsState; block?: TextBlock }> {
  switch (preparation.kind) {
    case "xlsx":
      return readStrings(file, preparation.entry, before ?? STRINGS_START, size);
    case "xls":
      return readSharedTexts(file, preparation.stream, before ?? sharedTextsAt(preparation.strings), size);
    case "ods":
      return { state: await findTables(file, preparation.entry, before ?? TABLES_START, size) };
  }
}

async function writeTables(run: SheetRun, file: number, opened: Opened, { tables }: TablesState) {
  if (opened.preparation?.kind !== "ods") return;
  const { entry } = opened.preparation;
  opened.tables = tables.filter(isWanted(run.options)).map(({ name, state, place }): Table => ({
    file,
    sheet: name,
    state,
    source: { ods: { entry, place } },
  }));
  await writeState(run, PARTS.opened(file), opened);
}

/**
 * Which tables a file holds, by its content.
 *
 * @module
 */
import { detectFormat } from "../../documents/csv/reader.ts";
import { contentOf } from "../../documents/ods/tables.ts";
import type { Extents } from "../../documents/xls/compound.ts";
import { readXlsWorkbook } from "../../documents/xls/workbook.ts";
import { readWorkbook } from "../../documents/xlsx/workbook.ts";
import { readDirectory, type ZipEntry } from "../../documents/zip/zip.ts";
import type { InputFile } from "../pipeline.ts";
import { delimiterOf, type SpreadsheetOptions } from "./options.ts";
import type { Table } from "./sources/table_source.ts";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

/** What must be gone through before the tables can be read; null: nothing. */
export type Preparation =
  /** The texts that an XLSX workbook's sheets share. */
  | { kind: "xlsx"; entry: ZipEntry }
  /** Those of an XLS workbook: where they begin in its stream. */
  | { kind: "xls"; stream: Extents; strings: number }
  /** The content of an ODS file, for the tables in it. */
  | { kind: "ods"; entry: ZipEntry }
  | null;

export interface FoundTables {
  readonly tables: Table[];
  readonly preparation: Preparation;
}

/** @throws {JobError} that says what the file is instead of a table */
export async function openTables(file: InputFile, index: number, options: SpreadsheetOptions): Promise<FoundTables> {
  const head = await file.readRange(0, Math.min(file.bytes, 4096));
  if (startsWith(head, OLE)) return await openXls(file, index, options);
  if (!startsWith(head, ZIP)) {
    const format = await detectFormat(file, delimiterOf(options));
    return { tables: [{ file: index, sheet: null, state: "visible", source: { csv: format } }], preparation: null };
  }
  const entries = await readDirectory(file);
  const content = await contentOf(file, entries);
  if (content) return { tables: [], preparation: { kind: "ods", entry: content } };
  return await openXlsx(file, index, options, entries);
}

/** Whether a sheet is wanted, which may be hidden. */
export const isWanted = (options: SpreadsheetOptions) => ({ state }: Pick<Table, "state">): boolean =>
  options.hidden || state === "visible";

async function openXlsx(
  file: InputFile,
  index: number,
  options: SpreadsheetOptions,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<FoundTables> {
  const { sheets, strings, dateStyles, is1904 } = await readWorkbook(file, entries);
  return {
    tables: sheets.filter(isWanted(options)).map(({ name, state, entry }): Table => ({
      file: index,
      sheet: name,
      state,
      source: { xlsx: { entry, dateStyles, is1904 } },
    })),
    preparation: strings && { kind: "xlsx", entry: strings },
  };
}

async function openXls(file: InputFile, index: number, options: SpreadsheetOptions): Promise<FoundTables> {
  const { sheets, stream, strings, dateStyles, is1904 } = await readXlsWorkbook(file);
  return {
    tables: sheets.filter(isWanted(options)).map(({ name, state, start }): Table => ({
      file: index,
      sheet: name,
      state,
      source: { xls: { stream, start, dateStyles, is1904 } },
    })),
    preparation: strings === null ? null : { kind: "xls", stream, strings },
  };
}

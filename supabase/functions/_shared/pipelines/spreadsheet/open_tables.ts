/**
 * Which tables a file holds, by its content.
 *
 * @module
 */
import { detectFormat } from "../../documents/csv/reader.ts";
import { readWorkbook } from "../../documents/xlsx/workbook.ts";
import type { ZipEntry } from "../../documents/xlsx/zip.ts";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../pipeline.ts";
import { delimiterOf, type SpreadsheetOptions } from "./options.ts";
import type { Table } from "./sources/table_source.ts";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

export interface FoundTables {
  readonly tables: Table[];
  /** The texts that a workbook's sheets share, to be read before them. */
  readonly strings: ZipEntry | null;
}

/** @throws {JobError} that says what the file is instead of a table */
export async function openTables(file: InputFile, index: number, options: SpreadsheetOptions): Promise<FoundTables> {
  const head = await file.readRange(0, Math.min(file.bytes, 4096));
  if (startsWith(head, ZIP)) return await openWorkbook(file, index, options);
  if (startsWith(head, OLE)) {
    throw new JobError(
      "unsupported_format",
      `Cannot read ${file.name}: it is a workbook in the old binary format (.xls). Open it in a spreadsheet program, save it as .xlsx and upload that.`,
    );
  }
  const format = await detectFormat(file, delimiterOf(options));
  return { tables: [{ file: index, sheet: null, state: "visible", source: { csv: format } }], strings: null };
}

async function openWorkbook(file: InputFile, index: number, options: SpreadsheetOptions): Promise<FoundTables> {
  const { sheets, strings, dateStyles, is1904 } = await readWorkbook(file);
  const wanted = sheets.filter((sheet) => options.hidden || sheet.state === "visible");
  return {
    tables: wanted.map(({ name, state, entry }): Table => ({
      file: index,
      sheet: name,
      state,
      source: { xlsx: { entry, dateStyles, is1904 } },
    })),
    strings,
  };
}

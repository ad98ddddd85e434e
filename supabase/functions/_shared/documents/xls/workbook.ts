/**
 * What a workbook in the old binary format says of itself ([MS-XLS], BIFF8: Excel 97 to 2003).
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { RangeFile } from "../csv/reader.ts";
import { isDateFormat } from "../xlsx/date_formats.ts";
import { corrupt } from "../zip/zip.ts";
import { CorruptCompound, type Extents, readStream, readStreams } from "./compound.ts";
import { type BiffRecord, RECORD, recordsIn } from "./records.ts";
import { textAt } from "./strings.ts";

export type XlsSheet = { name: string; state: "visible" | "hidden"; start: number };

export type XlsWorkbook = {
  stream: Extents;
  sheets: XlsSheet[];
  /** Where the texts that cells share begin; null when there are none. */
  strings: number | null;
  dateStyles: boolean[];
  is1904: boolean;
};

const WINDOW = 256 * 1024;
const MOST_BYTES = 64 * 1024 * 1024;
/** Texts come in records of 8 KB; of other ones a workbook has some thousands. */
const MOST_RECORDS = 100_000;
const MOST_SHEETS = 100;
const BIFF8 = 0x0600;

export async function readXlsWorkbook(file: RangeFile): Promise<XlsWorkbook> {
  const streams = await readStreams(file, ["Workbook", "Book", "EncryptedPackage"]).catch((error) => {
    throw error instanceof CorruptCompound ? corrupt(file, error) : error;
  });
  if (streams.has("EncryptedPackage")) throw encrypted(file);
  const stream = streams.get("Workbook");
  if (!stream) throw streams.has("Book") ? tooOld(file) : corrupt(file);
  const workbook: XlsWorkbook = { stream, sheets: [], strings: null, dateStyles: [], is1904: false };
  const formats = new Map<number, string>(), styles: number[] = [];
  for await (const { record, at } of globalsOf(file, stream)) {
    const { type, data } = record;
    if (type === RECORD.begin && data.getUint16(0, true) !== BIFF8) throw tooOld(file);
    else if (type === RECORD.password) throw encrypted(file);
    else if (type === RECORD.date1904) workbook.is1904 = data.getUint16(0, true) === 1;
    else if (type === RECORD.format) formats.set(data.getUint16(0, true), textAt(data, 2));
    else if (type === RECORD.style) styles.push(data.getUint16(2, true));
    else if (type === RECORD.sheet) workbook.sheets.push(...sheetOf(data));
    else if (type === RECORD.strings) {
      workbook.strings = at;
      // Behind the texts, which may be megabytes, stands nothing of use but sheets that are not in their place.
      if (workbook.sheets.length > 0) break;
    }
  }
  if (workbook.sheets.length === 0) throw corrupt(file);
  workbook.sheets.splice(MOST_SHEETS);
  workbook.dateStyles = styles.map((format) => isDateFormat(format, formats.get(format)));
  return workbook;
}

/** A chart or a macro sheet is no table. */
function sheetOf(data: DataView): XlsSheet[] {
  if (data.getUint8(5) !== 0) return [];
  const state = (data.getUint8(4) & 3) === 0 ? "visible" : "hidden";
  return [{ name: textAt(data, 6, true), state, start: data.getUint32(0, true) }];
}

/** The records before the first sheet. */
async function* globalsOf(file: RangeFile, stream: Extents): AsyncGenerator<{ record: BiffRecord; at: number }> {
  for (let from = 0, records = 0; from < MOST_BYTES;) {
    let read = 0;
    for (const record of recordsIn(await readStream(file, stream, from, from + WINDOW))) {
      if (++records > MOST_RECORDS) throw corrupt(file);
      if (from + record.at === 0 && record.type !== RECORD.begin) throw corrupt(file);
      if (record.type === RECORD.end) return;
      try {
        yield { record, at: from + record.at };
      } catch (error) {
        throw error instanceof RangeError ? corrupt(file, error) : error;
      }
      read = record.at + 4 + record.data.byteLength;
    }
    if (read === 0) return;
    from += read;
  }
}

function encrypted(file: RangeFile): JobError {
  return new JobError(
    "encrypted_file",
    `Cannot read ${file.name}: it is protected by a password. Save it without one and upload it again.`,
  );
}

function tooOld(file: RangeFile): JobError {
  return new JobError(
    "unsupported_format",
    `Cannot read ${file.name}: it was saved by a program older than Excel 97. Open it in a spreadsheet program, save it as .xlsx and upload that.`,
  );
}

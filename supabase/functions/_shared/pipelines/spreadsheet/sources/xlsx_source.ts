import { noCounts, parseRows, type SheetContext } from "../../../documents/xlsx/sheet_rows.ts";
import { joined, release } from "../../../documents/bytes.ts";
import { lastClosing } from "../../../documents/xlsx/shared_strings.ts";
import { refuseDoctype } from "../../../documents/xlsx/xml.ts";
import { ENTRY_START, type EntryState, readEntry, type ZipEntry } from "../../../documents/zip/zip.ts";
import type { RangeFile } from "../../../documents/csv/reader.ts";
import { JobError } from "../../../jobs/errors.ts";
import type { Position, TableSource } from "./table_source.ts";

/** What a sheet may grow to: more is a bomb, or better sent as CSV. */
const MOST_XML = 512 * 1024 * 1024;
const MOST_PENDING = 4 * 1024 * 1024;

type SheetPosition = Position & { entry: EntryState; pending: Uint8Array; lastRow: number; numericSum: number };

/** The rows of one sheet of an XLSX workbook. */
export function xlsxSource(file: RangeFile, entry: ZipEntry, context: SheetContext): TableSource {
  return {
    hasFixedRows: false,
    async read(position, size, take) {
      const from = position as SheetPosition | null;
      const slice = await readEntry(file, entry, from?.entry ?? ENTRY_START, size, MOST_XML);
      const bytes = joined([from?.pending ?? new Uint8Array(), slice.bytes]);
      release(slice.bytes);
      const cut = slice.isEnd ? bytes.length : lastClosing(bytes, "row");
      const pending = withoutBlanks(bytes.slice(cut));
      if (pending.length > MOST_PENDING) {
        throw new JobError(
          "row_too_long",
          `Cannot read ${file.name}: it has a row of more than 4 MB. Save the table as CSV and upload that.`,
        );
      }
      const xml = new TextDecoder().decode(bytes.subarray(0, cut));
      release(bytes);
      if (!from) refuseDoctype(xml + new TextDecoder().decode(pending.subarray(0, 1000)), file.name);
      const { lastRow = 0, numericSum = 0 } = from ?? {};
      const counts = { ...noCounts(), lastRow, numericSum };
      parseRows(xml, context, counts, take);
      const at = slice.state.inflate.output - pending.length;
      const mergedRanges = slice.isEnd ? xml.match(/<(?:\w+:)?mergeCell\s/g)?.length ?? 0 : 0;
      return {
        next: slice.isEnd ? null : {
          at,
          entry: slice.state,
          pending,
          lastRow: counts.lastRow,
          numericSum: counts.numericSum,
        } as SheetPosition,
        fraction: entry.compressed === 0 ? 1 : Math.min(1, slice.state.inflate.input / entry.compressed),
        notes: { ...counts, mergedRanges },
      };
    },
  };
}

/** White space between two rows: a bomb may be made of it. */
function withoutBlanks(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length < 1024) return bytes;
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)
    ? new Uint8Array()
    : bytes;
}

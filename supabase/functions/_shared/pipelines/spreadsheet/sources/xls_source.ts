import type { RangeFile } from "../../../documents/csv/reader.ts";
import { type Extents, readStream } from "../../../documents/xls/compound.ts";
import { type SheetPlace, SheetRows } from "../../../documents/xls/sheet_rows.ts";
import { corrupt } from "../../../documents/zip/zip.ts";
import { noCounts, type SheetContext } from "../../../documents/xlsx/sheet_rows.ts";
import type { Position, TableSource } from "./table_source.ts";

/** No row is longer: what stands behind it are pictures and the like. */
const LONGEST_ROW = 4 * 1024 * 1024;

type SheetPosition = Position & SheetPlace & { lastRow: number; numericSum: number };

/** The rows of one sheet of a workbook in the old binary format; `start` and positions count in its stream. */
export function xlsSource(file: RangeFile, stream: Extents, start: number, context: SheetContext): TableSource {
  const total = stream.reduce((sum, each, i) => i % 2 === 1 ? sum + each : sum, 0);
  return {
    hasFixedRows: false,
    async read(position, size, take) {
      const from = (position ?? { at: start, depth: 0, lastRow: 0, numericSum: 0 }) as SheetPosition;
      for (let wanted = size;; wanted *= 4) {
        const bytes = await readStream(file, stream, from.at, from.at + wanted);
        const isRest = from.at + bytes.length >= total;
        const counts = { ...noCounts(), mergedRanges: 0, lastRow: from.lastRow, numericSum: from.numericSum },
          rows: string[][] = [];
        const reader = new SheetRows(from, context, counts, (cells) => rows.push(cells));
        const slice = reading(file, () => reader.read(bytes, isRest || wanted >= LONGEST_ROW));
        if (!slice && !isRest && wanted < LONGEST_ROW) continue;
        rows.forEach(take);
        const seen = slice?.counts ?? counts;
        const { lastRow, numericSum } = seen;
        const next = slice?.next && !isRest ? { ...slice.next, lastRow, numericSum } as SheetPosition : null;
        return {
          next,
          fraction: next ? Math.min(1, (next.at - start) / Math.max(1, total - start)) : 1,
          notes: seen,
        };
      }
    },
  };
}

function reading<T>(file: RangeFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? corrupt(file, error) : error;
  }
}

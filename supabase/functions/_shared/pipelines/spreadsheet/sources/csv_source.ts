import { type CsvFormat, type RangeFile, readCsv } from "../../../documents/csv/reader.ts";
import type { TableSource } from "./table_source.ts";

export function csvSource(file: RangeFile, format: CsvFormat): TableSource {
  return {
    hasFixedRows: true,
    async read(position, size, take) {
      const { next, strayQuotes, foreignLines } = await readCsv(file, format, position?.at ?? 0, size, take);
      const isEnd = next >= file.bytes;
      return { next: isEnd ? null : { at: next }, fraction: next / file.bytes, notes: { strayQuotes, foreignLines } };
    },
  };
}

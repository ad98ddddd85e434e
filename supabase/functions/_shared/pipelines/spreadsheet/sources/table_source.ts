/**
 * Where rows come from: a text file, or a sheet of a workbook. Both are read in slices from a position that says all.
 *
 * @module
 */
import type { CsvFormat } from "../../../documents/csv/reader.ts";
import type { ContentPlace } from "../../../documents/ods/tables.ts";
import type { Extents } from "../../../documents/xls/compound.ts";
import type { ZipEntry } from "../../../documents/zip/zip.ts";

/** How cells of a workbook are to be read. */
type CellStyles = { dateStyles: boolean[]; is1904: boolean };

/** A table as it was found when its file was opened. May hold typed arrays. */
export type Table = {
  /** Index into the job's files. */
  file: number;
  /** The sheet's name; null for a text file. */
  sheet: string | null;
  state: "visible" | "hidden";
  source:
    | { csv: CsvFormat }
    | { xlsx: CellStyles & { entry: ZipEntry } }
    | { xls: CellStyles & { stream: Extents; start: number } }
    | { ods: { entry: ZipEntry; place: ContentPlace } };
};

/** Where a slice begins: `at` orders positions and names them; the rest is the source's own. May hold typed arrays. */
export type Position = { at: number };

/** What a source has seen of a slice beside its rows. */
export type Notes = {
  /** Quotes out of place. */
  strayQuotes: number;
  /** Lines in another encoding. */
  foreignLines: number;
  formulas: number;
  numericCells: number;
  /** Of the sheet so far: sums of slices would differ in their last digits with the slicing. */
  numericSum: number;
  cellsWithValue: number;
  errorCells: number;
  mergedRanges: number;
  /** Of the sheet so far: the last ones with a value. */
  lastRow: number;
  lastColumn: number;
};

export const NO_NOTES: Notes = {
  strayQuotes: 0,
  foreignLines: 0,
  formulas: 0,
  numericCells: 0,
  numericSum: 0,
  cellsWithValue: 0,
  errorCells: 0,
  mergedRanges: 0,
  lastRow: 0,
  lastColumn: 0,
};

export function addNotes(sum: Notes, more: Partial<Notes>): Notes {
  const added = { ...sum };
  for (const name of Object.keys(sum) as (keyof Notes)[]) {
    const value = more[name] ?? 0;
    if (name === "numericSum") added[name] = more[name] ?? sum[name];
    else added[name] = name === "lastRow" || name === "lastColumn" ? Math.max(sum[name], value) : sum[name] + value;
  }
  return added;
}

export interface Slice {
  /** Where to go on; null at the end. */
  readonly next: Position | null;
  /** 0..1: how much of the table has been read. */
  readonly fraction: number;
  readonly notes: Partial<Notes>;
}

export interface TableSource {
  /** True where every row should be as long as the others; a sheet's rows end with their last cell. */
  readonly hasFixedRows: boolean;
  /** Reads the rows of about `size` bytes from `position` on, from the start where there is none. */
  read(position: Position | null, size: number, take: (cells: string[]) => void): Promise<Slice>;
}

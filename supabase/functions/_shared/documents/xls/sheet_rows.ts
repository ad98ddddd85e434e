/**
 * The rows of a sheet in the old binary format. Cells become texts as those of newer workbooks do.
 *
 * @module
 */
import { noCounts, numberText, type RowCounts, type SheetContext } from "../xlsx/sheet_rows.ts";
import { RECORD, recordsIn, rkValue } from "./records.ts";
import { textAt } from "./strings.ts";

/** Where in a sheet reading goes on: in the stream, and inside how many charts. */
export interface SheetPlace {
  readonly at: number;
  readonly depth: number;
}

export type SheetCounts = RowCounts & { mergedRanges: number };

export interface SheetSlice {
  /** Null at the sheet's end. */
  readonly next: SheetPlace | null;
  readonly counts: SheetCounts;
}

interface Row {
  readonly number: number;
  readonly place: SheetPlace;
  readonly cells: string[];
  /** What had been counted before it. */
  readonly before: SheetCounts;
}

const CELLS: ReadonlySet<number> = new Set([
  RECORD.number,
  RECORD.rk,
  RECORD.multipleRk,
  RECORD.sharedText,
  RECORD.text,
  RECORD.richText,
  RECORD.truthOrError,
  RECORD.formula,
]);

/** What the format has; a cell said to lie farther is none, and would cost a row of empty ones. */
const MOST_COLUMNS = 256;

const ERRORS: Record<number, string> = {
  0x00: "#NULL!",
  0x07: "#DIV/0!",
  0x0f: "#VALUE!",
  0x17: "#REF!",
  0x1d: "#NAME?",
  0x24: "#NUM!",
  0x2a: "#N/A",
};

/** Reads the records of a slice; a row is given out when it is known to be whole. */
export class SheetRows {
  #row: Row | undefined;
  #textOf: { row: number; column: number } | undefined;
  #depth: number;

  constructor(
    private readonly start: SheetPlace,
    private readonly context: SheetContext,
    private readonly counts: SheetCounts,
    private readonly take: (cells: string[]) => void,
  ) {
    this.#depth = start.depth;
  }

  /**
   * @param isAll true when the last row is to be given out although it may go on
   * @returns undefined when the slice is too small for a row
   */
  read(bytes: Uint8Array, isAll: boolean): SheetSlice | undefined {
    let at = 0;
    for (const record of recordsIn(bytes)) {
      const { type, data } = record;
      if (type === RECORD.begin) this.#depth++;
      else if (type === RECORD.end && --this.#depth === 0) {
        this.#end();
        return { next: null, counts: this.counts };
      } else if (this.#depth === 1) this.#cells(type, data, this.start.at + record.at);
      at = record.at + 4 + data.byteLength;
    }
    if (this.#row && !isAll) {
      const { place, before } = this.#row;
      return place.at === this.start.at ? undefined : { next: place, counts: before };
    }
    this.#end();
    return at === 0 ? undefined : { next: { at: this.start.at + at, depth: this.#depth }, counts: this.counts };
  }

  #cells(type: number, data: DataView, at: number): void {
    if (type === RECORD.merged) {
      this.counts.mergedRanges += data.getUint16(0, true);
    } else if (type === RECORD.formulaText) {
      if (this.#textOf) this.#put(this.#textOf.row, this.#textOf.column, textAt(data, 0));
    } else if (CELLS.has(type)) {
      const row = data.getUint16(0, true), column = data.getUint16(2, true);
      this.#turnTo(row, at);
      if (type !== RECORD.multipleRk) return this.#cell(type, data, row, column);
      for (let i = 4; i + 6 <= data.byteLength - 2; i += 6) {
        const value = rkValue(data.getInt32(i + 2, true));
        this.#put(row, column + (i - 4) / 6, this.#numberText(value, data.getUint16(i, true)));
      }
    }
  }

  #cell(type: number, data: DataView, row: number, column: number): void {
    const style = data.getUint16(4, true);
    switch (type) {
      case RECORD.number:
        return this.#put(row, column, this.#numberText(data.getFloat64(6, true), style));
      case RECORD.rk:
        return this.#put(row, column, this.#numberText(rkValue(data.getInt32(6, true)), style));
      case RECORD.sharedText:
        return this.#put(row, column, this.context.strings.get(data.getUint32(6, true)));
      case RECORD.truthOrError:
        return this.#put(row, column, this.#constant(data.getUint8(6), data.getUint8(7) === 1));
      case RECORD.formula:
        return this.#formula(data, row, column, style);
      default:
        return this.#put(row, column, textAt(data, 6));
    }
  }

  /** The value that the program last saved: a double, or something else in one that is no number. */
  #formula(data: DataView, row: number, column: number, style: number): void {
    this.counts.formulas++;
    if (data.getUint16(12, true) !== 0xffff) {
      return this.#put(row, column, this.#numberText(data.getFloat64(6, true), style));
    }
    const kind = data.getUint8(6);
    if (kind === 0) this.#textOf = { row, column };
    else if (kind < 3) this.#put(row, column, this.#constant(data.getUint8(8), kind === 2));
  }

  #constant(value: number, isError: boolean): string {
    if (!isError) return value === 0 ? "FALSE" : "TRUE";
    this.counts.errorCells++;
    return ERRORS[value] ?? "#N/A";
  }

  #numberText(value: number, style: number): string {
    const { dateStyles, is1904 } = this.context;
    const isDate = dateStyles[style] ?? false;
    // Dates are dates here and no numbers.
    return numberText(String(value), isDate, is1904, isDate ? noCounts() : this.counts);
  }

  #put(row: number, column: number, text: string): void {
    if (column >= MOST_COLUMNS) return;
    this.counts.cellsWithValue++;
    if (text === "" || this.#row?.number !== row) return;
    this.counts.lastRow = Math.max(this.counts.lastRow, row + 1);
    this.counts.lastColumn = Math.max(this.counts.lastColumn, column + 1);
    const { cells } = this.#row;
    while (cells.length < column) cells.push("");
    cells[column] = text;
  }

  #turnTo(number: number, at: number): void {
    if (this.#row?.number === number) return;
    this.#end();
    this.#row = { number, place: { at, depth: 1 }, cells: [], before: { ...this.counts } };
  }

  #end(): void {
    if (this.#row) this.take(this.#row.cells);
    this.#row = undefined;
    this.#textOf = undefined;
  }
}

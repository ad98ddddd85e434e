import type { RangeFile } from "../../../documents/csv/reader.ts";
import { type OdsRow, rowsIn } from "../../../documents/ods/rows.ts";
import { type ContentPlace, MOST_CONTENT } from "../../../documents/ods/tables.ts";
import { joined, release } from "../../../documents/bytes.ts";
import { lastClosing } from "../../../documents/xlsx/shared_strings.ts";
import { readEntry, type ZipEntry } from "../../../documents/zip/zip.ts";
import { JobError } from "../../../jobs/errors.ts";
import { addNotes, NO_NOTES, type Notes, type Position, type TableSource } from "./table_source.ts";

const MOST_PENDING = 4 * 1024 * 1024;
const MOST_ROWS = 1_048_576;
/** More cells than fit into the content that is read, unless one stands for many: a row of a few bytes may be a thousand million. */
const MOST_CELLS = 32 * 1024 * 1024;
/** A cell takes more bytes than that, unless it stands for many. */
const BYTES_OF_CELL = 16;

/** `rows` have been gone through; of the next one, which may stand for many, `done` have been given out. */
type TablePosition = Position & { place: ContentPlace; rows: number; done: number; cells: number; sum: number };

/** The rows of one table of an OpenDocument spreadsheet. */
export function odsSource(file: RangeFile, entry: ZipEntry, start: ContentPlace): TableSource {
  return {
    hasFixedRows: false,
    async read(position, size, take) {
      const from = position as TablePosition | null ?? { at: 0, place: start, rows: 0, done: 0, cells: 0, sum: 0 };
      const { place } = from;
      const slice = await readEntry(file, entry, place.entry, size + place.skip, MOST_CONTENT);
      const bytes = joined([place.pending, slice.bytes]).subarray(place.skip);
      release(slice.bytes);
      const end = endOfTable(bytes);
      const cut = end ?? (slice.isEnd ? bytes.length : lastClosing(bytes, "table-row"));
      if (bytes.length - cut > MOST_PENDING && end === undefined) throw rowTooLong(file);
      const xml = new TextDecoder().decode(bytes.subarray(0, cut));
      const giving = new Giving(file, from, Math.ceil(size / BYTES_OF_CELL), take);
      const rest = giving.give(xml);
      const offset = place.entry.inflate.output - place.pending.length + place.skip;
      const fraction = Math.min(1, slice.state.inflate.input / Math.max(1, entry.compressed));
      const next = (at: number, place: ContentPlace): TablePosition => ({
        // Several slices may begin in one row that stands for many.
        at: at + giving.done / (2 * MOST_ROWS),
        place,
        rows: giving.rows,
        done: giving.done,
        cells: giving.cells,
        sum: giving.notes.numericSum,
      });
      if (rest !== undefined) {
        const read = new TextEncoder().encode(xml.slice(0, rest)).length;
        return {
          next: next(offset + read, { ...place, skip: place.skip + read }),
          fraction,
          notes: giving.notes,
        };
      }
      const pending = bytes.slice(cut);
      release(bytes);
      if (end !== undefined || slice.isEnd) return { next: null, fraction: 1, notes: giving.notes };
      return { next: next(offset + cut, { entry: slice.state, pending, skip: 0 }), fraction, notes: giving.notes };
    },
  };
}

/** Gives out rows, up to a number of cells: a few bytes may stand for a million. */
class Giving {
  notes: Notes;
  rows: number;
  done: number;
  cells: number;

  constructor(
    private readonly file: RangeFile,
    from: TablePosition,
    private cellsLeft: number,
    private readonly take: (cells: string[]) => void,
  ) {
    this.notes = { ...NO_NOTES, numericSum: from.sum };
    this.rows = from.rows;
    this.done = from.done;
    this.cells = from.cells;
  }

  /** @returns where in the XML to go on when not all of it was given out */
  give(xml: string): number | undefined {
    for (const row of rowsIn(xml)) {
      if (row.cells.length > 0) {
        this.#give(row);
        if (this.done < row.times) return row.start;
      }
      this.rows += row.times;
      this.done = 0;
    }
    return undefined;
  }

  #give({ cells, times, counts }: OdsRow): void {
    // A row is given out whole, so the one before may have taken more than was left.
    if (this.cells + (times - this.done) * cells.length > MOST_CELLS) throw tooManyCells(this.file);
    const amount = Math.min(times - this.done, Math.ceil(Math.max(0, this.cellsLeft) / cells.length));
    let sum = this.notes.numericSum;
    for (let i = 0; i < amount; i++) {
      this.take([...cells]);
      sum += counts.numericSum;
    }
    this.cellsLeft -= amount * cells.length;
    this.cells += amount * cells.length;
    this.done += amount;
    if (this.rows + this.done > MOST_ROWS) throw tooManyRows(this.file);
    const { lastRow: _, lastColumn: __, ...each } = counts;
    const all = Object.fromEntries(Object.entries(each).map(([name, count]) => [name, count * amount]));
    const last = amount > 0 ? { lastRow: this.rows + this.done, lastColumn: cells.length } : {};
    this.notes = addNotes(this.notes, { ...all, ...last, numericSum: sum });
  }
}

function endOfTable(bytes: Uint8Array<ArrayBuffer>): number | undefined {
  // A character for each byte: places in the text are places in the bytes.
  const at = new TextDecoder("latin1").decode(bytes).indexOf("</table:table>");
  return at < 0 ? undefined : at;
}

function rowTooLong(file: RangeFile): JobError {
  return new JobError(
    "row_too_long",
    `Cannot read ${file.name}: it has a row of more than 4 MB. Save the table as CSV and upload that.`,
  );
}

function tooManyRows(file: RangeFile): JobError {
  return new JobError(
    "too_large",
    `Cannot read ${file.name}: a table has more than ${
      MOST_ROWS.toLocaleString("en")
    } rows, which no spreadsheet has. Save it as CSV and upload that.`,
  );
}

function tooManyCells(file: RangeFile): JobError {
  return new JobError(
    "too_large",
    `Cannot read ${file.name}: a table has more than ${
      MOST_CELLS.toLocaleString("en")
    } cells. Split it, or save it as CSV and upload that.`,
  );
}

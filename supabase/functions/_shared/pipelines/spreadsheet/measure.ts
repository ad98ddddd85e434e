/**
 * The second pass over a table: measures every column, looks for rows that come again, keeps a sample of rows, and writes
 * the cleaned rows.
 *
 * @module
 */
import { GrowingBytes } from "../../documents/bytes.ts";
import { csvLine } from "../../documents/csv/write.ts";
import { ColumnProfile, type ColumnState, roomFor } from "./profile/column_profile.ts";
import { DistinctSketch, type DistinctState } from "./sketches/distinct.ts";
import { combine } from "./sketches/hash.ts";
import { RowSample, type RowSampleState } from "./sketches/row_sample.ts";
import type { ColumnReading } from "./types/decide.ts";

export type Repetition = [row: number, first: number];

export type MeasureState = {
  /** Records before the first row that are still to be passed over. */
  skip: number;
  rows: number;
  columns: ColumnState[];
  seen: DistinctState;
  /** Rows by the columns that another table has, too; null when they are not to be compared, or when those are all. */
  shared: DistinctState | null;
  repetitions: Repetition[];
  sample: RowSampleState;
};

/** Rows that are told apart exactly. */
const ROWS_SEEN = 262_144;
const EXAMPLES = 10;
/** Characters. */
const LINES_AT_ONCE = 16 * 1024;

export class Measure {
  readonly columns: readonly ColumnProfile[];
  readonly sample: RowSample;
  readonly seen: DistinctSketch;
  readonly shared: DistinctSketch | null;
  readonly repetitions: Repetition[];
  rows: number;
  #skip: number;
  readonly #numbers: Float64Array;
  readonly #texts: string[];
  readonly #hashes: number[];
  readonly #sharedColumns: readonly number[];
  readonly #cell = { text: "", number: NaN, hash: 1 };
  #cleaned = new GrowingBytes();
  /** Of the cleaned rows the last ones: encoding each alone would take longer. */
  #lines = "";

  /** @param sharedColumns those to compare rows by, in the same order for both tables; null: all of them */
  constructor(
    readings: readonly ColumnReading[],
    from: { skip: number } | MeasureState,
    sharedColumns: readonly number[] | null = null,
  ) {
    const state = "sample" in from ? from : undefined;
    const room = roomFor(readings.length);
    this.columns = readings.map((reading, i) => new ColumnProfile(reading, state?.columns[i] ?? room));
    this.sample = new RowSample(state?.sample ?? readings.length);
    this.seen = new DistinctSketch(state?.seen ?? ROWS_SEEN);
    this.repetitions = state?.repetitions ?? [];
    this.rows = state?.rows ?? 0;
    this.#skip = from.skip;
    this.#numbers = new Float64Array(readings.length);
    this.#texts = new Array(readings.length).fill("");
    this.#hashes = new Array(readings.length).fill(1);
    this.#sharedColumns = sharedColumns ?? [];
    this.shared = state?.shared ? new DistinctSketch(state.shared) : sharedColumns && new DistinctSketch(ROWS_SEEN);
  }

  readonly add = (cells: string[]): void => {
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    const row = ++this.rows;
    let hash = 1;
    for (let column = 0; column < this.columns.length; column++) {
      this.columns[column]!.add(cells[column] ?? "", row, this.#cell);
      this.#texts[column] = this.#cell.text;
      this.#numbers[column] = this.#cell.number;
      this.#hashes[column] = this.#cell.hash;
      hash = combine(hash, this.#cell.hash);
    }
    this.shared?.add(this.#sharedColumns.reduce((sum, column) => combine(sum, this.#hashes[column]!), 1));
    for (let column = this.columns.length; column < cells.length; column++) hash = combine(hash, cells[column]!.length);
    this.#lookBack(hash, row);
    if (this.sample.wants(row)) this.sample.add(row, this.#numbers);
    this.#lines += csvLine(this.#texts);
    if (this.#lines.length >= LINES_AT_ONCE) this.#encode();
  };

  /** The cleaned rows since the last call, as CSV. */
  takeCleaned(): Uint8Array<ArrayBuffer> {
    this.#encode();
    const cleaned = this.#cleaned.bytes();
    this.#cleaned = new GrowingBytes();
    return cleaned;
  }

  state(): MeasureState {
    return {
      skip: this.#skip,
      rows: this.rows,
      columns: this.columns.map((column) => column.state()),
      seen: this.seen.state(),
      shared: this.shared?.state() ?? null,
      repetitions: this.repetitions,
      sample: this.sample.state(),
    };
  }

  /** Gives most of its memory back; it must not be used any more. */
  release(): void {
    for (const { distinct } of this.columns) distinct.release();
    this.seen.release();
    this.shared?.release();
  }

  #encode(): void {
    this.#cleaned.appendText(this.#lines);
    this.#lines = "";
  }

  #lookBack(hash: number, row: number): void {
    if (this.repetitions.length < EXAMPLES) {
      const before = this.seen.find(hash);
      if (before) this.repetitions.push([row, before.first]);
    }
    this.seen.add(hash, row);
  }
}

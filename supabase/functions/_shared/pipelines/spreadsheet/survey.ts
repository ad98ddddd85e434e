/**
 * The first pass over a table: where it begins, how long its rows are, and what shapes the cells of each column have.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { findHeading, type Heading, HEADING_RECORDS } from "./heading.ts";
import { addNotes, NO_NOTES, type Notes } from "./sources/table_source.ts";
import { ShapeCounts } from "./types/shapes.ts";

export type SurveyState = {
  /** The first records, until the heading has been found in them. */
  first: string[][] | null;
  heading: Heading | null;
  records: number;
  rows: number;
  blank: number;
  ragged: number;
  /** Rows to look at, from 1. */
  raggedRows: number[];
  widest: number;
  counts: Float64Array;
  notes: Notes;
};

/** More than a thousand columns are a matrix or a mistake, and every one costs. */
export const MOST_COLUMNS = 1024;
const EXAMPLES = 10;

export class Survey {
  #counts: ShapeCounts;
  readonly #state: SurveyState;

  constructor(
    from: SurveyState | undefined,
    private readonly file: string,
    private readonly header: "auto" | "yes" | "no",
    private readonly hasFixedRows: boolean,
  ) {
    this.#state = from ?? {
      first: [],
      heading: null,
      records: 0,
      rows: 0,
      blank: 0,
      ragged: 0,
      raggedRows: [],
      widest: 0,
      counts: new Float64Array(),
      notes: NO_NOTES,
    };
    this.#counts = new ShapeCounts(this.#state.counts);
  }

  readonly add = (cells: string[]): void => {
    const state = this.#state;
    state.records++;
    if (cells.length > MOST_COLUMNS) throw tooWide(this.file, cells.length);
    if (state.first) {
      state.first.push(cells);
      if (state.first.length >= HEADING_RECORDS) this.#begin();
    } else {
      this.#count(cells);
    }
  };

  note(notes: Partial<Notes>): void {
    this.#state.notes = addNotes(this.#state.notes, notes);
  }

  /** To be called when there are no more records. */
  finish(): void {
    if (this.#state.first) this.#begin();
  }

  state(): SurveyState {
    return { ...this.#state, counts: this.#counts.state() };
  }

  #begin(): void {
    const records = this.#state.first ?? [];
    const heading = findHeading(records, this.header);
    this.#state.first = null;
    this.#state.heading = heading;
    this.#counts = new ShapeCounts(heading.columns);
    for (const cells of records.slice(heading.skip)) this.#count(cells);
  }

  #count(cells: string[]): void {
    const state = this.#state;
    if (cells.every((cell) => cell.trim() === "")) {
      state.blank++;
      return;
    }
    state.rows++;
    if (cells.length > state.widest) state.widest = cells.length;
    if (!this.hasFixedRows && cells.length > this.#counts.columns) this.#widen(cells.length);
    const columns = this.#counts.columns;
    if (this.hasFixedRows && cells.length !== columns && cells.length !== state.heading?.names?.length) {
      state.ragged++;
      if (state.raggedRows.length < EXAMPLES) state.raggedRows.push(state.rows);
    }
    for (let column = 0; column < columns; column++) this.#counts.add(column, cells[column] ?? "");
  }

  /** A sheet's row may reach further than those before it, which are empty there. */
  #widen(columns: number): void {
    const before = this.#counts.state();
    const width = before.length / Math.max(1, this.#counts.columns) || new ShapeCounts(1).state().length;
    const after = new Float64Array(columns * width);
    after.set(before);
    for (let column = this.#counts.columns; column < columns; column++) after[column * width] = this.#state.rows - 1;
    this.#counts = new ShapeCounts(after);
  }
}

function tooWide(file: string, columns: number): JobError {
  return new JobError(
    "too_many_columns",
    `Cannot analyse ${file}: it has ${columns.toLocaleString("en")} columns or more, and ${
      MOST_COLUMNS.toLocaleString("en")
    } is the limit. Remove columns, or turn rows and columns around, and upload it again.`,
  );
}

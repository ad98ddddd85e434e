/**
 * Puts pages' tables together: what goes on over pages is one table, repeated headings are dropped.
 *
 * @module
 */
import type { Json } from "../pipeline.ts";
import type { Assembler, Totals } from "./assembler.ts";
import type { PdfToCsvOptions } from "./options.ts";
import { CellsSink } from "./outputs/cells_sink.ts";
import type { Chunks } from "./outputs/chunks.ts";
import { CsvSink } from "./outputs/csv_sink.ts";
import { JsonSink } from "./outputs/json_sink.ts";
import type { Sink } from "./outputs/sink.ts";
import { XlsxSink } from "./outputs/xlsx_sink.ts";
import { ZipSink } from "./outputs/zip_sink.ts";
import { withOneHeading } from "./reshape.ts";
import type { PageTable, Slice } from "./slices.ts";
import { continues, headingOf, type Tail, tailOf } from "./stitch.ts";

interface State {
  tables: number;
  rows: number;
  tail: Tail | null;
  confidence: number;
  sinks: Record<string, Json>;
}

export class TableAssembler implements Assembler {
  readonly outputs: ReadonlyMap<string, string>;
  readonly #sinks: readonly Sink[];
  readonly #stitch: boolean;
  readonly #join: boolean;
  readonly #state: State;

  constructor(options: PdfToCsvOptions, state: Json | undefined) {
    const initial: State = { tables: 0, rows: 0, tail: null, confidence: 1, sinks: {} };
    this.#state = state ? structuredClone(state) as unknown as State : initial;
    this.#stitch = options.stitch;
    this.#join = options.headers === "join";
    const { sinks } = this.#state;
    this.#sinks = [
      new CsvSink(options.delimiter),
      new JsonSink(sinks["result.json"]),
      new CellsSink(sinks["cells.json"]),
      ...options.zip ? [new ZipSink(options.delimiter, sinks["tables.zip"])] : [],
      ...options.xlsx ? [new XlsxSink(sinks["tables.xlsx"])] : [],
    ];
    this.outputs = new Map(this.#sinks.map((sink) => [sink.output, sink.mediaType]));
  }

  append(slice: Slice, chunks: Chunks): void {
    for (const table of slice.tables) {
      const repeated = this.#stitch ? continues(this.#state.tail ?? undefined, table) : undefined;
      if (repeated === undefined) this.#begin(table, chunks);
      else this.#append(table, repeated, chunks);
    }
  }

  finish(chunks: Chunks): void {
    this.#close(chunks);
    for (const sink of this.#sinks) sink.finish(chunks);
  }

  totals(): Totals {
    return { tables: this.#state.tables, rows: this.#state.rows, warnings: 0 };
  }

  state(): Json {
    const sinks = Object.fromEntries(this.#sinks.map((sink) => [sink.output, sink.state()]));
    return { ...this.#state, sinks } as unknown as Json;
  }

  #begin(printed: PageTable, chunks: Chunks): void {
    this.#close(chunks);
    const table = this.#join ? withOneHeading(printed) : printed;
    const { page, bbox, method, headerRows } = table;
    this.#state.tables++;
    // On the next page the heading is repeated as it was printed.
    this.#state.tail = tailOf(printed, headingOf(printed));
    this.#state.confidence = 1;
    for (const sink of this.#sinks) sink.start({ number: this.#state.tables, page, bbox, method, headerRows }, chunks);
    this.#append(table, 0, chunks);
  }

  #append(table: PageTable, skip: number, chunks: Chunks): void {
    const rows = table.rows.slice(skip);
    const cells = table.cells.filter((cell) => cell[0]! >= skip).map(([row, ...rest]) => [row! - skip, ...rest]);
    for (const sink of this.#sinks) sink.rows({ page: table.page, bbox: table.bbox, rows, cells }, chunks);
    this.#state.rows += rows.length;
    this.#state.tail = tailOf(table, this.#state.tail?.heading ?? []);
    this.#state.confidence = Math.min(this.#state.confidence, table.confidence);
  }

  #close(chunks: Chunks): void {
    if (!this.#state.tail) return;
    for (const sink of this.#sinks) sink.end(this.#state.confidence, chunks);
    this.#state.tail = null;
  }
}

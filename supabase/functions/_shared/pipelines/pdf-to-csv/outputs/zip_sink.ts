/**
 * `tables.zip`: each table as a CSV file of its own, named by number and first page.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import { csvOf } from "../csv.ts";
import type { Chunks } from "./chunks.ts";
import type { Sink, TableRows, TableStart } from "./sink.ts";
import { EMPTY_ZIP, zipEnd, zipEntry, type ZipState } from "./zip.ts";

interface State {
  zip: ZipState;
  name: string;
  /** The open table so far. */
  csv: string;
}

export class ZipSink implements Sink {
  readonly output = "tables.zip";
  readonly mediaType = "application/zip";
  readonly #state: State;

  constructor(readonly delimiter: string, state: Json | undefined) {
    this.#state = structuredClone((state ?? { zip: EMPTY_ZIP, name: "", csv: "" }) as unknown as State);
  }

  start({ number, page }: TableStart): void {
    this.#state.name = `table-${String(number).padStart(3, "0")}-page-${page}.csv`;
    this.#state.csv = "";
  }

  rows({ rows }: TableRows): void {
    this.#state.csv += csvOf(rows, this.delimiter);
  }

  end(_: number, chunks: Chunks): void {
    chunks.append(this.output, zipEntry(this.#state.zip, this.#state.name, new TextEncoder().encode(this.#state.csv)));
    this.#state.csv = "";
  }

  finish(chunks: Chunks): void {
    chunks.append(this.output, zipEnd(this.#state.zip));
  }

  state(): Json {
    return this.#state as unknown as Json;
  }
}

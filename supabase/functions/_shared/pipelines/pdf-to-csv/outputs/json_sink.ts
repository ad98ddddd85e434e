/**
 * `result.json`: every table with its rows, its place and how sure we are; for one that goes on over pages also the
 * place on each of them.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import type { Chunks } from "./chunks.ts";
import type { Sink, TableRows, TableStart } from "./sink.ts";

interface State {
  tables: number;
  rows: number;
  regions: { page: number; bbox: number[]; rows: number }[];
}

export class JsonSink implements Sink {
  readonly output = "result.json";
  readonly mediaType = "application/json";
  readonly #state: State;

  constructor(state: Json | undefined) {
    this.#state = state ? structuredClone(state) as unknown as State : { tables: 0, rows: 0, regions: [] };
  }

  start({ page, bbox, method, headerRows }: TableStart, chunks: Chunks): void {
    const head = JSON.stringify({ page, bbox, method, header_rows: headerRows }).slice(0, -1);
    chunks.append(this.output, `${this.#state.tables++ === 0 ? '{"tables":[' : ","}\n${head},"rows":[`);
    this.#state.rows = 0;
    this.#state.regions = [];
  }

  rows({ page, bbox, rows }: TableRows, chunks: Chunks): void {
    const comma = this.#state.rows > 0 && rows.length > 0 ? "," : "";
    chunks.append(this.output, comma + rows.map((row) => JSON.stringify(row)).join(","));
    this.#state.rows += rows.length;
    this.#state.regions.push({ page, bbox: [...bbox], rows: rows.length });
  }

  end(confidence: number, chunks: Chunks): void {
    chunks.append(this.output, `],"regions":${JSON.stringify(this.#state.regions)},"confidence":${confidence}}`);
    this.#state.regions = [];
  }

  finish(chunks: Chunks): void {
    chunks.append(this.output, this.#state.tables === 0 ? '{"tables":[]}\n' : "\n]}\n");
  }

  state(): Json {
    return this.#state as unknown as Json;
  }
}

/**
 * `cells.json`: where each cell with text was, table by table as in `result.json`.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import type { Chunks } from "./chunks.ts";
import type { Sink, TableRows } from "./sink.ts";

interface State {
  tables: number;
  rows: number;
  cells: number;
}

export class CellsSink implements Sink {
  readonly output = "cells.json";
  readonly mediaType = "application/json";
  readonly #state: State;

  constructor(state: Json | undefined) {
    this.#state = state ? structuredClone(state) as unknown as State : { tables: 0, rows: 0, cells: 0 };
  }

  start(_: unknown, chunks: Chunks): void {
    chunks.append(this.output, `${this.#state.tables++ === 0 ? '{"tables":[' : ","}\n{"cells":[`);
    this.#state.rows = 0;
    this.#state.cells = 0;
  }

  rows({ page, rows, cells }: TableRows, chunks: Chunks): void {
    const placed = cells.map(([row = 0, column = 0, rowSpan = 1, columnSpan = 1, ...box]) =>
      JSON.stringify([row + this.#state.rows, column, rowSpan, columnSpan, page, ...box])
    );
    chunks.append(this.output, (this.#state.cells > 0 && placed.length > 0 ? "," : "") + placed.join(","));
    this.#state.rows += rows.length;
    this.#state.cells += placed.length;
  }

  end(_: number, chunks: Chunks): void {
    chunks.append(this.output, "]}");
  }

  finish(chunks: Chunks): void {
    chunks.append(this.output, this.#state.tables === 0 ? '{"tables":[]}\n' : "\n]}\n");
  }

  state(): Json {
    return this.#state as unknown as Json;
  }
}

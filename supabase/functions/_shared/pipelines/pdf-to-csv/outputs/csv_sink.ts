/**
 * `table.csv`: all tables one under the other, an empty line between two.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import { csvOf } from "../csv.ts";
import type { Chunks } from "./chunks.ts";
import type { Sink, TableRows, TableStart } from "./sink.ts";

export class CsvSink implements Sink {
  readonly output = "table.csv";
  readonly mediaType = "text/csv; charset=utf-8";

  constructor(readonly delimiter: string) {}

  start(table: TableStart, chunks: Chunks): void {
    if (table.number > 1) chunks.append(this.output, "\r\n");
  }

  rows({ rows }: TableRows, chunks: Chunks): void {
    chunks.append(this.output, csvOf(rows, this.delimiter));
  }

  end(): void {}
  finish(): void {}

  state(): Json {
    return null;
  }
}

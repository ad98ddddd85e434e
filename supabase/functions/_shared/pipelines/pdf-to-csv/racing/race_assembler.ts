/**
 * Puts race charts together: a race ends where the next one begins, pages later perhaps.
 *
 * @module
 */
import type { Json } from "../../pipeline.ts";
import type { Assembler, Totals } from "../assembler.ts";
import { csvOf } from "../csv.ts";
import type { PdfToCsvOptions } from "../options.ts";
import type { Chunks } from "../outputs/chunks.ts";
import type { Slice } from "../slices.ts";
import { type ChartLine, raceHead } from "./chart_lines.ts";
import { warningsOf } from "./checks.ts";
import { parseRace } from "./parse.ts";
import type { Race } from "./race.ts";
import { TIDY_HEADING, tidyRows } from "./tidy.ts";

interface State {
  races: number;
  rows: number;
  warnings: string[];
  /** The lines of the race that is still open. */
  open: ChartLine[];
}

/** A chart is a page or two; what goes on longer than this is something else. */
const MAX_LINES = 2_000;

export class RaceAssembler implements Assembler {
  readonly outputs: ReadonlyMap<string, string> = new Map([
    ["table.csv", "text/csv; charset=utf-8"],
    ["result.json", "application/json"],
    ["races.json", "application/json"],
  ]);
  readonly #state: State;

  constructor(readonly options: PdfToCsvOptions, state: Json | undefined) {
    const initial: State = { races: 0, rows: 0, warnings: [], open: [] };
    this.#state = state ? structuredClone(state) as unknown as State : initial;
  }

  append(slice: Slice, chunks: Chunks): void {
    for (const line of slice.lines) {
      if (raceHead(line.text)) {
        this.#close(chunks);
        this.#state.open = [line];
      } else if (this.#state.open.length > 0 && this.#state.open.length < MAX_LINES) this.#state.open.push(line);
    }
  }

  finish(chunks: Chunks): void {
    this.#close(chunks);
    const { races, warnings } = this.#state;
    chunks.append("races.json", races === 0 ? '{"races":[]' : "\n]");
    chunks.append("races.json", `,"warnings":${JSON.stringify(warnings)}}\n`);
    const confidence = Math.round(100 * Math.max(0, 1 - warnings.length / Math.max(1, this.#state.rows))) / 100;
    chunks.append("result.json", races === 0 ? '{"tables":[]' : `],"confidence":${confidence}}]`);
    chunks.append("result.json", `,"warnings":${JSON.stringify(warnings)}}\n`);
  }

  totals(): Totals {
    const { races, rows, warnings } = this.#state;
    return { tables: races, rows, warnings: warnings.length };
  }

  state(): Json {
    return this.#state as unknown as Json;
  }

  #close(chunks: Chunks): void {
    if (this.#state.open.length === 0) return;
    const race = parseRace(this.#state.open);
    this.#state.open = [];
    this.#state.warnings.push(...warningsOf(race));
    this.#write(race, chunks);
    this.#state.races++;
  }

  #write(race: Race, chunks: Chunks): void {
    const first = this.#state.races === 0;
    const rows = tidyRows(race);
    this.#state.rows += rows.length;
    chunks.append("table.csv", csvOf(first ? [TIDY_HEADING, ...rows] : rows, this.options.delimiter));
    chunks.append("races.json", `${first ? '{"races":[' : ","}\n${JSON.stringify(race)}`);
    const head = JSON.stringify({ page: race.page, bbox: race.bbox, method: "race-chart", header_rows: 1 }).slice(
      0,
      -1,
    );
    const shown = first ? [TIDY_HEADING, ...rows] : rows;
    chunks.append("result.json", first ? `{"tables":[${head},"rows":[` : rows.length > 0 ? "," : "");
    chunks.append("result.json", shown.map((row) => JSON.stringify(row)).join(","));
  }
}

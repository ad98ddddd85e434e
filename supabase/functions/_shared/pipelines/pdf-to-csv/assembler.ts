/**
 * Assembling: slices become chunks of the output files, a few slices a step.
 *
 * @module
 */
import type { Json } from "../pipeline.ts";
import type { Chunks } from "./outputs/chunks.ts";
import type { Slice } from "./slices.ts";

/** The outcome so far, shown to the user at the end. */
export interface Totals {
  readonly tables: number;
  readonly rows: number;
  readonly warnings: number;
}

export interface Assembler {
  /** Media type by name of the output. */
  readonly outputs: ReadonlyMap<string, string>;
  append(slice: Slice, chunks: Chunks): void;
  /** Ends the files. */
  finish(chunks: Chunks): void;
  totals(): Totals;
  /** What must be known to go on in another invocation. */
  state(): Json;
}

/**
 * How much a step reads. A slice's size follows from what the last one cost.
 *
 * @module
 */
import type { RangeFile } from "../../documents/csv/reader.ts";
import type { Budget, InputFile } from "../pipeline.ts";

/** CPU milliseconds that a step aims at. */
const TARGET_MS = 250;
const SMALLEST = 32 * 1024;
const LARGEST = 8 * 1024 * 1024;
export const FIRST_SLICE = 384 * 1024;

/** A file that tells how long reading from it took: waiting costs no CPU. */
export class TimedFile implements RangeFile {
  waitedMs = 0;

  constructor(private readonly file: InputFile) {}

  get name(): string {
    return this.file.name;
  }

  get bytes(): number {
    return this.file.bytes;
  }

  async readRange(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const started = performance.now();
    const bytes = await this.file.readRange(start, end);
    this.waitedMs += performance.now() - started;
    return bytes;
  }
}

/** Never more than three times the last: a slice that was cheap by chance must not make a dear one. */
export function nextSize(size: number, workedMs: number): number {
  const wanted = size * Math.min(3, TARGET_MS / Math.max(1, workedMs));
  return Math.round(Math.max(SMALLEST, Math.min(LARGEST, wanted)));
}

/** The size of a slice now: smaller when little is left of the budget or an attempt was killed. */
export function sizeNow(size: number, budget: Budget): number {
  const left = Math.min(1, Math.max(0.25, budget.remainingCpuMs() / TARGET_MS));
  return Math.max(SMALLEST, Math.round(size * budget.scale * left));
}

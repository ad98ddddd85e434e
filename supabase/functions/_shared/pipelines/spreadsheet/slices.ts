/**
 * How much a step reads. A slice's size follows from what the last one cost.
 *
 * @module
 */
import type { RangeFile } from "../../documents/csv/reader.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Budget, InputFile } from "../pipeline.ts";

/** CPU milliseconds that a step aims at. */
const TARGET_MS = 250;
const SMALLEST = 32 * 1024;
const LARGEST = 4 * 1024 * 1024;
export const FIRST_SLICE = 384 * 1024;
/** Of a slice's cells. More than any slice of a text file has; in a workbook one text can stand in every cell. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
const SHRINK = 16;

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

/**
 * Never more than three times the last: a slice that was cheap by chance must not make a dear one.
 *
 * @param size as it was wanted: that a slice was smaller for want of budget does not make the next ones so
 * @param fixedMs what a step costs beside that, however large its slice. A slice may cost as much: were it to shrink further
 * on a busy machine, where all takes longer, next to nothing else would be done with a wide table
 */
export function nextSize(size: number, workedMs: number, fixedMs = 0): number {
  const target = Math.max(TARGET_MS - fixedMs, Math.min(fixedMs, 2 * TARGET_MS));
  const wanted = size * Math.min(3, target / Math.max(1, workedMs));
  return Math.round(Math.max(SMALLEST, Math.min(LARGEST, wanted)));
}

/** The size of a slice now: smaller when little is left of the budget or an attempt was killed. */
export function sizeNow(size: number, budget: Budget): number {
  const left = Math.min(1, Math.max(0.25, budget.remainingCpuMs() / TARGET_MS));
  return Math.max(SMALLEST, Math.round(size * budget.scale * left));
}

class TextsTooLong extends Error {}

/** Passes rows on until their texts come to more than a slice may hold: see {@link inFittingSlice}. */
export function counted(take: (cells: string[]) => void): (cells: string[]) => void {
  let characters = 0;
  return (cells) => {
    for (const cell of cells) characters += cell.length;
    if (characters > MOST_CHARACTERS) throw new TextsTooLong();
    take(cells);
  };
}

/**
 * Reads a slice, and reads it anew and smaller when its {@link counted} rows hold too much: a few bytes of a workbook can
 * stand for a cell of 32,000 letters.
 *
 * @param read starts from what earlier slices left, whenever it is called
 * @throws {JobError} `too_large` when even the smallest slice holds too much
 */
export async function inFittingSlice<T>(file: string, size: number, read: (size: number) => Promise<T>): Promise<T> {
  for (let now = size;; now = Math.max(SMALLEST, Math.round(now / SHRINK))) {
    try {
      return await read(now);
    } catch (error) {
      if (!(error instanceof TextsTooLong)) throw error;
      if (now <= SMALLEST) throw tooMuchText(file);
    }
  }
}

function tooMuchText(file: string): JobError {
  return new JobError(
    "too_large",
    `Cannot analyse ${file}: it repeats long texts in so many cells that they come to more than can be read. Shorten the texts or split the table, and upload it again.`,
  );
}

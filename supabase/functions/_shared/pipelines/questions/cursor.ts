/**
 * Where the job is, and the names of what its steps leave for each other.
 *
 * @module
 */
import type { OcrCursor } from "../../documents/ocr/step.ts";
import type { Looked } from "../../documents/pdf/guard.ts";
import type { Run } from "../pipeline.ts";
import type { QuestionsOptions } from "./options.ts";

export type QuestionsRun = Run<QuestionsOptions>;

/** What is known of the pages. Slices are parts with the words of some pages, in order. */
export type Pages = {
  total: number;
  images: boolean;
  slices: number;
  /** Pages whose words are to be recognised in their picture, and pages that cannot be read. */
  scans: number[];
  damaged: number[];
};

export type Cursor =
  | { at: "check"; looked: Looked }
  | Pages & { at: "read"; done: number }
  | Pages & { at: "recognise"; done: number; ocr?: OcrCursor }
  | Pages & { at: "draw"; done: number; inks: number }
  | Pages & { at: "segment"; inks: number; done: number; found: number }
  | Pages & { at: "tag"; found: number; done: number; since: number; model: boolean }
  | Pages & { at: "crop"; found: number; slice: number; done: number; questions: number; pictures: number }
  | Pages & { at: "publish"; found: number; pictures: number };

export const wordsName = (slice: number): string => `words/${slice}.json`;
export const scanKey = (page: number): string => `ocr/${page}`;
export const scanName = (page: number): string => `scans/${page}.json`;
export const inkName = (slice: number): string => `ink/${slice}.json`;
export const foundName = (slice: number): string => `found/${slice}.json`;
export const taggedName = (slice: number): string => `tagged/${slice}.json`;
export const pictureName = (slice: number): string => `pictures/${slice}.json`;

export async function readJson<T>(run: QuestionsRun, name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(name)));
}

export const writeJson = (run: QuestionsRun, name: string, value: unknown): Promise<void> =>
  run.writePart(name, JSON.stringify(value));

/** Whether a step may begin another piece of work: `milliseconds` after it began it may not. */
export function stepTime(run: QuestionsRun, milliseconds = 280): (cost?: number) => boolean {
  const started = performance.now();
  return (cost = 0) =>
    performance.now() - started + cost < milliseconds * run.budget.scale && run.budget.remainingCpuMs() > cost;
}

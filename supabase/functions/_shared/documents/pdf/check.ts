/**
 * Looks at a file's streams before it is opened, as much as fits into a step: a small file at once, a large one window by
 * window.
 *
 * @module
 */
import type { RangedFile } from "./file_ranges.ts";
import { DICTIONARY_REACH, look, type Looked } from "./guard.ts";
import { WHOLE_BYTES } from "./open.ts";
import { release } from "../bytes.ts";
import type { Budget, InputFile } from "../../pipelines/pipeline.ts";

const WINDOW_BYTES = 4 * 1024 * 1024;
/** A step goes on looking for so many milliseconds. */
const LOOK_MS = 150;
const OPEN_AFTER_MS = 50;

export interface Checked {
  readonly looked: Looked;
  /** Whether all of the file has been looked at, and in the same step there is time to open it. */
  readonly openNow: boolean;
  /** The whole file when it had to be read for this. */
  readonly data?: Uint8Array<ArrayBuffer>;
}

/** @throws JobError `too_large` or `too_complex` */
export async function checkFile(
  file: InputFile & Pick<RangedFile, "password">,
  before: Looked,
  budget: Budget,
): Promise<Checked> {
  if (before.at > 0 && before.at >= file.bytes) return { looked: before, openNow: true };
  const whole = before.at === 0 && file.bytes <= WHOLE_BYTES;
  const start = whole ? 0 : Math.max(0, before.at - DICTIONARY_REACH);
  const end = whole ? file.bytes : Math.min(file.bytes, start + WINDOW_BYTES);
  const bytes = await file.readRange(start, end);
  const started = performance.now();
  const mayGoOn = () => performance.now() - started < LOOK_MS * budget.scale;
  const { password = "" } = file;
  const looked = look({ bytes, start, last: end === file.bytes, password }, before, file.name, mayGoOn);
  if (!whole) release(bytes);
  const finished = looked.at >= file.bytes;
  return { looked, openNow: finished && performance.now() - started < OPEN_AFTER_MS, ...(whole && { data: bytes }) };
}

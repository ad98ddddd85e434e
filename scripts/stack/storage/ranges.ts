import { invalidRange } from "./errors.ts";

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header of one range: `bytes=0-99`, `bytes=100-` or `bytes=-100`.
 *
 * @throws StorageError `InvalidRange` (416) when it cannot be read or lies outside; several ranges are not served,
 * as on hosted
 */
export function parseRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (match[1] === "" && match[2] === "")) throw invalidRange();
  const first = Number(match[1]);
  const last = match[2] === "" ? size - 1 : Number(match[2]);
  const range = match[1] === ""
    ? { start: Math.max(0, size - last), end: last === 0 ? -1 : size - 1 }
    : { start: first, end: Math.min(last, size - 1) };
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || range.start > range.end) throw invalidRange();
  return range;
}

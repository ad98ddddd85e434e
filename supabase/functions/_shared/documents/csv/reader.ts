/**
 * Reading a CSV file of any size in slices. A slice begins and ends at a line end, so where it begins says all that the
 * next one needs to know.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { release } from "../bytes.ts";
import { decodeLines } from "./decode.ts";
import { detectDialect, DIALECT_CHARACTERS } from "./dialect.ts";
import { detectEncoding, type Encoding, ENCODING_BYTES } from "./encoding.ts";
import { type Dialect, LONGEST_QUOTED, parseRecords } from "./records.ts";

/** A file whose ranges can be read; the pipelines' input files are such. */
export interface RangeFile {
  readonly name: string;
  readonly bytes: number;
  /** In a buffer of the caller's own. */
  readRange(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What must be known of a text to read it: JSON. */
export type CsvFormat = { encoding: Encoding; dialect: Dialect };

export interface CsvSlice {
  /** Where the next slice begins; equal to the file's size at its end. */
  readonly next: number;
  readonly strayQuotes: number;
  readonly foreignLines: number;
}

/** A record longer than this is no record of a table. */
const LONGEST_RECORD = 4 * LONGEST_QUOTED;

export async function detectFormat(file: RangeFile, delimiter?: string): Promise<CsvFormat> {
  const head = await file.readRange(0, Math.min(file.bytes, ENCODING_BYTES));
  const encoding = await detectEncoding(head);
  const end = 2 * Math.floor(Math.min(head.length, encoding.bom + 3 * DIALECT_CHARACTERS) / 2);
  const isWhole = end >= file.bytes - 1;
  const { text } = decodeLines(isWhole ? head.subarray(encoding.bom) : head.subarray(encoding.bom, end), encoding);
  return { encoding, dialect: detectDialect(text, isWhole, delimiter) };
}

/**
 * Reads the records of about `size` bytes from `start` on; at least one where there is one.
 *
 * @throws {JobError} `row_too_long` when a row has more than 4 MB
 */
export async function readCsv(
  file: RangeFile,
  { encoding, dialect }: CsvFormat,
  start: number,
  size: number,
  take: (cells: string[]) => void,
): Promise<CsvSlice> {
  const from = Math.max(start, encoding.bom);
  for (let wanted = size;; wanted *= 4) {
    const bytes = await file.readRange(from, Math.min(file.bytes, from + wanted));
    const isEnd = from + bytes.length >= file.bytes;
    const ends = isEnd ? bytes.length : lastLineEnd(bytes, dialect, encoding);
    const { text, foreignLines } = decodeLines(bytes.subarray(0, ends), encoding);
    const { consumed, strayQuotes } = parseRecords(text, dialect, { isEnd, take });
    const rest = isEnd || consumed === 0
      ? 0
      : bytesBehind(bytes.subarray(0, ends), text.slice(consumed), dialect, encoding);
    release(bytes);
    if (isEnd) return { next: file.bytes, strayQuotes, foreignLines };
    if (consumed > 0) return { next: from + ends - rest, strayQuotes, foreignLines };
    if (wanted > LONGEST_RECORD) {
      throw new JobError(
        "row_too_long",
        `Cannot read ${file.name}: it has a row of more than 4 MB, so it is probably no table. Check that each record ends with a line end, and upload it again.`,
      );
    }
  }
}

/** The length of the beginning of `bytes` that ends with its last line end; 0 when there is none. */
function lastLineEnd(bytes: Uint8Array, { newline }: Dialect, { unit, label }: Encoding): number {
  const code = newline.charCodeAt(0);
  if (unit === 1) return bytes.lastIndexOf(code) + 1;
  for (let at = bytes.length - bytes.length % 2 - 2; at >= 0; at -= 2) {
    if (unitAt(bytes, at, label) === code) return at + 2;
  }
  return 0;
}

const unitAt = (bytes: Uint8Array, at: number, label: string): number =>
  label === "utf-16be" ? bytes[at]! << 8 | bytes[at + 1]! : bytes[at + 1]! << 8 | bytes[at]!;

/**
 * How many bytes at the end of `bytes` make up `rest`: found by counting line ends, which in every encoding read here are
 * never part of another character. Encoding `rest` again would count characters that were not valid wrongly.
 */
function bytesBehind(bytes: Uint8Array, rest: string, dialect: Dialect, encoding: Encoding): number {
  let lines = 0;
  for (let at = rest.indexOf(dialect.newline); at >= 0; at = rest.indexOf(dialect.newline, at + 1)) lines++;
  if (lines === 0) return 0;
  let length = bytes.length;
  for (let i = 0; i <= lines; i++) {
    const end = lastLineEnd(bytes.subarray(0, length), dialect, encoding);
    if (i === lines) return bytes.length - end;
    length = end - encoding.unit;
  }
  return 0;
}

/**
 * The directory of a ZIP file and its entries, read by ranges and within bounds. Names of entries are looked up, never
 * used as paths.
 *
 * @module
 */
import { joined, release } from "../bytes.ts";
import { JobError } from "../../jobs/errors.ts";
import type { RangeFile } from "../csv/reader.ts";
import { CorruptDeflate, inflate, INFLATE_START, type InflateState } from "./inflate.ts";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  /** As the directory says; checked when it is read. */
  readonly size: number;
  readonly offset: number;
}

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY = 4 * 1024 * 1024;

/** @throws {JobError} `corrupt_file`, `too_large`, `encrypted_file` */
export async function readDirectory(file: RangeFile): Promise<Map<string, ZipEntry>> {
  const tailStart = Math.max(0, file.bytes - 66_000);
  const tail = await file.readRange(tailStart, file.bytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END_RECORD) at--;
  if (at < 0) throw corrupt(file);
  const amount = view.getUint16(at + 10, true),
    size = view.getUint32(at + 12, true),
    start = view.getUint32(at + 16, true);
  if (amount > MOST_ENTRIES || size > MOST_DIRECTORY) {
    throw new JobError(
      "too_large",
      `Cannot read ${file.name}: it holds ${
        amount.toLocaleString("en")
      } files, which no workbook does. Save it anew from a spreadsheet program.`,
    );
  }
  if (start + size > file.bytes) throw corrupt(file);
  return parseDirectory(file, await file.readRange(start, start + size), amount);
}

function parseDirectory(file: RangeFile, bytes: Uint8Array, amount: number): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, at = 0; i < amount; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw corrupt(file);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (view.getUint16(at + 8, true) & 1) {
      throw new JobError(
        "encrypted_file",
        `Cannot read ${file.name}: it is protected by a password. Save it without one and upload it again.`,
      );
    }
    entries.set(name.replace(/^\//, ""), {
      name,
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where in an entry reading goes on: JSON and typed arrays. */
export type EntryState = { inflate: InflateState; dataStart: number | null };

export const ENTRY_START: EntryState = { inflate: INFLATE_START, dataStart: null };

export interface EntrySlice {
  readonly state: EntryState;
  /** In a buffer of the caller's own. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isEnd: boolean;
}

const INPUT = 256 * 1024;

/**
 * The next `most` bytes of an entry, about.
 *
 * @param limit more bytes than that are refused, whatever the directory says
 */
export async function readEntry(
  file: RangeFile,
  entry: ZipEntry,
  state: EntryState,
  most: number,
  limit: number,
): Promise<EntrySlice> {
  if (entry.size > limit) throw tooLarge(file, limit);
  const dataStart = state.dataStart ?? await dataStartOf(file, entry);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let { inflate: at } = state, size = 0, isEnd = false;
  while (!isEnd && size < most) {
    const begin = dataStart + at.input;
    const end = Math.min(dataStart + entry.compressed, begin + INPUT);
    const input = await file.readRange(begin, end);
    const isWhole = end === dataStart + entry.compressed;
    const { state: next, output } = entry.method === 0
      ? { state: { ...at, input: at.input + input.length, output: at.output + input.length }, output: input }
      : inflated(file, at, input, isWhole, most - size);
    isEnd = entry.method === 0 ? isWhole : next.block === "end";
    if (!isEnd && next.input === at.input && output.length === 0) throw corrupt(file);
    if (next.output > limit) throw tooLarge(file, limit);
    at = next;
    size += output.length;
    pieces.push(output);
    if (output !== input) release(input);
  }
  const bytes = pieces.length === 1 ? pieces[0]! : joined(pieces);
  if (pieces.length > 1) pieces.forEach(release);
  return { state: { inflate: at, dataStart }, bytes, isEnd };
}

/** All of an entry that is known to be small. */
export async function readSmallEntry(file: RangeFile, entry: ZipEntry, limit: number): Promise<string> {
  const { bytes } = await readEntry(file, entry, ENTRY_START, limit + 1, limit);
  return new TextDecoder().decode(bytes);
}

function inflated(file: RangeFile, at: InflateState, input: Uint8Array, isWhole: boolean, most: number) {
  try {
    return inflate(at, input, isWhole, Math.min(most, 1024 * 1024));
  } catch (error) {
    throw error instanceof CorruptDeflate ? corrupt(file, error) : error;
  }
}

async function dataStartOf(file: RangeFile, entry: ZipEntry): Promise<number> {
  const head = await file.readRange(entry.offset, entry.offset + 30);
  if (head.length < 30) throw corrupt(file);
  if (entry.method !== 0 && entry.method !== 8) throw corrupt(file);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

export function corrupt(file: RangeFile, cause?: unknown): JobError {
  return new JobError(
    "corrupt_file",
    `Cannot read ${file.name}: it is no workbook, or it is damaged. Open it in a spreadsheet program, save it anew and upload it again.`,
    { cause },
  );
}

function tooLarge(file: RangeFile, limit: number): JobError {
  return new JobError(
    "too_large",
    `Cannot read ${file.name}: unpacked, a part of it is larger than ${
      Math.round(limit / 1024 / 1024)
    } MB. Save the table as CSV and upload that.`,
  );
}

/**
 * Holds the data of streams out of a file that is too large for memory: pictures, fonts, contents of pages. What is left is
 * its outline, a small PDF in which each of them is but a number.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { joined, release } from "../../../documents/bytes.ts";
import type { RangedFile } from "../../../documents/pdf/file_ranges.ts";

/** First byte of a stream's data in its file, and the first behind them. */
export type Range = readonly [start: number, end: number];

export interface HeldOut {
  /** What follows in the outline. */
  readonly kept: Uint8Array<ArrayBuffer>;
  readonly held: readonly Range[];
  /** The first byte that has not been looked at. */
  readonly at: number;
}

const WINDOW = 4 * 1024 * 1024;
/** Less data stay where they are. */
const MIN_HELD = 1024;
/** An object's dictionary is no longer, or its data stay where they are. */
const DICTIONARY_REACH = 8 * 1024;
/** Room for the end of a line and the keyword behind the data. */
const ENDING = 16;

const MARK = /^held-out:(\d{10})$/;

/** What stands in the outline for the data of the stream with this number; always as long. */
export const markOf = (number: number): string => `held-out:${String(number).padStart(10, "0")}`;
export const MARK_LENGTH = markOf(0).length;

/** The number that is told by these data, if any is. */
export function numberOf(data: Uint8Array): number | undefined {
  const [, digits] = MARK.exec(new TextDecoder("latin1").decode(data)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** These say where other objects are, or hold them. */
const STRUCTURE = /\/Type\s*\/(?:ObjStm|XRef)\b/;
const ENDSTREAM = "endstream", LINE_FEED = 0x0a, CARRIAGE_RETURN = 0x0d;
const LENGTH = /\/Length\s+(\d+)(\s+\d+\s+R\b)?/g;

/** A stream in a window: where its object and its data begin. */
interface Stream {
  readonly object: number;
  readonly data: number;
  readonly dictionary: string;
}

/**
 * Goes through one window of the file, from `at` on.
 *
 * @param number what the first stream that is held out is called
 */
export async function holdOut(file: RangedFile, at: number, number: number): Promise<HeldOut> {
  const bytes = asBuffer(await file.readRange(at, Math.min(file.bytes, at + WINDOW)));
  const isLast = at + bytes.length >= file.bytes;
  const kept: Uint8Array[] = [], held: Range[] = [];
  let done = 0, from = 0;
  const ended = (end: number): HeldOut => {
    const all = joined([...kept, bytes.subarray(done, end)]);
    release(bytes);
    return { kept: all, held, at: at + end };
  };
  for (let keyword; (keyword = bytes.indexOf("stream", from)) !== -1;) {
    from = keyword + 6;
    const stream = streamAt(bytes, keyword, done);
    if (!stream) continue;
    // A stream that goes on behind the window is the next one's first.
    const end = endWithin(bytes, stream, isLast) ??
      (stream.object > 0 ? undefined : await endBeyond(file, at, stream));
    if (end === undefined) return ended(stream.object);
    from = end;
    if (end - stream.data < MIN_HELD || !mayBeHeld(stream)) continue;
    const dictionary = stream.dictionary.replace(LENGTH, `/Length ${MARK_LENGTH}`);
    kept.push(
      bytes.subarray(done, stream.object),
      Buffer.from(dictionary + markOf(number + held.length), "latin1"),
    );
    held.push([at + stream.data, at + end]);
    done = end;
  }
  // The next window begins early enough to see all of an object's dictionary.
  const cut = isLast ? bytes.length : Math.max(done, Math.min(from, bytes.length), bytes.length - DICTIONARY_REACH);
  return ended(cut);
}

/** The stream of the keyword at `keyword`, if it is one; its object begins behind `done`. */
function streamAt(bytes: Buffer, keyword: number, done: number): Stream | undefined {
  let data = keyword + 6;
  if (bytes[data] === CARRIAGE_RETURN) data++;
  if (bytes[data] === LINE_FEED) data++;
  if (data === keyword + 6) return undefined;
  const before = bytes.toString("latin1", Math.max(done, keyword - DICTIONARY_REACH), keyword);
  const length = before.length - before.lastIndexOf(" obj");
  if (length > before.length || !/>>\s*$/.test(before)) return undefined;
  const object = keyword - length;
  return { object, data, dictionary: bytes.toString("latin1", object, data) };
}

function mayBeHeld({ dictionary }: Stream): boolean {
  return !STRUCTURE.test(dictionary) && (dictionary.match(LENGTH)?.length ?? 0) <= 1;
}

/** NaN where another object says it. */
function lengthIn(dictionary: string): number {
  const [, length, elsewhere] = [...dictionary.matchAll(LENGTH)][0] ?? [];
  return length === undefined || elsewhere !== undefined ? NaN : Number(length);
}

/** The end of its data; undefined when it is not in the window. */
function endWithin(bytes: Buffer, { data, dictionary }: Stream, isLast: boolean): number | undefined {
  const end = data + lengthIn(dictionary);
  if (end + ENDING > bytes.length && !isLast) return undefined;
  if (isEnd(bytes, end)) return end;
  const found = bytes.indexOf(ENDSTREAM, data);
  return found !== -1 ? withoutLineEnd(bytes, found) : isLast ? bytes.length : undefined;
}

/** The same, wherever in the file it is. */
async function endBeyond(file: RangedFile, at: number, { data, dictionary }: Stream): Promise<number> {
  const end = data + lengthIn(dictionary);
  if (!Number.isNaN(end) && isEnd(asBuffer(await file.readRange(at + end, at + end + ENDING)), 0)) return end;
  for (let start = at + data; start < file.bytes; start += WINDOW - ENDING) {
    const bytes = asBuffer(await file.readRange(start, Math.min(file.bytes, start + WINDOW)));
    const found = bytes.indexOf(ENDSTREAM);
    if (found !== -1) return start + withoutLineEnd(bytes, found) - at;
  }
  return file.bytes - at;
}

function isEnd(bytes: Buffer, at: number): boolean {
  return !Number.isNaN(at) && /^\s*endstream/.test(bytes.toString("latin1", at, at + ENDING));
}

function withoutLineEnd(bytes: Buffer, end: number): number {
  if (bytes[end - 1] === LINE_FEED) end--;
  return bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

const asBuffer = (bytes: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Looks at a file's streams before pdf.js does: what would unpack to more than a function's memory, or keep it busy
 * for longer than its time, is refused with a sentence instead of a killed process.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { constants, inflateSync } from "node:zlib";
import { JobError } from "../../jobs/errors.ts";
import { bytesOfText, indexOfByte, indexOfBytes } from "../bytes.ts";
import { decryptionOf } from "./decryption.ts";

/** No readable page holds more than this. */
const MAX_UNPACKED = 32 * 1024 * 1024;
/** What a whole file may unpack to: the largest that can be uploaded, packed 10 to 1. */
const MAX_TOTAL = 512 * 1024 * 1024;
/** Of a file that is looked at in one go: 0.5 s. */
const MAX_AT_ONCE = 128 * 1024 * 1024;
/** Writers of PDF pack once, some twice. */
const MAX_PACKED_TIMES = 2;
/** Deflate packs at most so many to 1; page contents pack 3 to 10 to 1, so beyond the second something repeats. */
const MAX_RATIO = 1032;
const SUSPICIOUS_RATIO = 50;
/** Of streams that cannot be too large, only so much is unpacked to look for other trouble: 60 ms. */
const MAX_INSPECTED = 12 * 1024 * 1024;
/** pdf.js takes time with the square of this depth: 0.8 s for 5,000. */
const MAX_NESTING = 1_000;
/** Each takes about 10 microseconds. */
const MAX_SHOWN_TEXTS = 60_000;
const LARGE = 300 * 1024;
/** A stream's dictionary is looked for in so many bytes before it. */
export const DICTIONARY_REACH = 1024;
/** Two windows have so many bytes in common: a keyword is whole in one of them. */
const OVERLAP = 32;

const STREAM = bytesOfText("stream"), END_OF_STREAM = bytesOfText("endstream");
const IMAGES = ["/Subtype/Image", "/Subtype /Image", "\nBI "].map(bytesOfText);

/** How far a file has been looked at. Kept in a cursor, so that what was done is not done again. */
export type Looked = {
  /** The first byte that has not been looked at. */
  at: number;
  /** Bytes unpacked of streams that could be too large, and of the others. */
  unpacked: number;
  inspected: number;
  /** Whether there is a picture: without any, a page without text is no scan. */
  images: boolean;
};

export const NOT_LOOKED: Looked = { at: 0, unpacked: 0, inspected: 0, images: false };

/** @throws JobError `too_large` or `too_complex` */
export function checkStreams(data: Uint8Array<ArrayBuffer>, name: string, password = ""): Looked {
  return look({ bytes: data, start: 0, last: true, password }, NOT_LOOKED, name, () => true, MAX_AT_ONCE);
}

/** Some of a file's bytes: from `start` on, {@link DICTIONARY_REACH} before those to be looked at. */
export interface Window {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly start: number;
  /** Whether it goes to the file's end. */
  readonly last: boolean;
  /** Opens an encrypted file: only when all of it is there can one look into it. */
  readonly password?: string;
}

/**
 * Looks at the window's streams while `mayGoOn`, at one at least. A stream that ends behind the window is left to the
 * next one, which begins before it.
 *
 * @throws JobError `too_large` or `too_complex`
 */
export function look(
  window: Window,
  before: Looked,
  name: string,
  mayGoOn: () => boolean,
  maxTotal = MAX_TOTAL,
): Looked {
  const { bytes, start: offset, last, password = "" } = window;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const images = before.images || IMAGES.some((sign) => indexOfBytes(file, sign) !== -1);
  const decrypt = offset === 0 && last ? decryptionOf(file, password) : undefined;
  const from = before.at - offset;
  let { unpacked, inspected } = before;
  const looked = (at: number): Looked => ({ at: offset + at, unpacked, inspected, images });
  let at = from;
  while ((at = indexOfBytes(file, STREAM, at)) !== -1) {
    const keyword = at, start = streamStart(file, keyword);
    at += 6;
    if (start === undefined) continue;
    if (keyword > from && !mayGoOn()) return looked(keyword);
    const dictionary = dictionaryBefore(file, keyword);
    const end = indexOfBytes(file, END_OF_STREAM, start);
    const filters = dictionary.match(/\/[A-Z][A-Za-z0-9]*Decode\b|\/Fl\b/g) ?? [];
    // Images are never decoded, so they may be as large as they like.
    const ignored = /\/Subtype\s*\/Image\b/.test(dictionary) ||
      filters.some((filter) => filter !== "/FlateDecode" && filter !== "/Fl");
    // One that fills the whole window is looked at as far as it goes.
    if (end === -1 && !last && !ignored && keyword > from + DICTIONARY_REACH) return looked(keyword);
    const packed = file.subarray(start, end === -1 ? file.length : end);
    at = end === -1 ? file.length : end + 9;
    if (ignored) continue;
    if (filters.length > MAX_PACKED_TIMES) throw tooComplex(name, "parts that are packed many times over");
    const small = filters.length === 1 && packed.length * MAX_RATIO <= MAX_UNPACKED;
    if (small && inspected > MAX_INSPECTED) continue;
    const { number, generation, plain } = objectBefore(file, keyword, dictionary);
    const open = decrypt && !plain ? decrypt(packed, number, generation) : packed;
    const content = filters.length === 0 ? open : unpack(open, filters.length);
    if (content === undefined) throw tooLarge(name, "a part of it", MAX_UNPACKED);
    if (small) inspected += content.length;
    else if (filters.length > 0) unpacked += content.length;
    if (unpacked > maxTotal) throw tooLarge(name, "it", maxTotal);
    const suspicious = filters.length === 0 || content.length > SUSPICIOUS_RATIO * packed.length;
    if (suspicious && nestingOf(content) > MAX_NESTING) throw tooComplex(name, "thousands of nested parts");
    if (content.length > LARGE && shownTexts(content) > MAX_SHOWN_TEXTS) {
      throw tooComplex(name, `more than ${MAX_SHOWN_TEXTS} pieces of text`);
    }
  }
  return looked(last ? file.length : Math.max(from + 1, file.length - OVERLAP));
}

function tooLarge(name: string, what: string, limit: number): JobError {
  return new JobError(
    "too_large",
    `Cannot read ${name}: ${what} unpacks to more than ${limit >> 20} MB. Print it to a new PDF and upload that.`,
  );
}

function tooComplex(name: string, what: string): JobError {
  return new JobError(
    "too_complex",
    `Cannot read ${name}: one page holds ${what}. Leave that page out and upload the rest.`,
  );
}

/** Where the data begin when the word at `at` is the keyword `stream`. */
function streamStart(file: Buffer, at: number): number | undefined {
  const letterBefore = 0x64;
  if (file[at - 1] === letterBefore) return undefined;
  const next = file[at + 6];
  if (next === 0x0a) return at + 7;
  if (next === 0x0d) return at + (file[at + 7] === 0x0a ? 8 : 7);
  return undefined;
}

function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.toString("latin1", Math.max(0, at - DICTIONARY_REACH), at);
  const object = text.lastIndexOf(" obj");
  return object === -1 ? text : text.slice(object);
}

/** Which object a stream is, and whether it is one that is never encrypted. */
function objectBefore(file: Buffer, at: number, dictionary: string) {
  const before = file.toString("latin1", Math.max(0, at - dictionary.length - NUMBERS), at - dictionary.length);
  const [, number, generation] = /(\d+)\s+(\d+)\s*$/.exec(before) ?? [];
  const plain = /\/Type\s*\/XRef\b|\/Crypt\b/.test(dictionary);
  return { number: Number(number), generation: Number(generation), plain };
}

/** An object's number and its generation take no more letters. */
const NUMBERS = 24;

/** Undefined when there is too much; what could be unpacked when the data are damaged. */
function unpack(packed: Uint8Array, filters: number): Uint8Array | undefined {
  let data = packed;
  for (let i = 0; i < filters; i++) {
    try {
      data = inflateSync(data, { maxOutputLength: MAX_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? undefined : new Uint8Array();
    }
  }
  return data;
}

/** How deep `q` and `Q` (save and restore) nest; other bytes that look like them do no harm. */
function nestingOf(content: Uint8Array): number {
  const save = 0x71, restore = 0x51;
  // Zeros are white space, too, but who writes for readers never uses them as such, and in fonts they are everywhere.
  const isSpace = (byte: number | undefined) => byte === undefined || byte === 0x20 || byte >= 0x09 && byte <= 0x0d;
  let depth = 0, deepest = 0;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i];
    if (byte !== save && byte !== restore || !isSpace(content[i - 1]) || !isSpace(content[i + 1])) continue;
    depth = Math.max(0, depth + (byte === save ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** How many `Tj` and `TJ` operators there are. */
function shownTexts(content: Uint8Array): number {
  const t = 0x54, j = 0x6a, upperJ = 0x4a;
  let count = 0;
  for (let at = indexOfByte(content, t); at !== -1; at = indexOfByte(content, t, at + 1)) {
    if (content[at + 1] === j || content[at + 1] === upperJ) count++;
  }
  return count;
}

/**
 * Looks at a file's streams before pdf.js does: what would unpack to more than a function's memory, or keep it busy
 * for longer than its time, is refused with a sentence instead of a killed process.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { constants, inflateSync } from "node:zlib";
import { JobError } from "../../jobs/errors.ts";

/** No readable page holds more than this. */
const MAX_UNPACKED = 32 * 1024 * 1024;
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
const DICTIONARY_REACH = 1024;

/** @throws JobError `too_large` or `too_complex` */
export function checkStreams(data: Uint8Array<ArrayBuffer>, name: string): void {
  const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let at = 0, inspected = 0;
  while ((at = file.indexOf("stream", at)) !== -1) {
    const start = streamStart(file, at);
    const dictionary = start === undefined ? "" : dictionaryBefore(file, at);
    at += 6;
    // Images are never decoded, so they may be as large as they like.
    if (start === undefined || /\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const end = file.indexOf("endstream", start);
    const packed = file.subarray(start, end === -1 ? file.length : end);
    at = end === -1 ? file.length : end + 9;
    const filters = dictionary.match(/\/[A-Z][A-Za-z0-9]*Decode\b|\/Fl\b/g) ?? [];
    if (filters.some((filter) => filter !== "/FlateDecode" && filter !== "/Fl")) continue;
    const small = filters.length === 1 && packed.length * MAX_RATIO <= MAX_UNPACKED;
    if (small && inspected > MAX_INSPECTED) continue;
    const content = filters.length === 0 ? packed : unpack(packed, filters.length);
    if (content === undefined) throw tooLarge(name);
    if (small) inspected += content.length;
    const suspicious = filters.length === 0 || content.length > SUSPICIOUS_RATIO * packed.length;
    if (suspicious && nestingOf(content) > MAX_NESTING) throw tooComplex(name, "thousands of nested parts");
    if (content.length > LARGE && shownTexts(content) > MAX_SHOWN_TEXTS) {
      throw tooComplex(name, `more than ${MAX_SHOWN_TEXTS} pieces of text`);
    }
  }
}

/** Whether there is a picture anywhere in the file. */
export function holdsImages(data: Uint8Array<ArrayBuffer>): boolean {
  const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return file.includes("/Subtype/Image") || file.includes("/Subtype /Image") || file.includes("\nBI ");
}

function tooLarge(name: string): JobError {
  return new JobError(
    "too_large",
    `Cannot read ${name}: a part of it unpacks to more than ${
      MAX_UNPACKED >> 20
    } MB. Print it to a new PDF and upload that.`,
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
  const isSpace = (byte: number | undefined) => byte === undefined || byte <= 0x20;
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
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  let count = 0;
  for (const operator of ["Tj", "TJ"]) {
    for (let at = bytes.indexOf(operator); at !== -1; at = bytes.indexOf(operator, at + 2)) count++;
  }
  return count;
}

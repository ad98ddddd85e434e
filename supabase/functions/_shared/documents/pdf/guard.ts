/**
 * Finds streams that would unpack to more than a function's memory, before pdf.js unpacks them.
 *
 * Deflate packs at most 1032 to 1, so only long streams and chains of filters are unpacked here, and only up to the
 * limit: an ordinary file costs a scan for the word `stream`.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { constants, inflateSync } from "node:zlib";
import { JobError } from "../../jobs/errors.ts";

/** No readable page holds more than this. */
const MAX_UNPACKED = 32 * 1024 * 1024;
const MAX_RATIO = 1032;
const DICTIONARY_REACH = 1024;

/** @throws JobError `too_large` when a stream unpacks to more than 32 MiB */
export async function checkStreams(data: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  const file = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let at = 0;
  while ((at = file.indexOf("stream", at)) !== -1) {
    const start = streamStart(file, at);
    at += 6;
    if (start === undefined) continue;
    const dictionary = dictionaryBefore(file, at - 6);
    const filters = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    // Images are never decoded, so they may be as large as they like.
    if (filters === 0 || /\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const end = file.indexOf("endstream", start);
    const packed = file.subarray(start, end === -1 ? file.length : end);
    at = end === -1 ? file.length : end + 9;
    if (filters === 1 && packed.length * MAX_RATIO <= MAX_UNPACKED) continue;
    if (unpacksBeyond(packed, filters)) {
      throw new JobError(
        "too_large",
        `Cannot read ${name}: a part of it unpacks to more than ${
          MAX_UNPACKED >> 20
        } MB. Print it to a new PDF and upload that.`,
      );
    }
    await Promise.resolve();
  }
}

/** Where the data begin when the word at `at` is the keyword `stream`. */
function streamStart(file: Buffer, at: number): number | undefined {
  const before = file[at - 1];
  if (before === 0x64) return undefined;
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

function unpacksBeyond(packed: Uint8Array, filters: number): boolean {
  let data = packed;
  for (let i = 0; i < filters; i++) {
    try {
      data = inflateSync(data, { maxOutputLength: MAX_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH });
    } catch (error) {
      return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE";
    }
  }
  return false;
}

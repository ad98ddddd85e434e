/**
 * Reading the texts that an XLSX workbook's cells share, a slice at a time.
 *
 * @module
 */
import { joined, release } from "../bytes.ts";
import { JobError } from "../../jobs/errors.ts";
import type { RangeFile } from "../csv/reader.ts";
import { blockOf, refuseTooMuchText, type TextBlock } from "./text_blocks.ts";
import { innersOf, refuseDoctype, unescapeCell, withoutElements } from "./xml.ts";
import { ENTRY_START, type EntryState, readEntry, type ZipEntry } from "../zip/zip.ts";

export type StringsState = {
  entry: EntryState;
  /** Bytes that end in the midst of a text. */
  pending: Uint8Array;
  /** Bytes of texts so far. */
  bytes: number;
  isDone: boolean;
};

export const STRINGS_START: StringsState = { entry: ENTRY_START, pending: new Uint8Array(), bytes: 0, isDone: false };

const MOST_XML = 128 * 1024 * 1024;
const MOST_PENDING = 4 * 1024 * 1024;

export async function readStrings(
  file: RangeFile,
  entry: ZipEntry,
  state: StringsState,
  most: number,
): Promise<{ state: StringsState; block: TextBlock }> {
  const slice = await readEntry(file, entry, state.entry, most, MOST_XML);
  const bytes = joined([state.pending, slice.bytes]);
  release(slice.bytes);
  const cut = slice.isEnd ? bytes.length : lastClosing(bytes, "si");
  const xml = new TextDecoder().decode(bytes.subarray(0, cut));
  const pending = bytes.slice(cut);
  release(bytes);
  refuseDoctype(xml, file.name);
  const block = blockOf(Array.from(innersOf(xml, "si"), textOf));
  const sum = state.bytes + block.text.length;
  refuseTooMuchText(file.name, sum);
  if (pending.length > MOST_PENDING) {
    throw new JobError(
      "too_large",
      `Cannot read ${file.name}: it has a text of more than 4 MB. Shorten it and upload the workbook again.`,
    );
  }
  return { state: { entry: slice.state, pending, bytes: sum, isDone: slice.isEnd }, block };
}

/** All the runs of a text; how it is pronounced is left out. */
export function textOf(inner: string): string {
  const spoken = inner.includes("rPh") ? withoutElements(inner, "rPh") : inner;
  let text = "";
  for (const [, run = ""] of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g)) text += run;
  return unescapeCell(text);
}

/**
 * The end of the last closing tag of this name, with or without a namespace's prefix; 0 when there is none. An opening
 * tag without attributes ends in the same letters.
 */
export function lastClosing(bytes: Uint8Array, name: string): number {
  const ending = new TextEncoder().encode(`${name}>`);
  const last = ending.at(-1)!;
  for (let end = bytes.lastIndexOf(last); end >= ending.length + 1; end = bytes.lastIndexOf(last, end - 1)) {
    let start = end - ending.length + 1;
    if (!ending.every((byte, i) => bytes[start + i] === byte)) continue;
    if (bytes[start - 1] === COLON) { for (start--; isNameByte(bytes[start - 1]);) start--; }
    if (bytes[start - 1] === SLASH && bytes[start - 2] === LESS_THAN) return end + 1;
  }
  return 0;
}

const COLON = 0x3a, SLASH = 0x2f, LESS_THAN = 0x3c;

const isNameByte = (byte = 0): boolean =>
  byte >= 0x61 && byte <= 0x7a || byte >= 0x41 && byte <= 0x5a || byte >= 0x30 && byte <= 0x39 || byte === 0x5f;

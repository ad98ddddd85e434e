/**
 * The texts that a workbook's cells share. They are read before the sheets, a slice at a time, and kept as one text with
 * the ends of each.
 *
 * @module
 */
import { joined } from "../bytes.ts";
import { JobError } from "../../jobs/errors.ts";
import type { RangeFile } from "../csv/reader.ts";
import { refuseDoctype, unescapeCell } from "./xml.ts";
import { ENTRY_START, type EntryState, readEntry, type ZipEntry } from "../zip/zip.ts";

export type StringsState = {
  entry: EntryState;
  /** Bytes that end in the midst of a text. */
  pending: Uint8Array;
  text: Uint8Array;
  /** Where each text ends, in UTF-16 code units. */
  ends: Uint32Array;
  isDone: boolean;
};

export const STRINGS_START: StringsState = {
  entry: ENTRY_START,
  pending: new Uint8Array(),
  text: new Uint8Array(),
  ends: new Uint32Array(),
  isDone: false,
};

/** Bytes of XML, and of texts, which are held in memory while the sheets are read. */
const MOST_XML = 128 * 1024 * 1024;
const MOST_TEXT = 32 * 1024 * 1024;
const MOST_PENDING = 4 * 1024 * 1024;

export async function readStrings(
  file: RangeFile,
  entry: ZipEntry,
  state: StringsState,
  most: number,
): Promise<StringsState> {
  const slice = await readEntry(file, entry, state.entry, most, MOST_XML);
  const bytes = joined([state.pending, slice.bytes]);
  const cut = slice.isEnd ? bytes.length : lastClosing(bytes, "si");
  const xml = new TextDecoder().decode(bytes.subarray(0, cut));
  refuseDoctype(xml, file.name);
  let length = state.ends.at(-1) ?? 0;
  const texts: string[] = [], ends: number[] = [];
  for (const [, , inner = ""] of xml.matchAll(/<(\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)) {
    const text = textOf(inner);
    texts.push(text);
    ends.push(length += text.length);
  }
  const text = joined([state.text, new TextEncoder().encode(texts.join(""))]);
  const pending = bytes.slice(cut);
  if (text.length > MOST_TEXT || pending.length > MOST_PENDING) {
    throw new JobError(
      "too_large",
      `Cannot read ${file.name}: it holds more than 32 MB of different texts. Save the table as CSV and upload that.`,
    );
  }
  const allEnds = new Uint32Array(state.ends.length + ends.length);
  allEnds.set(state.ends);
  allEnds.set(ends, state.ends.length);
  return { entry: slice.state, pending, text, ends: allEnds, isDone: slice.isEnd };
}

/** All the runs of a text; how it is pronounced is left out. */
export function textOf(inner: string): string {
  const spoken = inner.includes("rPh") ? inner.replaceAll(/<(\w+:)?rPh[\s\S]*?<\/(?:\w+:)?rPh>/g, "") : inner;
  let text = "";
  for (const [, run = ""] of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g)) text += run;
  return unescapeCell(text);
}

export class SharedStrings {
  readonly #text: string;
  readonly #ends: Uint32Array;

  constructor({ text, ends }: Pick<StringsState, "text" | "ends">) {
    this.#text = new TextDecoder().decode(text);
    this.#ends = ends;
  }

  get(index: number): string {
    const end = this.#ends[index];
    return end === undefined ? "" : this.#text.slice(index === 0 ? 0 : this.#ends[index - 1]!, end);
  }
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

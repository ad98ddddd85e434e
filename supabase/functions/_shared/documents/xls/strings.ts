/**
 * Texts in a BIFF8 stream: characters of one or two bytes, and where a text goes on in the next record it may change from
 * one to the other ([MS-XLS] 2.5.293, 2.5.296).
 *
 * @module
 */
import type { RangeFile } from "../csv/reader.ts";
import { blockOf, refuseTooMuchText, type TextBlock } from "../xlsx/text_blocks.ts";
import { type Extents, readStream } from "./compound.ts";
import { type BiffRecord, RECORD, recordsIn } from "./records.ts";

const WIDE = 1, EXTENDED = 4, RICH = 8;
const wide = new TextDecoder("utf-16le");

/** `count` characters at `at`; fewer where the data end. */
function charactersAt(data: DataView, at: number, count: number, isWide: boolean): string {
  const bytes = new Uint8Array(
    data.buffer,
    data.byteOffset + at,
    Math.min(data.byteLength - at, isWide ? 2 * count : count),
  );
  if (isWide) return wide.decode(bytes);
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

/** A text with its length in 16 bits (in 8 with `isShort`) and its flags, at `at`. */
export function textAt(data: DataView, at: number, isShort = false): string {
  const start = at + (isShort ? 1 : 2);
  if (start >= data.byteLength) return "";
  const count = isShort ? data.getUint8(at) : data.getUint16(at, true);
  return charactersAt(data, start + 1, count, (data.getUint8(start) & WIDE) !== 0);
}

/** A text of 32,767 characters with its formats. */
const LONGEST_TEXT = 512 * 1024;

export type SharedTextsState = {
  /** The record in which the next text begins, and where in its data. */
  record: number;
  skip: number;
  /** How many texts there are, as the first record says. */
  amount: number | null;
  /** How many have been read, and their bytes. */
  read: number;
  bytes: number;
  isDone: boolean;
};

/** @param at where their record begins in the stream */
export const sharedTextsAt = (at: number): SharedTextsState => ({
  record: at,
  skip: 8,
  amount: null,
  read: 0,
  bytes: 0,
  isDone: false,
});

/** Reads those texts that cells share which begin in about the next `most` bytes. */
export async function readSharedTexts(
  file: RangeFile,
  stream: Extents,
  state: SharedTextsState,
  most: number,
): Promise<{ state: SharedTextsState; block: TextBlock }> {
  const bytes = await readStream(file, stream, state.record, state.record + most + LONGEST_TEXT);
  const pieces = piecesIn(bytes, state.amount === null ? RECORD.strings : undefined);
  const amount = state.amount ?? (pieces[0] && pieces[0].data.byteLength >= 8 ? pieces[0].data.getUint32(4, true) : 0);
  const from = new Pieces(pieces);
  from.skip(state.skip);
  const texts: string[] = [];
  while (from.at < most && state.read + texts.length < amount && !from.isOver) {
    const count = from.number(2), flags = from.byte();
    const runs = flags & RICH ? from.number(2) : 0;
    const extension = flags & EXTENDED ? from.number(4) : 0;
    const text = from.characters(count, (flags & WIDE) !== 0);
    from.skip(4 * runs + extension);
    texts.push(text);
  }
  const block = blockOf(texts);
  const sum = state.bytes + block.text.length, read = state.read + texts.length;
  refuseTooMuchText(file.name, sum);
  const { record, skip } = from.place;
  const isDone = from.isOver || read >= amount || texts.length === 0;
  return { state: { record: state.record + record, skip, amount, read, bytes: sum, isDone }, block };
}

/** The records of the texts: the first one, and those in which it goes on. */
function piecesIn(bytes: Uint8Array, first: number | undefined): BiffRecord[] {
  const pieces: BiffRecord[] = [];
  for (const record of recordsIn(bytes)) {
    const isFirst = pieces.length === 0 && (first === undefined || record.type === first);
    if (!isFirst && (pieces.length === 0 || record.type !== RECORD.goesOn)) break;
    pieces.push(record);
  }
  return pieces;
}

/** Reads on over the ends of the records that the texts were cut into. */
class Pieces {
  #piece = 0;
  #at = 0;

  constructor(private readonly pieces: readonly BiffRecord[]) {}

  /** Where reading is in the bytes that the pieces came from. */
  get at(): number {
    const { record, skip } = this.place;
    return record + skip;
  }

  get place(): { record: number; skip: number } {
    return { record: this.pieces[this.#piece]?.at ?? Infinity, skip: this.#at };
  }

  get isOver(): boolean {
    return this.#piece >= this.pieces.length;
  }

  byte(): number {
    while (!this.isOver && this.#at >= this.pieces[this.#piece]!.data.byteLength) this.#turn();
    return this.isOver ? 0 : this.pieces[this.#piece]!.data.getUint8(this.#at++);
  }

  number(bytes: 2 | 4): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value += this.byte() * 2 ** (8 * i);
    return value;
  }

  skip(bytes: number): void {
    for (let left = bytes; left > 0 && !this.isOver;) {
      const step = Math.min(left, this.pieces[this.#piece]!.data.byteLength - this.#at);
      this.#at += step;
      left -= step;
      if (left > 0) this.#turn();
    }
  }

  characters(count: number, isWide: boolean): string {
    let text = "";
    for (let left = count, width = isWide ? 2 : 1; left > 0 && !this.isOver;) {
      const { data } = this.pieces[this.#piece]!;
      const here = Math.min(left, Math.floor((data.byteLength - this.#at) / width));
      if (here > 0) text += charactersAt(data, this.#at, here, width === 2);
      this.#at += here * width;
      left -= here;
      if (left === 0) break;
      this.#turn();
      width = this.byte() & WIDE ? 2 : 1;
    }
    return text;
  }

  #turn(): void {
    this.#piece++;
    this.#at = 0;
  }
}

/**
 * The texts that the cells of a workbook share. They are read once, block by block, and then held while its sheets are
 * read: as a few long texts, since a million short ones would take several times the memory.
 *
 * @module
 */
import { release } from "../bytes.ts";
import { JobError } from "../../jobs/errors.ts";

export type TextBlock = {
  /** One behind the other, in UTF-8. */
  text: Uint8Array<ArrayBuffer>;
  /** Where each text ends, in UTF-16 code units. */
  ends: Uint32Array;
};

/** Bytes of all blocks of a workbook. */
const MOST_TEXT = 32 * 1024 * 1024;

export function blockOf(texts: readonly string[]): TextBlock {
  let length = 0;
  return {
    text: new TextEncoder().encode(texts.join("")),
    ends: Uint32Array.from(texts, ({ length: each }) => length += each),
  };
}

/** @throws {JobError} `too_large` */
export function refuseTooMuchText(fileName: string, bytes: number): void {
  if (bytes <= MOST_TEXT) return;
  throw new JobError(
    "too_large",
    `Cannot read ${fileName}: it holds more than 32 MB of different texts. Save the table as CSV and upload that.`,
  );
}

interface Decoded {
  readonly text: string;
  readonly ends: Uint32Array;
  /** The number of its first text. */
  readonly first: number;
}

export class SharedStrings {
  readonly #blocks: Decoded[] = [];
  #amount = 0;
  #latest: Decoded | undefined;

  /** Adds the next block, and gives its bytes back. */
  add({ text, ends }: TextBlock): void {
    if (ends.length === 0) return;
    this.#blocks.push({ text: new TextDecoder().decode(text), ends: ends.slice(), first: this.#amount });
    this.#amount += ends.length;
    release(text);
  }

  get(index: number): string {
    const block = this.#blockOf(index);
    const place = block ? index - block.first : -1;
    const end = block?.ends[place];
    return end === undefined ? "" : block!.text.slice(place === 0 ? 0 : block!.ends[place - 1]!, end);
  }

  #blockOf(index: number): Decoded | undefined {
    const latest = this.#latest;
    if (latest && index >= latest.first && index < latest.first + latest.ends.length) return latest;
    return this.#latest = this.#blocks.findLast(({ first }) => first <= index);
  }
}

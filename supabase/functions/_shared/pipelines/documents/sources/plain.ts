/**
 * A text file, in whatever encoding.
 *
 * @module
 */
import { decodeLines } from "../../../documents/csv/decode.ts";
import { detectEncoding, ENCODING_BYTES } from "../../../documents/csv/encoding.ts";
import type { InputFile } from "../../pipeline.ts";

/** Of more than this only the beginning is read: some 250 pages. */
const MAX_BYTES = 512 * 1024;

export interface PlainText {
  readonly text: string;
  readonly truncated: boolean;
}

export async function readPlain(file: InputFile): Promise<PlainText> {
  const bytes = await file.readRange(0, Math.min(file.bytes, MAX_BYTES));
  const encoding = await detectEncoding(bytes.subarray(0, ENCODING_BYTES));
  const { text } = decodeLines(bytes.subarray(encoding.bom), encoding);
  return { text: tidy(text), truncated: file.bytes > MAX_BYTES };
}

/** Line ends as one character, and no characters that show nothing. */
export function tidy(text: string): string {
  return text.replace(/\r\n?|[\v\f\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]|[\u00ad\u200b-\u200f\u202a-\u202e\ufeff]/gu, "")
    .replace(/[^\S\n\t]/g, " ");
}

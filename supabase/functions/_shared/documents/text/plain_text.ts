import { decodeLines } from "../csv/decode.ts";
import { detectEncoding, ENCODING_BYTES } from "../csv/encoding.ts";
import { plain } from "./line_builder.ts";
import { MOST_CHARACTERS, type TextDocument, type TextFile } from "./text_document.ts";

/** A text file, in whatever encoding. */
export async function readPlainText(file: TextFile): Promise<TextDocument> {
  const bytes = await file.readRange(0, Math.min(file.bytes, MOST_CHARACTERS));
  const text = plain(await decode(bytes));
  return { text, title: null, isCut: file.bytes > bytes.length, attachments: [] };
}

/** Bytes as text: by their mark, as UTF-8, or as what they look most like. */
export async function decode(bytes: Uint8Array): Promise<string> {
  const encoding = await detectEncoding(bytes.subarray(0, ENCODING_BYTES));
  return decodeLines(bytes.subarray(encoding.bom), encoding).text;
}

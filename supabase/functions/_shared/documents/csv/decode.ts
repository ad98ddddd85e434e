/**
 * Bytes to text, for pieces that begin and end at line ends.
 *
 * @module
 */
import { type Encoding, isUtf8 } from "./encoding.ts";

export interface Decoded {
  readonly text: string;
  /** Lines that were not in the text's encoding and were read as windows-1252. */
  readonly foreignLines: number;
}

export function decodeLines(bytes: Uint8Array, { label }: Encoding): Decoded {
  if (label !== "utf-8") return { text: new TextDecoder(label, { ignoreBOM: true }).decode(bytes), foreignLines: 0 };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), foreignLines: 0 };
  } catch {
    return decodeMixed(bytes);
  }
}

function decodeMixed(bytes: Uint8Array): Decoded {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const other = new TextDecoder("windows-1252");
  let text = "", foreignLines = 0;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found + 1;
    const line = bytes.subarray(start, end);
    if (isUtf8(line)) {
      text += utf8.decode(line);
    } else {
      text += other.decode(line);
      foreignLines++;
    }
    start = end;
  }
  return { text, foreignLines };
}

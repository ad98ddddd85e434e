/**
 * Which encoding a text is in: byte order mark, valid UTF-8, the pattern of NULs that UTF-16 makes, then a guess by the
 * frequencies of the letters.
 *
 * @module
 */
export interface Encoding {
  /** A label that `TextDecoder` knows. */
  readonly label: string;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** Bytes of one code unit: a line end is as long. */
  readonly unit: 1 | 2;
}

/** How many bytes {@link detectEncoding} wants to see. */
export const ENCODING_BYTES = 256 * 1024;

const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** @param head the file's first {@link ENCODING_BYTES}, or all of it */
export async function detectEncoding(head: Uint8Array): Promise<Encoding> {
  const mark = MARKS.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (mark) return { label: mark[1], bom: mark[0].length, unit: mark[1] === "utf-8" ? 1 : 2 };
  const wide = utf16Order(head);
  if (wide) return { label: wide, bom: 0, unit: 2 };
  const label = isMostlyUtf8(head) ? "utf-8" : await guess(head);
  return { label, bom: 0, unit: 1 };
}

/** Latin text in UTF-16 has a NUL in nearly every other byte. */
function utf16Order(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const length = Math.min(head.length, 4096);
  const nuls = [0, 0];
  for (let i = 0; i < length; i++) if (head[i] === 0) nuls[i % 2]!++;
  const many = length * 0.2;
  if (nuls[1]! > many && nuls[0]! < many / 4) return "utf-16le";
  if (nuls[0]! > many && nuls[1]! < many / 4) return "utf-16be";
  return undefined;
}

/** True also for a text of which a few lines are in another encoding: those are told apart line by line when read. */
function isMostlyUtf8(head: Uint8Array): boolean {
  const strict = new TextDecoder("utf-8", { fatal: true });
  try {
    strict.decode(head, { stream: true });
    return true;
  } catch { /* looked at line by line */ }
  let valid = 0, invalid = 0;
  for (let start = 0; start < head.length;) {
    const found = head.indexOf(0x0a, start);
    const end = found < 0 ? head.length : found + 1;
    const line = head.subarray(start, end);
    if (line.some((byte) => byte >= 0x80)) isUtf8(line) ? valid++ : invalid++;
    start = end;
  }
  return valid > 0 && valid >= invalid;
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

async function guess(head: Uint8Array): Promise<string> {
  // ASCII tells nothing: a guess over the lines with other letters is surer and quicker.
  const lines = linesWithOthers(head);
  if (isWestern(new TextDecoder("windows-1252").decode(lines))) return "windows-1252";
  const { detect } = await import("jschardet");
  const { encoding } = detect(lines);
  return encoding === null ? "windows-1252" : decoderLabel(encoding);
}

/** Few letters are not ASCII, these are those of western Europe, and no symbol stands inside of a word. */
function isWestern(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const others = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return others < letters * 0.35 && !/[ÐÝÞðýþ]/.test(text) && !/\p{L}[^\p{ASCII}’´\p{L}]\p{L}/u.test(text) &&
    !/[\u0080-\u009f]/.test(text) && !/(?:^|[^\p{L}])[£¯¼³¿]\p{L}/mu.test(text);
}

/** The names of Python's encodings, which the detector speaks, as those of the Encoding Standard. */
function decoderLabel(name: string): string {
  const known: Record<string, string> = { CP932: "shift_jis", CP949: "euc-kr", "Big5-HKSCS": "big5", Johab: "euc-kr" };
  try {
    return new TextDecoder(known[name] ?? name).encoding;
  } catch {
    return "windows-1252";
  }
}

const GUESS_BYTES = 16 * 1024;

function linesWithOthers(head: Uint8Array): Uint8Array {
  const picked = new Uint8Array(GUESS_BYTES);
  let size = 0;
  for (let start = 0; start < head.length && size < GUESS_BYTES;) {
    const found = head.indexOf(0x0a, start);
    const end = found < 0 ? head.length : found + 1;
    const line = head.subarray(start, Math.min(end, start + GUESS_BYTES - size));
    if (line.some((byte) => byte >= 0x80)) {
      picked.set(line, size);
      size += line.length;
    }
    start = end;
  }
  return picked.subarray(0, size);
}

/**
 * A ZIP file of entries that are stored as they are (APPNOTE 6.3, without ZIP64): PDFs are packed already.
 *
 * @module
 */
import { crc32, joined } from "../../../../../supabase/functions/_shared/documents/bytes.ts";
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

const UTF8_NAMES = 0x0800;
const STORED = 0;
/** 1980-01-01, the first day a ZIP file can tell. */
const DATE = 0x0021;

export function zipOf(entries: readonly ZipEntry[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [], directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const title = new TextEncoder().encode(name);
    const common = [u16(20), u16(UTF8_NAMES), u16(STORED), u16(0), u16(DATE), u32(crc32(content))];
    const sizes = [u32(content.length), u32(content.length), u16(title.length), u16(0)];
    const head = joined([u32(0x04034b50), ...common, ...sizes, title]);
    directory.push(
      joined([u32(0x02014b50), u16(20), ...common, ...sizes, u16(0), u16(0), u16(0), u32(0), u32(offset), title]),
    );
    parts.push(head, new Uint8Array(content));
    offset += head.length + content.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const count = u16(entries.length);
  const end = joined([u32(0x06054b50), u16(0), u16(0), count, count, u32(size), u32(offset), u16(0)]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >> 8 & 0xff);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, value >>> 8 & 0xff, value >>> 16 & 0xff, value >>> 24 & 0xff);
}

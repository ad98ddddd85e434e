/**
 * Writes a ZIP file entry by entry (APPNOTE 6.3, without ZIP64): what must be known at the end is kept as plain JSON.
 * Times are zero, so that the same entries give the same bytes.
 *
 * @module
 */
import { crc32 } from "../../../documents/bytes.ts";
import { Buffer } from "node:buffer";
import { deflateRawSync } from "node:zlib";

export interface ZipState {
  offset: number;
  entries: { name: string; crc: number; packed: number; size: number; offset: number }[];
}

export const EMPTY_ZIP: ZipState = { offset: 0, entries: [] };

const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
/** 1980-01-01, the first day a ZIP file can tell. */
const DATE = 0x0021;

/** The bytes of one more entry; `state` moves on. */
export function zipEntry(state: ZipState, name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const entry = { name, crc: crc32(content), packed: packed.length, size: content.length, offset: state.offset };
  const title = Buffer.from(name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  commonFields(head, 4, entry, title.length);
  const bytes = Buffer.concat([head, title, packed]);
  state.entries.push(entry);
  state.offset += bytes.length;
  return bytes;
}

/** The directory at the end of the file. */
export function zipEnd(state: ZipState): Uint8Array {
  const records = state.entries.map((entry) => {
    const title = Buffer.from(entry.name);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(20, 4);
    commonFields(record, 6, entry, title.length);
    record.writeUInt32LE(entry.offset, 42);
    return Buffer.concat([record, title]);
  });
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(state.offset, 16);
  return Buffer.concat([directory, end]);
}

function commonFields(head: Buffer, at: number, entry: ZipState["entries"][number], nameLength: number): void {
  head.writeUInt16LE(20, at);
  head.writeUInt16LE(UTF8_NAMES, at + 2);
  head.writeUInt16LE(DEFLATE, at + 4);
  head.writeUInt16LE(DATE, at + 8);
  head.writeUInt32LE(entry.crc, at + 10);
  head.writeUInt32LE(entry.packed, at + 14);
  head.writeUInt32LE(entry.size, at + 18);
  head.writeUInt16LE(nameLength, at + 22);
}

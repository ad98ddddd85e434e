/**
 * Streams in an OLE compound file ([MS-CFB]), found by ranges and within bounds: every chain is counted, so that a loop
 * ends.
 *
 * @module
 */
import { joined } from "../bytes.ts";
import type { RangeFile } from "../csv/reader.ts";

/** Where the bytes of a stream lie in the file: pairs of offset and length, in order. */
export type Extents = Uint32Array;

/** The directory says what is not so, or chains lead nowhere. */
export class CorruptCompound extends Error {
  override readonly name = "CorruptCompound";
}

const HEADER_BYTES = 512;
const FREE = 0xfffffffa;
const DIRECTORY_ENTRY = 128;
const MOST_DIRECTORY_SECTORS = 1024;

interface Layout {
  readonly file: RangeFile;
  readonly sectorBytes: number;
  readonly next: Uint32Array;
}

/** Those streams in the file that have one of the `wanted` names; of several with the same name the last. */
export async function readStreams(file: RangeFile, wanted: readonly string[]): Promise<Map<string, Extents>> {
  const head = viewOf(await file.readRange(0, HEADER_BYTES));
  if (head.byteLength < HEADER_BYTES) throw new CorruptCompound();
  const shift = head.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw new CorruptCompound();
  const layout: Layout = { file, sectorBytes: 1 << shift, next: await allocationOf(file, head, 1 << shift) };
  const entries = await directoryOf(layout, head.getUint32(48, true));
  const root = entries.find((entry) => entry.type === "root");
  if (!root) throw new CorruptCompound();
  const cutoff = head.getUint32(56, true);
  const small = await smallSectors(layout, head.getUint32(60, true), root.start);
  const found = new Map(
    entries.filter(({ type, name }) => type === "stream" && wanted.includes(name)).map((entry) => [entry.name, entry]),
  );
  return new Map(
    [...found.values()].map(({ name, start, size }) => [
      name,
      size < cutoff ? small(start, size) : extentsOf(layout, start, size),
    ]),
  );
}

/** Bytes `start` to `end` of a stream, fewer where it ends before. */
export async function readStream(
  file: RangeFile,
  extents: Extents,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for (let i = 0, at = 0; i < extents.length && at < end; i += 2) {
    const offset = extents[i]!, length = extents[i + 1]!;
    const from = Math.max(0, start - at), to = Math.min(length, end - at);
    if (to > from) pieces.push(await file.readRange(offset + from, offset + to));
    at += length;
  }
  if (pieces.length === 1) return pieces[0] as Uint8Array<ArrayBuffer>;
  return joined(pieces);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const offsetOf = (sector: number, sectorBytes: number): number => (sector + 1) * sectorBytes;

/** Which sector follows which. */
async function allocationOf(file: RangeFile, head: DataView, sectorBytes: number): Promise<Uint32Array> {
  const amount = head.getUint32(44, true), perSector = sectorBytes / 4;
  if (amount * sectorBytes > file.bytes) throw new CorruptCompound();
  const sectors: number[] = [];
  for (let i = 0; i < 109 && sectors.length < amount; i++) sectors.push(head.getUint32(76 + 4 * i, true));
  let more = head.getUint32(68, true);
  while (sectors.length < amount && more < FREE) {
    const list = viewOf(await sectorAt(file, more, sectorBytes));
    for (let i = 0; i < perSector - 1 && sectors.length < amount; i++) sectors.push(list.getUint32(4 * i, true));
    more = list.getUint32(sectorBytes - 4, true);
  }
  if (sectors.length < amount) throw new CorruptCompound();
  const next = new Uint32Array(amount * perSector);
  for (const [i, run] of runsOf(sectors)) {
    const bytes = await file.readRange(offsetOf(sectors[i]!, sectorBytes), offsetOf(sectors[i]! + run, sectorBytes));
    const view = viewOf(bytes);
    for (let k = 0; k < bytes.length >> 2; k++) next[i * perSector + k] = view.getUint32(4 * k, true);
  }
  return next;
}

async function sectorAt(file: RangeFile, sector: number, sectorBytes: number): Promise<Uint8Array> {
  const start = offsetOf(sector, sectorBytes);
  if (start + sectorBytes > file.bytes) throw new CorruptCompound();
  return await file.readRange(start, start + sectorBytes);
}

/** Neighbouring sectors: index of the first, and how many. */
function runsOf(sectors: readonly number[]): [first: number, length: number][] {
  const runs: [number, number][] = [];
  sectors.forEach((sector, i) => {
    if (i > 0 && sector === sectors[i - 1]! + 1) runs.at(-1)![1]++;
    else runs.push([i, 1]);
  });
  return runs;
}

function chainOf(next: Uint32Array, start: number, most: number): number[] {
  const chain: number[] = [];
  for (let sector = start; sector < FREE; sector = next[sector] ?? FREE) {
    if (chain.length >= most) break;
    chain.push(sector);
  }
  return chain;
}

function extentsOf({ file, sectorBytes, next }: Layout, start: number, size: number): Extents {
  const sectors = chainOf(next, start, Math.ceil(size / sectorBytes));
  if (size > file.bytes || sectors.length * sectorBytes < size) throw new CorruptCompound();
  const extents = runsOf(sectors).map(([i, run]) => [offsetOf(sectors[i]!, sectorBytes), run * sectorBytes]);
  return trimmed(extents, size);
}

function trimmed(extents: number[][], size: number): Extents {
  const all = extents.reduce((sum, [, length]) => sum + length!, 0);
  if (extents.length > 0) extents.at(-1)![1]! -= all - size;
  return Uint32Array.from(extents.flat());
}

interface Entry {
  readonly name: string;
  readonly type: "stream" | "root" | "other";
  readonly start: number;
  readonly size: number;
}

async function directoryOf(layout: Layout, start: number): Promise<Entry[]> {
  const sectors = chainOf(layout.next, start, MOST_DIRECTORY_SECTORS);
  const extents = extentsOf(layout, start, sectors.length * layout.sectorBytes);
  const view = viewOf(await readStream(layout.file, extents, 0, Infinity));
  const entries: Entry[] = [];
  for (let at = 0; at + DIRECTORY_ENTRY <= view.byteLength; at += DIRECTORY_ENTRY) {
    const length = Math.min(32, view.getUint16(at + 64, true) >> 1);
    let name = "";
    for (let i = 0; i < length - 1; i++) name += String.fromCharCode(view.getUint16(at + 2 * i, true));
    const type = ({ 2: "stream", 5: "root" } as const)[view.getUint8(at + 66)] ?? "other";
    entries.push({ name, type, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
  }
  return entries;
}

const SMALL_SECTOR = 64;

/** Streams below the cutoff lie in sectors of 64 bytes inside the root's own stream. */
async function smallSectors(layout: Layout, start: number, root: number) {
  const most = Math.ceil(layout.file.bytes / layout.sectorBytes);
  const chain = chainOf(layout.next, start, most);
  const places = chainOf(layout.next, root, most);
  const table = viewOf(
    await readStream(layout.file, extentsOf(layout, start, chain.length * layout.sectorBytes), 0, Infinity),
  );
  const next = Uint32Array.from({ length: table.byteLength >> 2 }, (_, i) => table.getUint32(4 * i, true));
  const perSector = layout.sectorBytes / SMALL_SECTOR;
  return (first: number, size: number): Extents => {
    const extents = chainOf(next, first, Math.ceil(size / SMALL_SECTOR)).map((small) => {
      const sector = places[Math.floor(small / perSector)];
      if (sector === undefined) throw new CorruptCompound();
      return [offsetOf(sector, layout.sectorBytes) + small % perSector * SMALL_SECTOR, SMALL_SECTOR];
    });
    if (extents.length * SMALL_SECTOR < size) throw new CorruptCompound();
    return trimmed(extents, size);
  };
}

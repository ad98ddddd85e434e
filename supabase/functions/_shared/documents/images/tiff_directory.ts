/**
 * Directories of a TIFF, which EXIF data are, too (TIFF 6.0, section 2).
 *
 * @module
 */

/** Numbers by tag; rationals as quotients. */
export type Directory = ReadonlyMap<number, readonly number[]>;

const BYTES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
/** A page of one row a strip has some thousands of these. */
const MAX_VALUES = 100_000;
const MAX_ENTRIES = 500;
/** Of all directories: entries may all point at the same values. */
const MAX_ALL_VALUES = 4_000_000;

/**
 * At most `max` directories, however they are chained.
 *
 * @throws RangeError when they point out of the file, Error when it is no TIFF
 */
export function readDirectories(data: Uint8Array, max: number): Directory[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if (!little && order !== 0x4d4d || view.getUint16(2, little) !== 42) throw new Error("It is no TIFF.");
  const found: Directory[] = [];
  const seen = new Set<number>();
  let left = MAX_ALL_VALUES;
  for (let at = view.getUint32(4, little); at !== 0 && found.length < max && !seen.has(at);) {
    seen.add(at);
    const entries = view.getUint16(at, little);
    if (entries > MAX_ENTRIES) throw new Error("A directory has too many entries.");
    const directory = new Map<number, number[]>();
    for (let i = 0; i < entries; i++) {
      const entry = at + 2 + 12 * i;
      const values = valuesOf(view, entry, little);
      if ((left -= values.length) < 0) throw new Error("The directories have too many values.");
      directory.set(view.getUint16(entry, little), values);
    }
    found.push(directory);
    at = view.getUint32(at + 2 + 12 * entries, little);
  }
  return found;
}

function valuesOf(view: DataView, entry: number, little: boolean): number[] {
  const type = view.getUint16(entry + 2, little), count = view.getUint32(entry + 4, little);
  const size = BYTES[type];
  if (size === undefined || count > MAX_VALUES) return [];
  const start = size * count <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * size;
    if (size === 1) return view.getUint8(at);
    if (size === 2) return view.getUint16(at, little);
    if (size === 4) return view.getUint32(at, little);
    return view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1);
  });
}

/**
 * Workbooks in the old binary format for tests: records in a stream in a compound file.
 *
 * @module
 */
const FREE = 0xffffffff, END = 0xfffffffe, ALLOCATION = 0xfffffffd;

export const u16 = (...values: number[]): number[] => values.flatMap((value) => [value & 255, value >>> 8 & 255]);
export const u32 = (...values: number[]): number[] => values.flatMap((value) => u16(value & 0xffff, value >>> 16));
export const f64 = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];
const wide = (text: string): number[] => [...text].flatMap((each) => u16(each.charCodeAt(0)));

export const record = (type: number, ...data: number[]): number[] => [...u16(type, data.length), ...data];
/** A text with its length in 16 bits, its characters in two bytes each. */
export const wideText = (text: string): number[] => [...u16(text.length), 1, ...wide(text)];
/** The same with characters of one byte. */
export const narrowText = (text: string): number[] => [...u16(text.length), 0, ...new TextEncoder().encode(text)];

const begin = (kind: number) => record(0x0809, ...u16(0x0600, kind), ...u32(0, 0, 0));
const end = record(0x000a);

export interface TestXls {
  /** Records behind the globals' begin: formats, styles, shared texts. */
  readonly globals?: number[];
  readonly sheets: Readonly<Record<string, number[]>>;
  readonly hidden?: readonly string[];
}

export function xlsOf({ globals = [], sheets, hidden = [] }: TestXls): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const bodies = names.map((name) => [...begin(0x10), ...sheets[name]!, ...end]);
  const list = (starts: readonly number[]) =>
    names.flatMap((name, i) =>
      record(0x0085, ...u32(starts[i]!), hidden.includes(name) ? 1 : 0, 0, name.length, 1, ...wide(name))
    );
  const head = (starts: readonly number[]) => [...begin(0x05), ...list(starts), ...globals, ...end];
  let at = head(names.map(() => 0)).length;
  const starts = bodies.map((body) => (at += body.length) - body.length);
  const workbook = [...head(starts), ...bodies.flat()];
  return compoundOf({ Workbook: workbook }, workbook.length < 50_000 ? 512 : 4096);
}

/** Streams below 4,096 bytes go where small ones do. */
export function compoundOf(streams: Readonly<Record<string, number[]>>, sectorBytes = 512): Uint8Array<ArrayBuffer> {
  const sectors: number[][] = [[]], next: number[] = [ALLOCATION];
  const put = (bytes: readonly number[]): number => {
    if (bytes.length === 0) return END;
    const first = sectors.length;
    for (let at = 0; at < bytes.length; at += sectorBytes) {
      sectors.push([...bytes.slice(at, at + sectorBytes)]);
      next.push(at + sectorBytes < bytes.length ? sectors.length : END);
    }
    return first;
  };
  const small: number[] = [], smallNext: number[] = [];
  const entries = Object.entries(streams).map(([name, bytes]) => {
    if (bytes.length >= 4096) return entry(name, 2, put(bytes), bytes.length);
    const first = small.length / 64;
    for (let left = bytes.length; left > 0; left -= 64) smallNext.push(left > 64 ? smallNext.length + 1 : END);
    small.push(...bytes, ...new Array((64 - bytes.length % 64) % 64).fill(0));
    return entry(name, 2, first, bytes.length);
  });
  const root = entry("Root Entry", 5, put(small), small.length);
  const smallTable = put(u32(...smallNext));
  const directory = put([root, ...entries].flat());
  sectors[0] = u32(...next, ...new Array(sectorBytes / 4 - next.length).fill(FREE));
  const head = [
    ...[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    ...new Array(16).fill(0),
    ...u16(0x3e, 3, 0xfffe, Math.log2(sectorBytes), 6),
    ...new Array(6).fill(0),
    ...u32(0, 1, directory, 0, 4096, smallTable, 1, END, 0, 0),
    ...new Array(108 * 4).fill(0xff),
  ];
  const bytes = new Uint8Array(sectorBytes * (sectors.length + 1));
  [head, ...sectors].forEach((sector, i) => bytes.set(sector, i * sectorBytes));
  return bytes;
}

function entry(name: string, type: number, start: number, size: number): number[] {
  const text = wide(name);
  return [
    ...text,
    ...new Array(64 - text.length).fill(0),
    ...u16(text.length + 2),
    type,
    1,
    ...new Array(48).fill(0),
    ...u32(start, size, 0),
  ];
}

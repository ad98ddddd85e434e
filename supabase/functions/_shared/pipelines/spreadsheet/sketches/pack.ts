/**
 * What a step leaves for the next: JSON in which typed arrays are kept as bytes behind it.
 *
 * Layout: length of the JSON (uint32, little endian), the JSON, padding to a multiple of 8, then the arrays one after
 * another, each padded to a multiple of 8. Counts below 256, as most are, take a byte each.
 *
 * @module
 */
import { release } from "../../../documents/bytes.ts";

type TypedArray = Float64Array | Uint32Array | Int32Array | Uint8Array;

const TYPES = { Float64Array, Uint32Array, Int32Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;

const MARK = "\u0000array";
const padded = (length: number): number => Math.ceil(length / 8) * 8;

export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: TypedArray[] = [];
  let offset = 0;
  const json = new TextEncoder().encode(JSON.stringify(value, (_, each) => {
    if (!ArrayBuffer.isView(each)) return each;
    const array = narrowed(each as TypedArray);
    const place = { [MARK]: [(each as TypedArray).constructor.name, offset, array.length, array === each ? 0 : 1] };
    arrays.push(array);
    offset += padded(array.byteLength);
    return place;
  }));
  const start = padded(4 + json.length);
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  return bytes;
}

/** The same with arrays of its own: those of what was unpacked share one buffer. */
export function withOwnArrays<T>(value: T): T {
  if (ArrayBuffer.isView(value)) return (value as unknown as TypedArray).slice() as T;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withOwnArrays(each)])) as T;
}

/** Gives the memory of a value's arrays back, and of what was unpacked all of it. */
export function releaseArrays(value: unknown): void {
  if (ArrayBuffer.isView(value)) release(value);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach(releaseArrays);
}

export function unpack<T>(packed: Uint8Array<ArrayBuffer>): T {
  // Arrays are views of the buffer, which must begin at a multiple of 8.
  const bytes = packed.byteOffset % 8 === 0 ? packed : packed.slice();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = bytes.byteOffset + padded(4 + length);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)), (_, each) => {
    const place = each?.[MARK] as [TypeName, number, number, 0 | 1] | undefined;
    if (!place) return each;
    const [type, offset, size, isNarrow] = place;
    if (isNarrow) return Uint32Array.from(new Uint8Array(bytes.buffer, start + offset, size));
    return new TYPES[type](bytes.buffer, start + offset, size);
  });
}

function narrowed(array: TypedArray): TypedArray {
  if (!(array instanceof Uint32Array)) return array;
  for (let i = 0; i < array.length; i++) if (array[i]! > 255) return array;
  return Uint8Array.from(array);
}

/**
 * Ink as it is kept between steps: packed bits, 3 to 8 KB a page.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { deflateSync, inflateSync } from "node:zlib";
import { Ink } from "../segment/ink.ts";

export interface PackedInk {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly bits: string;
}

export function packInk(page: number, { width, height, left, top, scale, bits }: Ink): PackedInk {
  return { page, width, height, left, top, scale, bits: deflateSync(bits, { level: 3 }).toString("base64") };
}

export function unpackInk({ width, height, left, top, scale, bits }: PackedInk): Ink {
  return new Ink(width, height, left, top, scale, new Uint8Array(inflateSync(Buffer.from(bits, "base64"))));
}

/**
 * Writes PNG (ISO/IEC 15948): rows unfiltered but for the difference to the row above, packed once.
 *
 * @module
 */
import { crc32, joined } from "../bytes.ts";
import { deflateSync } from "node:zlib";
import type { Gray, Rgb } from "./raster.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GRAY = 0, RGB = 2;
const UP = 2;
/** Pages are mostly one colour: packing harder takes twice the time and saves little. */
const LEVEL = 4;

export function grayPng(picture: Gray, dpi: number): Uint8Array<ArrayBuffer> {
  return png(picture, 1, GRAY, dpi);
}

export function rgbPng(picture: Rgb, dpi: number): Uint8Array<ArrayBuffer> {
  return png(picture, 3, RGB, dpi);
}

function png({ width, height, data }: Gray | Rgb, channels: number, type: number, dpi: number) {
  const row = width * channels;
  const filtered = new Uint8Array((row + 1) * height);
  for (let y = 0, to = 0, from = 0; y < height; y++) {
    filtered[to++] = UP;
    for (let x = 0; x < row; x++, to++, from++) filtered[to] = data[from]! - (y === 0 ? 0 : data[from - row]!);
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, type);
  const density = new DataView(new ArrayBuffer(9));
  const perMetre = Math.round(dpi / 0.0254);
  density.setUint32(0, perMetre);
  density.setUint32(4, perMetre);
  density.setUint8(8, 1);
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("pHYs", new Uint8Array(density.buffer)),
    chunk("IDAT", deflateSync(filtered, { level: LEVEL })),
    chunk("IEND", new Uint8Array()),
  ];
  return joined(parts);
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

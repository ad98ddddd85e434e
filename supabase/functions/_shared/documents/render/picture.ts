/**
 * What is drawn of a page, as pixels.
 *
 * @module
 */
import type { Box } from "../pdf/geometry.ts";
import type { PdfiumPage } from "./document.ts";
import { draw, extentOf } from "./draw.ts";
import { grayPng, rgbPng } from "./png.ts";
import type { Gray } from "./raster.ts";

const WHITE = 0xffffffff;

/** Brightness, as Rec. 601 weighs the colours. */
export function grayPicture(page: PdfiumPage, part: Box, dpi: number): Gray & { readonly dpi: number } {
  const { width, height, dpi: drawn } = extentOf(part, dpi);
  const data = new Uint8Array(width * height);
  draw(page, part, dpi, (row, y) => {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const pixel = row[x]!;
      data[at] = pixel === WHITE
        ? 255
        : (pixel & 0xff) * 29 + (pixel >>> 8 & 0xff) * 150 + (pixel >>> 16 & 0xff) * 77 >> 8;
    }
  });
  return { width, height, data, dpi: drawn };
}

/** A PNG, of one channel when there is no colour in the picture. */
export function pngPicture(page: PdfiumPage, part: Box, dpi: number): Uint8Array<ArrayBuffer> {
  const { width, height, dpi: drawn } = extentOf(part, dpi);
  const data = new Uint8Array(3 * width * height);
  let coloured = false;
  draw(page, part, dpi, (row, y) => {
    for (let x = 0, at = 3 * y * width; x < width; x++) {
      const pixel = row[x]!;
      const blue = pixel & 0xff, green = pixel >>> 8 & 0xff, red = pixel >>> 16 & 0xff;
      coloured ||= Math.abs(blue - green) > 2 || Math.abs(red - green) > 2;
      data[at++] = red;
      data[at++] = green;
      data[at++] = blue;
    }
  });
  if (coloured) return rgbPng({ width, height, data }, drawn);
  const gray = new Uint8Array(width * height);
  for (let i = 0; i < gray.length; i++) gray[i] = data[3 * i + 1]!;
  return grayPng({ width, height, data: gray }, drawn);
}

/**
 * A page made ready to be recognised: upright, straight, clean, without rules, cut into bands.
 *
 * @module
 */
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { Box } from "../pdf/geometry.ts";
import { turnBox } from "../pdf/turn.ts";
import type { PageFrame } from "../render/renderer.ts";
import { crop, type Gray, turned } from "../render/raster.ts";
import { type Band, bandsOf } from "./bands.ts";
import { clean } from "./clean.ts";
import { invertDarkAreas } from "./dark_areas.ts";
import { Ink, type PixelBox } from "./ink.ts";
import { takeDashes } from "./dashes.ts";
import { eraseLeaders } from "./leaders.ts";
import { eraseRules, findRules, type PixelRules } from "./rules.ts";
import { NEGLIGIBLE, skewOf, straightened } from "./skew.ts";
import { eraseSpecks } from "./specks.ts";

/** How pixels of the straightened picture lie on the page. */
export interface Layout {
  /** The visible part of the page, upright, in points. */
  readonly view: Box;
  /** Quarter turns from the page's user space to upright. */
  readonly turns: number;
  /** Radians, anti-clockwise. */
  readonly skew: number;
  readonly dpi: number;
  readonly rules: PixelRules;
  /** Where text is light on dark ground. */
  readonly dark: readonly PixelBox[];
  /** Dashes that stand alone. */
  readonly dashes: readonly PixelBox[];
  /** In reading order; each with the end of its packed pixels in {@link Prepared.pixels}. */
  readonly bands: readonly (Band & { readonly end: number })[];
}

export interface Prepared {
  readonly layout: Layout;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

export interface PagePicture {
  readonly picture: Gray;
  readonly dpi: number;
  readonly frame: PageFrame;
}

/** @param headOver whether it has been found to stand on its head */
export function prepare({ picture, dpi, frame }: PagePicture, headOver = false): Prepared {
  clean(picture);
  const skew = skewOf(picture);
  const quarters = (skew.sideways ? 3 : 0) + (headOver ? 2 : 0);
  let upright = turned(picture, quarters);
  const angle = Math.abs(skew.angle) < NEGLIGIBLE ? 0 : skew.angle;
  if (angle !== 0) upright = straightened(upright, angle);
  const dark = invertDarkAreas(upright, dpi);
  const rules = findRules(upright, dpi);
  eraseRules(upright, rules);
  eraseLeaders(upright, dpi);
  eraseSpecks(upright, dpi);
  const dashes = takeDashes(upright, dpi);
  const bands: (Band & { end: number })[] = [];
  const packed: Uint8Array[] = [];
  let end = 0;
  for (const band of bandsOf(new Ink(upright), dpi)) {
    const { data } = crop(upright, band.x0, band.y0, band.x1 - band.x0, band.y1 - band.y0);
    const part = deflateRawSync(data, { level: constants.Z_BEST_SPEED });
    packed.push(part);
    bands.push({ ...band, end: end += part.length });
  }
  const pixels = new Uint8Array(end);
  packed.forEach((part, i) => pixels.set(part, bands[i]!.end - part.length));
  const turns = (frame.turns + quarters) % 4;
  return { layout: { view: turnBox(frame.box, turns), turns, skew: angle, dpi, rules, dark, dashes, bands }, pixels };
}

/** The picture of one band. */
export function bandPicture({ layout, pixels }: Prepared, index: number): Gray {
  const band = layout.bands[index]!;
  const start = index === 0 ? 0 : layout.bands[index - 1]!.end;
  const [width, height] = [band.x1 - band.x0, band.y1 - band.y0];
  const data = inflateRawSync(pixels.subarray(start, band.end), { maxOutputLength: width * height });
  return { width, height, data: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.length) };
}

/**
 * JPEG: looked at, never unpacked here.
 *
 * @module
 */
import { checkSize, damagedImage, type ImagePage } from "./image.ts";
import { orientationOf } from "./exif.ts";

export interface JpegFacts {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly progressive: boolean;
  /** Written by Adobe: four components are kept inverted. */
  readonly adobe: boolean;
  readonly orientation: number;
  readonly dpi: readonly [number, number] | undefined;
}

export function jpegPage(data: Uint8Array, name: string): ImagePage {
  const facts = jpegFacts(data, name);
  const { width, height, components } = facts;
  // All coefficients of a progressive image are held at once; else a few rows.
  checkSize(name, width, height, facts.progressive ? 2 * components : 1);
  const part = { x: 0, y: 0, width, height, entries: jpegEntries(facts), data };
  return { width, height, dpi: facts.dpi, orientation: facts.orientation, parts: [part] };
}

/** What a PDF's dictionary says of a JPEG. */
export function jpegEntries({ components, adobe }: JpegFacts): string {
  const space = components === 1 ? "/DeviceGray" : components === 4 ? "/DeviceCMYK" : "/DeviceRGB";
  const inverted = components === 4 && adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "";
  return `/Filter/DCTDecode/BitsPerComponent 8/ColorSpace${space}${inverted}`;
}

/** Walks the markers up to the frame's (ITU-T T.81, annex B). */
export function jpegFacts(data: Uint8Array, name: string): JpegFacts {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let adobe = false, orientation = 1, dpi: [number, number] | undefined;
  try {
    for (let at = 2;;) {
      if (view.getUint8(at) !== 0xff) throw damagedImage(name);
      const marker = view.getUint8(at + 1);
      if (marker === 0xff) {
        at++;
        continue;
      }
      const length = view.getUint16(at + 2);
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame) {
        return {
          height: view.getUint16(at + 5),
          width: view.getUint16(at + 7),
          components: view.getUint8(at + 9),
          progressive: (marker & 3) === 2,
          adobe,
          orientation,
          dpi,
        };
      }
      const content = data.subarray(at + 4, at + 2 + length);
      const says = (text: string) => text.split("").every((letter, i) => content[i] === letter.charCodeAt(0));
      if (marker === 0xe0 && says("JFIF")) dpi = density(view, at + 4) ?? dpi;
      if (marker === 0xe1 && says("Exif\0\0")) orientation = orientationOf(content.subarray(6));
      if (marker === 0xee && says("Adobe")) adobe = true;
      at += 2 + length;
    }
  } catch (cause) {
    throw damagedImage(name, cause);
  }
}

function density(view: DataView, jfif: number): [number, number] | undefined {
  const unit = view.getUint8(jfif + 7), x = view.getUint16(jfif + 8), y = view.getUint16(jfif + 10);
  if (unit === 1) return [x, y];
  return unit === 2 ? [x * 2.54, y * 2.54] : undefined;
}

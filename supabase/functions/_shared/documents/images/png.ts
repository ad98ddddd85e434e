/**
 * PNG: most go into a PDF as they are packed; those with transparency or interlacing are unpacked here.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { decode } from "fast-png";
import { joined } from "../bytes.ts";
import { checkSize, damagedImage, type ImagePage } from "./image.ts";

const GRAY = 0, RGB = 2, INDEXED = 3, GRAY_ALPHA = 4;
const HEADER_BYTES = 8 + 8 + 13 + 4;

interface PngFacts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly type: number;
  readonly interlaced: boolean;
  readonly dpi: readonly [number, number] | undefined;
  readonly palette: Uint8Array;
  /** The packed pixels. */
  readonly packed: Uint8Array;
}

export function pngPage(data: Uint8Array, name: string): ImagePage {
  const facts = pngFacts(data, name);
  const { width, height, dpi } = facts;
  if (![1, 2, 4, 8, 16].includes(facts.bits)) throw damagedImage(name);
  const channels = { [GRAY]: 1, [RGB]: 3, [INDEXED]: 1, [GRAY_ALPHA]: 2 }[facts.type] ?? 4;
  const plain = !facts.interlaced && [GRAY, RGB, INDEXED].includes(facts.type);
  checkSize(name, width, height, plain ? channels * facts.bits / 8 : channels * facts.bits / 8 + 4);
  const part = plain ? packedPart(facts, channels) : unpackedPart(data, name);
  return { width, height, dpi, orientation: 1, parts: [{ x: 0, y: 0, width, height, ...part }] };
}

function packedPart({ width, bits, type, palette, packed }: PngFacts, channels: number) {
  const hex = Buffer.from(palette).toString("hex");
  const space = type === INDEXED
    ? `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${hex}>]`
    : type === RGB
    ? "/DeviceRGB"
    : "/DeviceGray";
  const parameters = `/Predictor 15/Colors ${channels}/BitsPerComponent ${bits}/Columns ${width}`;
  const entries = `/Filter/FlateDecode/DecodeParms<<${parameters}>>/BitsPerComponent ${bits}/ColorSpace${space}`;
  return { entries, data: packed };
}

/** On white paper. */
function unpackedPart(data: Uint8Array, name: string) {
  try {
    const { width, height, channels, depth, data: pixels, palette } = decode(data);
    const rgb = new Uint8Array(width * height * 3);
    const shift = depth === 16 ? 8 : 0, most = depth === 16 ? 65_535 : 255;
    for (let i = 0; i < width * height; i++) {
      const colour = palette?.[pixels[i]!];
      const alpha = channels % 2 === 0 ? pixels[(i + 1) * channels - 1]! / most : 1;
      for (let c = 0; c < 3; c++) {
        const value = colour?.[c] ?? pixels[i * channels + (channels > 2 ? c : 0)]! >> shift;
        rgb[3 * i + c] = 255 - (255 - value) * alpha;
      }
    }
    return { entries: "/BitsPerComponent 8/ColorSpace/DeviceRGB", data: rgb };
  } catch (cause) {
    throw damagedImage(name, cause);
  }
}

function pngFacts(data: Uint8Array, name: string): PngFacts {
  if (data.length < HEADER_BYTES) throw damagedImage(name);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const packed: Uint8Array[] = [];
  let palette = new Uint8Array(), dpi: [number, number] | undefined;
  for (let at = 8; at + 12 <= data.length;) {
    const length = view.getUint32(at), start = at + 8;
    const kind = String.fromCharCode(...data.subarray(at + 4, start));
    const content = data.subarray(start, start + length);
    if (kind === "IDAT") packed.push(content);
    if (kind === "PLTE") palette = content.slice();
    if (kind === "pHYs" && content[8] === 1) {
      dpi = [view.getUint32(start) * 0.0254, view.getUint32(start + 4) * 0.0254];
    }
    if (kind === "IEND") break;
    at = start + length + 4;
  }
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    bits: view.getUint8(24),
    type: view.getUint8(25),
    interlaced: view.getUint8(28) !== 0,
    dpi,
    palette,
    packed: joined(packed),
  };
}

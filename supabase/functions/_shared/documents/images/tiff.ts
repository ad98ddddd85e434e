/**
 * TIFF: its pages' strips and tiles go into a PDF as they are packed.
 *
 * @module
 */
import { checkSize, damagedImage, type ImagePage, type ImagePart, unknownImage } from "./image.ts";
import { jpegEntries, jpegFacts } from "./jpeg.ts";
import { validOrientation } from "./exif.ts";
import { type Directory, readDirectories } from "./tiff_directory.ts";

const MAX_PAGES = 1_000;
/** Parts may lie in the same bytes, as blank tiles do; together they have this many times the file's bytes, and some more. */
const MAX_PACKED_TIMES = 2, MAX_PACKED_BYTES = 4 * 1024 * 1024;
const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  offsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  byteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planes: 284,
  faxOptions: 292,
  resolutionUnit: 296,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  jpegTables: 347,
} as const;

const WHITE_IS_ZERO = 0, PALETTE = 3, YCBCR = 6;
const NONE = 1,
  FAX_ROWS = 2,
  FAX_3 = 3,
  FAX_4 = 4,
  LZW = 5,
  JPEG = 7,
  DEFLATE = 8,
  OLD_DEFLATE = 32946,
  PACK_BITS = 32773;
const THUMBNAIL = 1;

/** @throws JobError `corrupt_image`, `too_large`, `unsupported_media_type` */
export function tiffPages(data: Uint8Array, name: string): ImagePage[] {
  let directories: Directory[];
  try {
    directories = readDirectories(data, MAX_PAGES);
  } catch (cause) {
    throw damagedImage(name, cause);
  }
  const pages = directories.filter((each) => each.has(TAG.width) && (one(each, TAG.subfile, 0) & THUMBNAIL) === 0);
  if (pages.length === 0) throw damagedImage(name);
  const room = { left: MAX_PACKED_TIMES * data.length + MAX_PACKED_BYTES };
  return pages.map((directory) => pageOf(data, directory, name, room));
}

const one = (directory: Directory, tag: number, otherwise: number): number => directory.get(tag)?.[0] ?? otherwise;

function pageOf(data: Uint8Array, directory: Directory, name: string, room: { left: number }): ImagePage {
  const width = one(directory, TAG.width, 0), height = one(directory, TAG.height, 0);
  const samples = one(directory, TAG.samples, 1), bits = one(directory, TAG.bits, 1);
  checkSize(name, width, height, samples * bits / 8);
  if (samples > 1 && one(directory, TAG.planes, 1) === 2) {
    throw unknownImage(name, "its colours lie in separate planes");
  }
  if (![1, 2, 4, 8].includes(bits) || ![1, 3].includes(samples)) {
    throw unknownImage(name, `it has ${samples} channels of ${bits} bits`);
  }
  const tiled = directory.has(TAG.tileOffsets);
  const partWidth = tiled ? one(directory, TAG.tileWidth, width) : width;
  const partHeight = tiled
    ? one(directory, TAG.tileHeight, height)
    : Math.min(height, one(directory, TAG.rowsPerStrip, height));
  const offsets = directory.get(tiled ? TAG.tileOffsets : TAG.offsets) ?? [];
  const counts = directory.get(tiled ? TAG.tileByteCounts : TAG.byteCounts) ?? [];
  const across = Math.ceil(width / partWidth);
  if (!(partWidth > 0 && partHeight > 0) || offsets.length < across * Math.ceil(height / partHeight)) {
    throw damagedImage(name);
  }
  checkSize(name, partWidth, partHeight, samples);
  const parts = Array.from({ length: across * Math.ceil(height / partHeight) }, (_, i): ImagePart => {
    const x = i % across * partWidth, y = Math.floor(i / across) * partHeight;
    const size = { width: partWidth, height: tiled ? partHeight : Math.min(partHeight, height - y) };
    const packed = data.subarray(offsets[i]!, offsets[i]! + (counts[i] ?? data.length));
    const part = { x, y, ...size, ...packing(packed, directory, size, name) };
    if ((room.left -= part.data.length) < 0) throw damagedImage(name);
    return part;
  });
  const unit = one(directory, TAG.resolutionUnit, 2) === 3 ? 2.54 : 1;
  const x = one(directory, TAG.xResolution, 0) * unit, y = one(directory, TAG.yResolution, 0) * unit;
  const orientation = validOrientation(directory.get(TAG.orientation)?.[0]);
  return { width, height, dpi: x > 0 && y > 0 ? [x, y] : undefined, orientation, parts };
}

/** How a PDF says what TIFF's numbers say. */
function packing(
  packed: Uint8Array,
  directory: Directory,
  { width, height }: { width: number; height: number },
  name: string,
): Pick<ImagePart, "entries" | "data"> {
  const compression = one(directory, TAG.compression, NONE);
  const data = one(directory, TAG.fillOrder, 1) === 2 ? bitsReversed(packed) : packed;
  const colours = coloursOf(directory);
  if (compression === JPEG) {
    const whole = withTables(packed, Uint8Array.from(directory.get(TAG.jpegTables) ?? []));
    const facts = jpegFacts(whole, name);
    // What is unpacked is what the JPEG says, not what the TIFF says of it.
    checkSize(name, facts.width, facts.height, facts.progressive ? 2 * facts.components : 1);
    return { entries: jpegEntries(facts), data: whole };
  }
  if (one(directory, TAG.photometric, 0) === YCBCR) throw unknownImage(name, "its colours are packed in a rare way");
  if (compression === FAX_ROWS || compression === FAX_3 || compression === FAX_4) {
    const twoDimensional = compression === FAX_3 && one(directory, TAG.faxOptions, 0) & 1;
    const k = compression === FAX_4 ? -1 : twoDimensional ? 1 : 0;
    const aligned = compression === FAX_ROWS || one(directory, TAG.faxOptions, 0) & 4 ? "/EncodedByteAlign true" : "";
    // In a fax 0 is white; the colours say what a TIFF means by it.
    const parameters = `/DecodeParms<</K ${k}/Columns ${width}/Rows ${height}/BlackIs1 true${aligned}>>`;
    return { entries: `/Filter/CCITTFaxDecode${parameters}${colours}`, data };
  }
  const filters: Record<number, string> = {
    [NONE]: "",
    [LZW]: "/Filter/LZWDecode",
    [DEFLATE]: "/Filter/FlateDecode",
    [OLD_DEFLATE]: "/Filter/FlateDecode",
    [PACK_BITS]: "/Filter/RunLengthDecode",
  };
  const filter = filters[compression];
  if (filter === undefined) throw unknownImage(name, "it is packed in a rare way");
  const predictor = one(directory, TAG.predictor, 1);
  const parameters = predictor === 2
    ? `/DecodeParms<</Predictor 2/Colors ${one(directory, TAG.samples, 1)}/BitsPerComponent ${
      one(directory, TAG.bits, 1)
    }/Columns ${width}>>`
    : "";
  return { entries: filter + parameters + colours, data };
}

function coloursOf(directory: Directory): string {
  const bits = one(directory, TAG.bits, 1), samples = one(directory, TAG.samples, 1);
  const photometric = one(directory, TAG.photometric, 0);
  if (photometric === PALETTE) {
    const map = directory.get(TAG.palette) ?? [], colours = map.length / 3;
    const hex = Array.from({ length: colours }, (_, i) => [map[i]!, map[i + colours]!, map[i + 2 * colours]!])
      .flat().map((value) => (value >> 8).toString(16).padStart(2, "0")).join("");
    return `/BitsPerComponent ${bits}/ColorSpace[/Indexed/DeviceRGB ${colours - 1}<${hex}>]`;
  }
  const inverted = photometric === WHITE_IS_ZERO ? "/Decode[1 0]" : "";
  return `/BitsPerComponent ${bits}/ColorSpace${samples === 3 ? "/DeviceRGB" : "/DeviceGray"}${inverted}`;
}

function bitsReversed(packed: Uint8Array): Uint8Array {
  return packed.map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit++) if (byte & 1 << bit) turned |= 0x80 >> bit;
    return turned;
  });
}

/** The tables that strips have in common, without the marker at their end, before a strip without the one at its start. */
function withTables(strip: Uint8Array, tables: Uint8Array): Uint8Array {
  if (tables.length < 4) return strip;
  const whole = new Uint8Array(tables.length - 2 + strip.length - 2);
  whole.set(tables.subarray(0, -2));
  whole.set(strip.subarray(2), tables.length - 2);
  return whole;
}

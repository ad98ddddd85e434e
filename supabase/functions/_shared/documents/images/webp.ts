/**
 * WebP: PDF knows no such filter, so it is unpacked here, after its header has said how large it is.
 *
 * @module
 */
import decode, { init } from "@jsquash/webp/decode.js";
import { type PackageFile, readPackageFile } from "../../platform/package_files.ts";
import { checkSize, damagedImage, type ImagePage } from "./image.ts";

export const WEBP_WASM: PackageFile = {
  package: "@jsquash/webp",
  version: "1.5.0",
  path: "codec/dec/webp_dec.wasm",
  sha256: "30fb52fa2a80166d25ba7debf902218904ba1f05ccce9f959f722beff9e2f344",
};

export async function webpPage(data: Uint8Array<ArrayBuffer>, name: string): Promise<ImagePage> {
  const { width, height } = sizeOf(data, name);
  checkSize(name, width, height, 8);
  try {
    await load();
    const { data: pixels } = await decode(data.slice().buffer);
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; i++) {
      const alpha = pixels[4 * i + 3]! / 255;
      for (let c = 0; c < 3; c++) rgb[3 * i + c] = 255 - (255 - pixels[4 * i + c]!) * alpha;
    }
    const part = { x: 0, y: 0, width, height, entries: "/BitsPerComponent 8/ColorSpace/DeviceRGB", data: rgb };
    return { width, height, dpi: undefined, orientation: 1, parts: [part] };
  } catch (cause) {
    throw damagedImage(name, cause);
  }
}

let loading: Promise<unknown> | undefined;

function load(): Promise<unknown> {
  return loading ??= (async () => {
    await init(await WebAssembly.compile(await readPackageFile(WEBP_WASM)));
  })();
}

/** The canvas of an extended file, or the frame of a plain one (RFC 9649, 2.5 to 2.7). */
function sizeOf(data: Uint8Array, name: string): { width: number; height: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  try {
    const kind = String.fromCharCode(...data.subarray(12, 16));
    if (kind === "VP8X") {
      return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(27, true) & 0xffffff) };
    }
    if (kind === "VP8L") {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + (bits >>> 14 & 0x3fff) };
    }
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  } catch (cause) {
    throw damagedImage(name, cause);
  }
}

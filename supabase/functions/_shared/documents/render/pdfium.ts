/**
 * PDFium as WASM. Loading costs about 50 ms of CPU, so it is loaded when the first page is drawn.
 *
 * @module
 */
import { init } from "@embedpdf/pdfium";
import { type PackageFile, readPackageFile } from "../../platform/package_files.ts";

export const PDFIUM_WASM: PackageFile = {
  package: "@embedpdf/pdfium",
  version: "2.15.1",
  path: "pdfium.wasm",
  sha256: "5e4cd023c3dad4a895b3571ca573d3fc51bac6de48360d95283134385b954eaa",
};

type Wrapped = Awaited<ReturnType<typeof init>>;

/** PDFium's functions by their C names, and its memory. */
export type Pdfium = Omit<Wrapped, "pdfium"> & { readonly pdfium: PdfiumMemory };

/** What Emscripten adds. The views change whenever memory grows: take them anew after each call. */
export interface PdfiumMemory {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly HEAP32: Int32Array<ArrayBuffer>;
  readonly HEAPU32: Uint32Array<ArrayBuffer>;
  readonly HEAPF32: Float32Array<ArrayBuffer>;
  readonly wasmExports: { malloc(bytes: number): number; free(pointer: number): void };
  addFunction(call: (...args: number[]) => number, signature: string): number;
  removeFunction(pointer: number): void;
}

let loading: Promise<Pdfium> | undefined;

export function loadPdfium(): Promise<Pdfium> {
  return loading ??= load();
}

/** After a trap its memory is in no known state: the next document gets a new one. */
export function dropPdfium(): void {
  loading = undefined;
}

/** Its memory after a usual scan; what a page of large pictures took is given back. */
const USUAL_BYTES = 48 * 1024 * 1024;

/** Lets go of it when its memory, which never shrinks, has grown beyond what pages usually take. */
export async function dropGrownPdfium(): Promise<void> {
  const pdfium = await loading?.catch(() => undefined);
  if (pdfium && pdfium.pdfium.HEAPU8.length > USUAL_BYTES) dropPdfium();
}

async function load(): Promise<Pdfium> {
  const wasmBinary = await readPackageFile(PDFIUM_WASM);
  const pdfium = await init({ wasmBinary } as unknown as Parameters<typeof init>[0]) as unknown as Pdfium;
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/**
 * pdf.js as it draws pages in a browser; large, so only what shows a page imports it.
 *
 * @module
 */
import * as library from "pdfjs-dist/legacy/build/pdf.min.mjs";
import type * as PdfjsModule from "pdfjs-dist";
import { withoutUnneededPassword } from "../../../../supabase/functions/_shared/documents/pdf/unneeded_password.ts";
// @ts-expect-error Vite alone knows what an import with ?url gives.
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

export type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

const pdfjs = library as unknown as typeof PdfjsModule;
pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

/** Pictures of more pixels are left out: decoding one could take all the memory of a tab. */
const MAX_IMAGE_PIXELS = 64 * 1024 * 1024;

/** Starts while the document is still being fetched; the first one that is opened has it. */
let spare: PdfjsModule.PDFWorker | undefined = new pdfjs.PDFWorker();

/**
 * Opens a document for looking at. Nothing in it can act: pages are drawn on a canvas, and the layers in which links,
 * forms and scripts would live are never made. Each document has a worker of its own, which ends with it.
 */
export function openDocument(
  data: Uint8Array,
  password?: string,
): { pdf: Promise<PdfjsModule.PDFDocumentProxy>; close: () => void } {
  const worker = spare ?? new pdfjs.PDFWorker();
  spare = undefined;
  const task = pdfjs.getDocument({
    data,
    worker,
    ...(password !== undefined && { password }),
    cMapUrl: "/pdfjs/cmaps/",
    standardFontDataUrl: "/pdfjs/standard_fonts/",
    wasmUrl: "/pdfjs/wasm/",
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: 0,
  });
  if (password !== undefined) withoutUnneededPassword(task);
  return { pdf: task.promise, close: () => void task.destroy().finally(() => worker.destroy()) };
}

/** Opens a document for reading its text and rules. Nothing is drawn: pictures are left out, fonts are not loaded. */
export function openForReading(data: Uint8Array, password: string): PdfjsModule.PDFDocumentLoadingTask {
  const task = pdfjs.getDocument({
    data,
    ...(password !== "" && { password }),
    cMapUrl: "/pdfjs/cmaps/",
    standardFontDataUrl: "/pdfjs/standard_fonts/",
    wasmUrl: "/pdfjs/wasm/",
    disableFontFace: true,
    fontExtraProperties: true,
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: 0,
    verbosity: 0,
  });
  return password === "" ? task : withoutUnneededPassword(task);
}

export { pdfjs };

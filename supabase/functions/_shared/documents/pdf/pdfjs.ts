/**
 * pdf.js in a runtime without DOM and without workers: its worker runs in-process. Loading costs about 0.1 s of CPU, so
 * it is loaded when the first PDF is opened.
 *
 * @module
 */
import type * as PdfjsModule from "pdfjs-dist";

export type Pdfjs = typeof PdfjsModule;
export type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

let loading: Promise<Pdfjs> | undefined;

export function loadPdfjs(): Promise<Pdfjs> {
  return loading ??= load();
}

async function load(): Promise<Pdfjs> {
  const scope = globalThis as { Path2D?: unknown; pdfjsWorker?: unknown };
  // pdf.js names Path2D while it is evaluated, though extracting text and vectors never draws.
  scope.Path2D ??= class {};
  const warn = console.warn;
  // It warns on import that there is no canvas; nobody misses one.
  console.warn = () => {};
  try {
    scope.pdfjsWorker = await import("pdfjs-dist/legacy/build/pdf.worker.min.mjs");
    return await import("pdfjs-dist/legacy/build/pdf.min.mjs") as unknown as Pdfjs;
  } finally {
    console.warn = warn;
  }
}

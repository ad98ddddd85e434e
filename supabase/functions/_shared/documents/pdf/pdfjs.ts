/**
 * pdf.js in a runtime without DOM and without workers: its worker runs in-process. Loading costs about 0.1 s of CPU, so
 * it is loaded when the first PDF is opened.
 *
 * @module
 */
import type * as PdfjsModule from "pdfjs-dist";
import { portPair } from "./port.ts";

export type Pdfjs = typeof PdfjsModule;
export type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

interface WorkerModule {
  WorkerMessageHandler: { initializeFromPort(port: unknown): void };
}

/** The other half of pdf.js, for one document; to be destroyed with it. */
export function startWorker(pdfjs: Pdfjs): PdfjsModule.PDFWorker {
  const [ours, theirs] = portPair();
  (globalThis as unknown as { pdfjsWorker: WorkerModule }).pdfjsWorker.WorkerMessageHandler.initializeFromPort(theirs);
  return pdfjs.PDFWorker.create({ port: ours as unknown as Worker, verbosity: 0 });
}

let loading: Promise<Pdfjs> | undefined;

export function loadPdfjs(): Promise<Pdfjs> {
  return loading ??= load();
}

async function load(): Promise<Pdfjs> {
  const scope = globalThis as { Path2D?: unknown; DOMMatrix?: unknown; pdfjsWorker?: unknown };
  // pdf.js names these while it is evaluated, though extracting text and vectors never draws.
  scope.Path2D ??= class {};
  scope.DOMMatrix ??= class {};
  const restore = withoutCanvas();
  try {
    scope.pdfjsWorker = await import("pdfjs-dist/legacy/build/pdf.worker.min.mjs");
    return await import("pdfjs-dist/legacy/build/pdf.min.mjs") as unknown as Pdfjs;
  } finally {
    restore();
  }
}

/** While it is evaluated pdf.js looks for a native canvas: 80 ms where there is one, a warning where there is none. */
function withoutCanvas(): () => void {
  const { warn } = console;
  console.warn = () => {};
  const { process } = globalThis as { process?: { getBuiltinModule?: unknown } };
  const { getBuiltinModule } = process ?? {};
  if (process) {
    process.getBuiltinModule = () => {
      throw new Error("There is no canvas.");
    };
  }
  return () => {
    console.warn = warn;
    if (process) process.getBuiltinModule = getBuiltinModule;
  };
}

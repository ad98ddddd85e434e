/**
 * Makes scans of PDFs, for tests: every page a picture, askew, turned or dirty as wanted.
 *
 * @module
 */
import { imagePdf } from "../images/image_pdf.ts";
import { pngPage } from "../images/png.ts";
import { grayPng } from "../render/png.ts";
import { type Gray, turned } from "../render/raster.ts";
import { withRenderer } from "../render/renderer.ts";
import { straightened } from "./skew.ts";
import type { OcrRun } from "./step.ts";

export interface ScanOptions {
  readonly dpi?: number;
  /** Degrees, anti-clockwise. */
  readonly askew?: number;
  /** Quarter turns, clockwise, as laid on the glass. */
  readonly turns?: number;
  /** Changes the picture of each page. */
  readonly spoil?: (picture: Gray) => void;
}

/** The pictures of a PDF's pages, of the first `most` of them. */
export async function scannedPages(
  data: Uint8Array<ArrayBuffer>,
  options: ScanOptions = {},
  most = Infinity,
): Promise<Gray[]> {
  const { dpi = 300, askew = 0, turns = 0, spoil } = options;
  const file = {
    id: crypto.randomUUID(),
    name: "original.pdf",
    bytes: data.length,
    readRange: (start: number, end: number) => Promise.resolve(data.slice(start, end)),
  };
  return await withRenderer(file, (pdf) =>
    Array.from({ length: Math.min(most, pdf.pages) }, (_, i) => {
      const { width, height, data } = pdf.gray(i + 1, dpi);
      let picture: Gray = { width, height, data };
      if (askew !== 0) picture = straightened(picture, -askew * Math.PI / 180);
      spoil?.(picture);
      return turned(picture, turns);
    }));
}

/** A PDF of pictures only. */
export async function scanOf(
  data: Uint8Array<ArrayBuffer>,
  options: ScanOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { dpi = 300 } = options;
  const pictures = await scannedPages(data, options);
  return imagePdf(pictures.map((picture, i) => pngPage(grayPng(picture, dpi), `page ${i + 1}`)));
}

/** Keeps parts in memory. */
export function memoryOcrRun(scale = 1): OcrRun {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    budget: { remainingCpuMs: () => 1_000, scale },
    signal: new AbortController().signal,
    readPart: (name) => {
      const part = parts.get(name);
      return part ? Promise.resolve(part.slice()) : Promise.reject(new Error(`No part is called ${name}.`));
    },
    writePart: (name, content) => {
      parts.set(name, typeof content === "string" ? new TextEncoder().encode(content) : content.slice());
      return Promise.resolve();
    },
  };
}

/**
 * Makes scans of PDFs, for tests: every page a picture, askew, turned or dirty as wanted.
 *
 * @module
 */
import { PDFDocument } from "@cantoo/pdf-lib";
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

/** The pictures of a PDF's pages. */
export async function scannedPages(data: Uint8Array<ArrayBuffer>, options: ScanOptions = {}): Promise<Gray[]> {
  const { dpi = 300, askew = 0, turns = 0, spoil } = options;
  const file = {
    id: crypto.randomUUID(),
    name: "original.pdf",
    bytes: data.length,
    readRange: (start: number, end: number) => Promise.resolve(data.slice(start, end)),
  };
  return await withRenderer(file, (pdf) =>
    Array.from({ length: pdf.pages }, (_, i) => {
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
  const pdf = await PDFDocument.create();
  for (const picture of await scannedPages(data, options)) {
    const [width, height] = [picture.width * 72 / dpi, picture.height * 72 / dpi];
    pdf.addPage([width, height]).drawImage(await pdf.embedPng(grayPng(picture, dpi)), { x: 0, y: 0, width, height });
  }
  return new Uint8Array(await pdf.save());
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

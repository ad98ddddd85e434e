/**
 * Draws a part of a page, strip by strip, within bounds of memory and time.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Box } from "../pdf/geometry.ts";
import type { PdfiumPage } from "./document.ts";
import { pictureBoxes } from "./pictures.ts";

/** A row of pixels, as blue, green, red and nothing from the lowest byte of each number to the highest. */
export type RowReader = (row: Uint32Array, y: number) => void;

export interface Extent {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/** Of a drawn page: an A4 page at 300 dpi has 8.7 million. */
const MAX_PIXELS = 12_000_000;
/** Of one picture on it; A4 at 600 dpi has 35 million. */
const MAX_PICTURE_PIXELS = 72_000_000;
/** A page is drawn in strips of so many pixels: a quarter of the memory, and no slower. */
const STRIP_PIXELS = 2_200_000;
/** Drawing is given up after this: far more than a page needs, because a busy machine is no fault of the page. */
const MAX_MS = 5_000;
const WITH_ANNOTATIONS = 0x01;
const BGRX = 3;
const WHITE = 0xffffffff;
const TO_BE_CONTINUED = 1, DONE = 2;

/** How large the picture of `part` becomes: fewer dots per inch than asked for when there would be too many. */
export function extentOf(part: Box, dpi: number): Extent & { readonly scale: number } {
  const [across, down] = [part.x1 - part.x0, part.y1 - part.y0];
  const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / (across * down)));
  const size = (points: number) => Math.max(1, Math.round(points * scale));
  return { width: size(across), height: size(down), dpi: scale * 72, scale };
}

/** @param part as the page is shown */
export function draw(page: PdfiumPage, part: Box, dpi: number, read: RowReader): void {
  const { pdfium, handle, number, shown } = page;
  const memory = pdfium.pdfium;
  if (pictureBoxes(pdfium, handle).some((picture) => picture.pixels > MAX_PICTURE_PIXELS)) {
    throw new JobError(
      "too_large",
      `Cannot draw page ${number}: a picture on it has more than ${
        MAX_PICTURE_PIXELS / 1e6
      } million dots. Scan it at 300 dpi.`,
    );
  }
  const { width, height, scale } = extentOf(part, dpi);
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)));
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, rows, BGRX, 0, 0);
  if (bitmap === 0) {
    throw new JobError("out_of_memory", `Page ${number} needs more memory than there is.`, { transient: true });
  }
  const left = Math.round((part.x0 - shown.x0) * scale), top = Math.round((shown.y1 - part.y1) * scale);
  const across = Math.round((shown.x1 - shown.x0) * scale), down = Math.round((shown.y1 - shown.y0) * scale);
  const started = performance.now();
  const pauseNeeded = memory.addFunction(() => performance.now() - started > MAX_MS ? 1 : 0, "ii");
  const pause = memory.wasmExports.malloc(12);
  memory.HEAPU32.set([1, pauseNeeded, 0], pause >> 2);
  try {
    for (let y = 0; y < height; y += rows) {
      pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, WHITE);
      const place = [-left, -top - y, across, down] as const;
      const status = pdfium.FPDF_RenderPageBitmap_Start(bitmap, handle, ...place, 0, WITH_ANNOTATIONS, pause);
      pdfium.FPDF_RenderPage_Close(handle);
      if (status !== DONE) throw status === TO_BE_CONTINUED ? tooSlow(number) : damaged(number);
      const stride = pdfium.FPDFBitmap_GetStride(bitmap) >> 2, buffer = pdfium.FPDFBitmap_GetBuffer(bitmap) >> 2;
      for (let row = 0; row < Math.min(rows, height - y); row++) {
        const start = buffer + row * stride;
        read(memory.HEAPU32.subarray(start, start + width), y + row);
      }
    }
  } finally {
    memory.wasmExports.free(pause);
    memory.removeFunction(pauseNeeded);
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}

function tooSlow(number: number): JobError {
  return new JobError("too_complex", `Page ${number} takes too long to draw. Print it to a new PDF and upload that.`, {
    transient: true,
  });
}

function damaged(number: number): JobError {
  return new JobError("corrupt_page", `Page ${number} is damaged and cannot be drawn.`);
}

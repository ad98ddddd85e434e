/**
 * Draws a part of a page into a bitmap, within bounds of memory and time.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { Box } from "../pdf/geometry.ts";
import type { PdfiumPage } from "./document.ts";
import { pictureBoxes } from "./pictures.ts";
import { Pixels } from "./pixels.ts";

/** Of a drawn page, 4 bytes each: an A4 page at 300 dpi has 8.7 million. */
const MAX_PIXELS = 12_000_000;
/** Of one picture on it; A4 at 600 dpi has 35 million. */
const MAX_PICTURE_PIXELS = 72_000_000;
/** Drawing is given up after this: far more than a page needs, because a busy machine is no fault of the page. */
const MAX_MS = 5_000;
const WITH_ANNOTATIONS = 0x01;
const BGRX = 3;
const WHITE = 0xffffffff;
const TO_BE_CONTINUED = 1, DONE = 2;

/** @param part as the page is shown */
export function draw(page: PdfiumPage, part: Box, dpi: number): Pixels {
  const { pdfium, handle, number, shown } = page;
  if (pictureBoxes(pdfium, handle).some((picture) => picture.pixels > MAX_PICTURE_PIXELS)) {
    throw new JobError(
      "too_large",
      `Cannot draw page ${number}: a picture on it has more than ${
        MAX_PICTURE_PIXELS / 1e6
      } million dots. Scan it at 300 dpi.`,
    );
  }
  const [across, down] = [part.x1 - part.x0, part.y1 - part.y0];
  const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / (across * down)));
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRX, 0, 0);
  if (bitmap === 0) {
    throw new JobError("out_of_memory", `Page ${number} needs more memory than there is.`, { transient: true });
  }
  const pixels = new Pixels(pdfium, bitmap, width, height, scale * 72);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const [left, top] = [(part.x0 - shown.x0) * scale, (shown.y1 - part.y1) * scale];
    const [pageWidth, pageHeight] = [(shown.x1 - shown.x0) * scale, (shown.y1 - shown.y0) * scale];
    const place = [-left, -top, pageWidth, pageHeight].map(Math.round) as [number, number, number, number];
    const status = withPause(
      page,
      (pause) => pdfium.FPDF_RenderPageBitmap_Start(bitmap, handle, ...place, 0, WITH_ANNOTATIONS, pause),
    );
    pdfium.FPDF_RenderPage_Close(handle);
    if (status === TO_BE_CONTINUED) {
      throw new JobError(
        "too_complex",
        `Page ${number} takes too long to draw. Print it to a new PDF and upload that.`,
        { transient: true },
      );
    }
    if (status !== DONE) throw new JobError("corrupt_page", `Page ${number} is damaged and cannot be drawn.`);
    return pixels;
  } catch (error) {
    pixels[Symbol.dispose]();
    throw error;
  }
}

/** Gives PDFium something to ask whether its time is over. */
function withPause<T>({ pdfium: { pdfium: memory } }: PdfiumPage, work: (pause: number) => T): T {
  const started = performance.now();
  const needed = memory.addFunction(() => performance.now() - started > MAX_MS ? 1 : 0, "ii");
  const pause = memory.wasmExports.malloc(12);
  memory.HEAPU32.set([1, needed, 0], pause >> 2);
  try {
    return work(pause);
  } finally {
    memory.wasmExports.free(pause);
    memory.removeFunction(needed);
  }
}

/**
 * A PDF that PDFium has opened, its pages, and what is drawn of them.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { type Box, intersection } from "../pdf/geometry.ts";
import { turnBox } from "../pdf/turn.ts";
import { dropPdfium, loadPdfium, type Pdfium } from "./pdfium.ts";
import { pictureBoxes } from "./pictures.ts";
import type { PageFrame, RenderedFile } from "./renderer.ts";

export interface PdfiumDocument {
  readonly pages: number;
  withPage<T>(number: number, work: (page: PdfiumPage) => T): T;
  close(): void;
}

export interface PdfiumPage {
  readonly pdfium: Pdfium;
  readonly handle: number;
  readonly number: number;
  readonly frame: PageFrame;
  /** All of the page as it is shown: points, y upwards. */
  readonly shown: Box;
  /** A part of the user space as it is shown, cut to the page. */
  shownPart(box: Box): Box;
  pictureShare(): number;
}

/** A file is copied into PDFium's memory in parts of this size. */
const WINDOW = 4 * 1024 * 1024;
const ERROR_PASSWORD = 4, ERROR_SECURITY = 5;

export async function openDocument(file: RenderedFile): Promise<PdfiumDocument> {
  const { name } = file;
  if (file.bytes === 0) throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  const pdfium = await loadPdfium();
  const { wasmExports } = pdfium.pdfium;
  const data = wasmExports.malloc(file.bytes);
  let handle = 0;
  try {
    for (let start = 0; start < file.bytes; start += WINDOW) {
      const bytes = await file.readRange(start, Math.min(file.bytes, start + WINDOW));
      pdfium.pdfium.HEAPU8.set(bytes, data + start);
    }
    handle = guarded(() => pdfium.FPDF_LoadMemDocument(data, file.bytes, file.password ?? ""), () => damaged(name));
    if (handle === 0) {
      throw refusal(pdfium, name, pdfium.pdfium.HEAPU8.subarray(data, data + Math.min(2048, file.bytes)));
    }
  } finally {
    if (handle === 0) wasmExports.free(data);
  }
  return {
    pages: pdfium.FPDF_GetPageCount(handle),
    withPage: (number, work) => {
      const page = guarded(() => pdfium.FPDF_LoadPage(handle, number - 1), () => damagedPage(number));
      if (page === 0) throw damagedPage(number);
      try {
        return guarded(() => work(pageOf(pdfium, page, number)), () => damagedPage(number));
      } finally {
        guarded(() => pdfium.FPDF_ClosePage(page), () => damagedPage(number));
      }
    },
    close: () => {
      guarded(() => pdfium.FPDF_CloseDocument(handle), () => damaged(name));
      wasmExports.free(data);
    },
  };
}

function pageOf(pdfium: Pdfium, handle: number, number: number): PdfiumPage {
  const { wasmExports } = pdfium.pdfium;
  const turns = pdfium.FPDFPage_GetRotation(handle);
  const rectangle = wasmExports.malloc(16);
  pdfium.FPDF_GetPageBoundingBox(handle, rectangle);
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.pdfium.HEAPF32.subarray(
    rectangle >> 2,
    (rectangle >> 2) + 4,
  );
  wasmExports.free(rectangle);
  const box = { x0: left, y0: bottom, x1: right, y1: top };
  const shown = turnBox(box, turns);
  const area = (of: Box) => (of.x1 - of.x0) * (of.y1 - of.y0);
  return {
    pdfium,
    handle,
    number,
    frame: { box, turns },
    shown,
    shownPart: (part) => intersection(turnBox(part, turns), shown) ?? { x0: 0, y0: 0, x1: 0, y1: 0 },
    pictureShare: () => {
      const covered = pictureBoxes(pdfium, handle).reduce((sum, picture) => {
        const visible = intersection(picture, box);
        return sum + (visible ? area(visible) : 0);
      }, 0);
      return Math.min(1, covered / area(box));
    },
  };
}

/** After a trap PDFium's memory is not to be trusted. */
function guarded<T>(work: () => T, error: () => JobError): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof JobError) throw cause;
    dropPdfium();
    throw Object.assign(error(), { cause });
  }
}

function refusal(pdfium: Pdfium, name: string, head: Uint8Array): JobError {
  const code = pdfium.FPDF_GetLastError();
  if (code === ERROR_PASSWORD || code === ERROR_SECURITY) {
    return new JobError(
      "encrypted_pdf",
      `Cannot read ${name}: it is password-protected. Remove the password and upload it again.`,
    );
  }
  if (!new TextDecoder("latin1").decode(head).includes("%PDF-")) {
    return new JobError("not_a_pdf", `Cannot read ${name}: it is not a PDF. Upload a PDF.`);
  }
  return damaged(name);
}

function damaged(name: string): JobError {
  return new JobError(
    "corrupt_pdf",
    `Cannot read ${name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
  );
}

function damagedPage(number: number): JobError {
  return new JobError("corrupt_page", `Page ${number} is damaged and cannot be drawn.`);
}

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
import { type FileBlocks, MissingBlocks } from "./file_blocks.ts";
import { sourceOf } from "./sources.ts";

export interface PdfiumDocument {
  readonly pages: number;
  /** What has been read of a large file. */
  readonly blocks: FileBlocks | undefined;
  /** @throws MissingBlocks when a part of the file must be fetched first */
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

const ERROR_PASSWORD = 4, ERROR_SECURITY = 5;

/** @param blocks what is known of a large file already */
export async function openDocument(file: RenderedFile, blocks?: FileBlocks): Promise<PdfiumDocument> {
  const { name } = file;
  if (file.bytes === 0) throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  const pdfium = await loadPdfium();
  const source = await sourceOf(pdfium, file, blocks);
  let handle = 0;
  try {
    for (;;) {
      handle = guarded(source.load, () => damaged(name));
      if (!source.blocks?.incomplete) break;
      if (handle !== 0) pdfium.FPDF_CloseDocument(handle);
      await source.blocks.fetchMissing();
    }
    if (handle === 0) throw refusal(pdfium, name, source.head);
  } catch (error) {
    source.release();
    throw error;
  }
  return {
    pages: pdfium.FPDF_GetPageCount(handle),
    blocks: source.blocks,
    withPage: (number, work) => {
      try {
        const result = onPage(pdfium, handle, number, work);
        if (!source.blocks?.incomplete) return result;
      } catch (error) {
        if (!source.blocks?.incomplete) throw error;
      }
      // Whatever came of it, even a trap, it came of a part of the file only.
      throw new MissingBlocks();
    },
    close: () => {
      guarded(() => pdfium.FPDF_CloseDocument(handle), () => damaged(name));
      source.release();
    },
  };
}

function onPage<T>(pdfium: Pdfium, document: number, number: number, work: (page: PdfiumPage) => T): T {
  const handle = guarded(() => pdfium.FPDF_LoadPage(document, number - 1), () => damagedPage(number));
  if (handle === 0) throw damagedPage(number);
  try {
    return guarded(() => work(pageOf(pdfium, handle, number)), () => damagedPage(number));
  } finally {
    guarded(() => pdfium.FPDF_ClosePage(handle), () => damagedPage(number));
  }
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

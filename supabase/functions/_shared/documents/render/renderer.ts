/**
 * Draws the pages of a PDF, and parts of them.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../../pipelines/pipeline.ts";
import type { Box } from "../pdf/geometry.ts";
import { openDocument, type PdfiumDocument } from "./document.ts";
import { dropGrownPdfium } from "./pdfium.ts";
import { MissingBlocks } from "./file_blocks.ts";
import { grayPicture, pngPicture } from "./picture.ts";
import type { Gray } from "./raster.ts";

export type RenderedFile = Pick<InputFile, "id" | "name" | "bytes" | "readRange"> & {
  /** Opens an encrypted PDF. */
  readonly password?: string;
};

/** How a page lies: where it is in its user space, and how it is shown. */
export interface PageFrame {
  /** The visible part, in the page's user space. */
  readonly box: Box;
  /** Quarter turns, clockwise, to how it is shown. */
  readonly turns: number;
}

export interface PdfRenderer {
  readonly pages: number;
  frame(page: number): PageFrame;
  /** How much of the page pictures cover, 0..1. */
  pictureShare(page: number): number;
  /** The page as it is shown; fewer dots per inch than asked for when there would be too many. */
  gray(page: number, dpi: number): Gray & { readonly dpi: number };
  /** A PNG of the page as it is shown. */
  image(page: number, dpi: number): Uint8Array<ArrayBuffer>;
  /** A PNG of a part, given in the page's user space. */
  crop(page: number, box: Box, dpi: number): Uint8Array<ArrayBuffer>;
}

/** A page's parts are found in as many turns; those of a page that needs more than is kept are never together. */
const MAX_TRIES = 40;

interface Open {
  readonly id: string;
  document: Promise<PdfiumDocument>;
  users: number;
}

let open: Open | undefined;

/**
 * Opens `file`, or takes it from the steps before, for the time that `work` takes. Of a large file only the parts that are
 * needed are read: `work` is done again when a part was missing, so it should do no more than draw.
 *
 * @throws JobError `empty_file`, `not_a_pdf`, `encrypted_pdf`, `corrupt_pdf`
 */
export async function withRenderer<T>(file: RenderedFile, work: (pdf: PdfRenderer) => T | Promise<T>): Promise<T> {
  if (open?.id !== file.id) {
    await closeRenderer();
    open = { id: file.id, document: openDocument(file), users: 0 };
  }
  const used = open;
  used.users++;
  try {
    for (let tries = 0;; tries++) {
      const document = await used.document;
      try {
        return await work(rendererOf(document));
      } catch (error) {
        if (!(error instanceof MissingBlocks) || !document.blocks) throw error;
        if (tries > MAX_TRIES) throw scattered(file.name);
        await document.blocks.fetchMissing();
        // What PDFium took for damaged while it was missing stays damaged until the document is opened anew.
        if (used.users === 1) {
          closeQuietly(document);
          used.document = openDocument(file, document.blocks);
        }
      }
    }
  } catch (error) {
    if (open === used) open = undefined;
    if (used.users === 1) await used.document.then((it) => it.close(), () => {});
    throw error;
  } finally {
    used.users--;
  }
}

/** After a trap it can no more be closed, nor need it be: its memory goes as a whole. */
function closeQuietly(document: PdfiumDocument): void {
  try {
    document.close();
  } catch {
    // Its replacement has a memory of its own.
  }
}

function scattered(name: string): JobError {
  return new JobError("too_complex", `Cannot draw ${name}: a page needs too much of the file at once. Split the file.`);
}

/** Closes the open document when nobody uses it. */
export async function closeRenderer(): Promise<void> {
  if (open === undefined || open.users > 0) return;
  const { document } = open;
  open = undefined;
  await document.then((it) => it.close(), () => {});
}

/** Gives back the memory that drawing took, when it is much and nothing is being drawn. */
export async function unloadRenderer(): Promise<void> {
  await closeRenderer();
  if (open === undefined) await dropGrownPdfium();
}

function rendererOf(document: PdfiumDocument): PdfRenderer {
  return {
    pages: document.pages,
    frame: (number) => document.withPage(number, (page) => page.frame),
    pictureShare: (number) => document.withPage(number, (page) => page.pictureShare()),
    gray: (number, dpi) => document.withPage(number, (page) => grayPicture(page, page.shown, dpi)),
    image: (number, dpi) => document.withPage(number, (page) => pngPicture(page, page.shown, dpi)),
    crop: (number, box, dpi) =>
      document.withPage(number, (page) => {
        const part = page.shownPart(box);
        if (part.x1 - part.x0 <= 0 || part.y1 - part.y0 <= 0) {
          throw new JobError("invalid_options", `Cannot draw a part of page ${number}: it lies outside of the page.`);
        }
        return pngPicture(page, part, dpi);
      }),
  };
}

/**
 * Scanned pages: their text is recognised, several steps a page, then they are read like any other.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { isScanned } from "../../documents/ocr/needs_ocr.ts";
import { type OcrCursor, ocrStep, partsOf } from "../../documents/ocr/step.ts";
import type { PageContent } from "../../documents/pdf/page.ts";
import type { InputFile, Run } from "../pipeline.ts";
import type { PdfToCsvOptions } from "./options.ts";
import { EMPTY, type Slice, sliceOf } from "./slices.ts";

/** A page whose text is being recognised. */
export type Scan = {
  page: number;
  /** Null until the first step. */
  ocr: OcrCursor | null;
};

/** @param images whether there is a picture in the file: without any, a page without text is just blank */
export function scanTest(file: InputFile, images: boolean): (page: PageContent) => Promise<boolean> {
  return (page) => isScanned(file, page, images);
}

/** Drops the picture of a page that has been recognised in a step before this one. */
export function dropScan(run: Run<PdfToCsvOptions>, page: number): Promise<void> {
  return run.dropParts(partsOf(keyOf(page)));
}

const keyOf = (page: number): string => `ocr/${page}`;

/** What is wrong with a page, and not with its file. `corrupt_pdf`: pdf.js has opened it, PDFium does not. */
const OF_ONE_PAGE = ["corrupt_page", "corrupt_pdf", "too_large"];

/**
 * One step of a page's recognition: what it gives when it is done, else how it goes on and how far it is, 0..1.
 *
 * @param total pages of the job
 */
export async function scanStep(
  run: Run<PdfToCsvOptions>,
  file: InputFile,
  { page, ocr }: Scan,
  total: number,
): Promise<{ slice: Slice } | { next: Scan; fraction: number }> {
  const request = { file, page, key: keyOf(page), languages: run.options.languages };
  try {
    const answer = await ocrStep(run, request, ocr ?? undefined);
    if ("next" in answer) return { next: { page, ocr: answer.next }, fraction: answer.fraction };
    const found = answer.page;
    return { slice: found.words.length === 0 ? { ...EMPTY, silent: [page] } : sliceOf(found, run.options) };
  } catch (error) {
    if (!(error instanceof JobError && OF_ONE_PAGE.includes(error.type))) throw error;
    // Of several pages the others are worth having; of one it is worth saying what is wrong with it.
    if (total === 1 && error.type !== "corrupt_page") throw error;
    return { slice: { ...EMPTY, damaged: [page] } };
  }
}

/**
 * Reads a page of an open document, and lets go of what pdf.js keeps of it.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { PDFDocumentProxy, PDFPageProxy } from "./pdfjs.ts";

/** Waits for what pdf.js does: see `settle` of `FileRanges`. */
export type Settle = <T>(work: Promise<T>) => Promise<T>;

/**
 * @param number from 1
 * @throws JobError `corrupt_page` when it cannot be read at all
 */
export async function onPage<T>(
  document: PDFDocumentProxy,
  number: number,
  settle: Settle,
  read: (page: PDFPageProxy) => Promise<T>,
): Promise<T> {
  try {
    const page = await settle(document.getPage(number));
    try {
      return await settle(read(page));
    } finally {
      page.cleanup();
    }
  } catch (cause) {
    if (cause instanceof JobError) throw cause;
    throw new JobError("corrupt_page", `Page ${number} is damaged and cannot be read.`, { cause });
  }
}

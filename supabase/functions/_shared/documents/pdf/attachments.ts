/**
 * Files within a PDF.
 *
 * @module
 */
import type { PDFDocumentProxy } from "./pdfjs.ts";

export interface Attached {
  /** As its sender calls it: for messages only. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MOST = 4;

/** What is damaged is left out: it is not what the document shows. */
export async function attachmentsOf(document: PDFDocumentProxy, wanted: RegExp): Promise<Attached[]> {
  const found: Attached[] = [];
  try {
    for (const [id, { filename }] of await document.getAttachments() ?? []) {
      if (found.length === MOST) break;
      if (!wanted.test(filename)) continue;
      const bytes = await document.getAttachmentContent(id);
      if (bytes) found.push({ name: filename, bytes });
    }
  } catch {
    return found;
  }
  return found;
}

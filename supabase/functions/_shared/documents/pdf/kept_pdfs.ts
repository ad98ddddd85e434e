/**
 * The PDFs that stay open between steps, of whatever job and kind.
 *
 * @module
 */
import { KeptOpen } from "../kept_open.ts";
import type { RangedFile } from "./file_ranges.ts";
import { type OpenPdf, openPdf } from "./open.ts";

const pdfs = new KeptOpen<OpenPdf>();

/**
 * Opens `file`, or takes it from the steps before, for the time that `work` takes.
 *
 * @param data the whole file when it has been read already; it is taken away
 */
export function withPdf<T>(
  file: RangedFile & { readonly id: string },
  work: (pdf: OpenPdf) => Promise<T>,
  data?: Uint8Array<ArrayBuffer>,
): Promise<T> {
  return pdfs.use(file.id, () => openPdf(file, data), work);
}

/** Closes `file` when no other step uses it. */
export const closePdf = (file: { readonly id: string }): Promise<void> => pdfs.close(file.id);

/** Gives the memory of PDFs that nobody uses back. */
export const closeIdlePdfs = (): Promise<void> => pdfs.closeIdle();

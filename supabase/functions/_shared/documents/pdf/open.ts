/**
 * Opens a PDF and says in a sentence why it cannot be.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { PdfAssets } from "./assets.ts";
import { type Attached, attachmentsOf } from "./attachments.ts";
import { FileRanges, type RangedFile } from "./file_ranges.ts";
import { onPage, type Settle } from "./one_page.ts";
import { type PageContent, readPage } from "./page.ts";
import { loadPdfjs, type PDFDocumentProxy, type Pdfjs, startWorker } from "./pdfjs.ts";
import { withoutUnneededPassword } from "./unneeded_password.ts";
import { unreadablePdf } from "./unreadable.ts";

/** More pages than this are refused: even listing them takes too long. */
export const MAX_PAGES = 20_000;

/** A PDF says so within its first bytes. */
const HEADER_REACH = 2048;

/** Larger files are not held in memory: what a page needs of them is read when it is needed. */
export const WHOLE_BYTES = 16 * 1024 * 1024;

export interface OpenPdf {
  readonly pages: number;
  /** Reads one page, from 1. A page that cannot be read at all throws a `corrupt_page` {@link JobError}. */
  page(number: number): Promise<PageContent>;
  /** Files within the file whose names fit, a few at most. */
  attachments(wanted: RegExp): Promise<Attached[]>;
  close(): Promise<void>;
}

/**
 * @param file its name is what the user calls it: for messages only
 * @param data the whole file when it is known already; it is taken away from the caller
 * @throws JobError `empty_file`, `not_a_pdf`, `encrypted_pdf`, `corrupt_pdf`, `too_many_pages`
 */
export async function openPdf(file: RangedFile, data?: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  const { name } = file;
  if (file.bytes === 0) {
    throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  }
  const whole = data ?? (file.bytes <= WHOLE_BYTES ? await file.readRange(0, file.bytes) : undefined);
  const head = whole ? whole.slice(0, HEADER_REACH) : await file.readRange(0, HEADER_REACH);
  const pdfjs = await loadPdfjs();
  const ranges = whole ? undefined : new FileRanges(pdfjs, file);
  const worker = startWorker(pdfjs);
  const task = pdfjs.getDocument(
    {
      worker,
      ...(ranges?.source ?? { data: whole }) as object,
      ...(file.password && { password: file.password }),
      BinaryDataFactory: PdfAssets,
      cMapPacked: true,
      useWorkerFetch: false,
      // Nor are the standard fonts wanted: their widths are known, and reading one takes 5 to 30 ms.
      useSystemFonts: true,
      // Nothing is drawn: without this the outlines of all letters are worked out.
      disableFontFace: false,
      isEvalSupported: false,
      // Tells the fonts' names: nothing else says that one is bold.
      fontExtraProperties: true,
      // No image is ever wanted, and decoding one can take all the memory there is.
      maxImageSize: 0,
      verbosity: 0,
    } as Parameters<Pdfjs["getDocument"]>[0],
  );
  if (file.password) withoutUnneededPassword(task);
  const close = async () => {
    await task.destroy();
    worker.destroy();
  };
  const settle: Settle = (work) => ranges?.settle(work) ?? work;
  try {
    const document = await settle(task.promise);
    if (document.numPages > MAX_PAGES) {
      throw new JobError(
        "too_many_pages",
        `Cannot read ${name}: it says it has ${document.numPages} pages, and ${MAX_PAGES} are the most that is read. Split it and upload the parts.`,
      );
    }
    const layers = await settle(document.getOptionalContentConfig().catch(() => undefined));
    return opened(pdfjs, close, document, (group) => layers?.isVisible(group) ?? true, settle);
  } catch (error) {
    await close().catch(() => {});
    throw unreadablePdf(error, file, head);
  }
}

function opened(
  pdfjs: Pdfjs,
  close: () => Promise<void>,
  document: PDFDocumentProxy,
  layerVisible: (group: unknown) => boolean,
  settle: Settle,
): OpenPdf {
  return {
    pages: document.numPages,
    page: (number) => onPage(document, number, settle, (page) => readPage(page, { pdfjs, layerVisible })),
    attachments: (wanted) => settle(attachmentsOf(document, wanted)),
    close,
  };
}

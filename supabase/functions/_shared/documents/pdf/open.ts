/**
 * Opens a PDF and says in a sentence why it cannot be.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import { PdfAssets } from "./assets.ts";
import { checkStreams, holdsImages } from "./guard.ts";
import { type PageContent, readPage } from "./page.ts";
import { loadPdfjs, type PDFDocumentLoadingTask, type PDFDocumentProxy, type Pdfjs } from "./pdfjs.ts";

/** More pages than this are refused: even listing them takes too long. */
export const MAX_PAGES = 20_000;

/** A PDF says so within its first bytes. */
const HEADER_REACH = 2048;

export interface OpenPdf {
  readonly pages: number;
  /** Whether there are pictures in the file: without any, a page without text is no scan. */
  hasImages(): boolean;
  /** Reads one page, from 1. A page that cannot be read at all throws a `corrupt_page` {@link JobError}. */
  page(number: number): Promise<PageContent>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** True when the file has been opened before: then its streams need not be checked again. */
  readonly checked?: boolean;
}

/**
 * @param name what the user calls the file: for messages only
 * @throws JobError `empty_file`, `not_a_pdf`, `encrypted_pdf`, `corrupt_pdf`, `empty_pdf` (no pages), `too_large`,
 *   `too_complex`, `too_many_pages`
 */
export async function openPdf(
  data: Uint8Array<ArrayBuffer>,
  name: string,
  { checked = false }: OpenOptions = {},
): Promise<OpenPdf> {
  if (data.length === 0) {
    throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  }
  if (!checked) checkStreams(data, name);
  const pdfjs = await loadPdfjs();
  const task = pdfjs.getDocument(
    {
      // pdf.js takes the buffer away; the caller keeps its own.
      data: data.slice(),
      BinaryDataFactory: PdfAssets,
      cMapPacked: true,
      useWorkerFetch: false,
      useSystemFonts: false,
      disableFontFace: true,
      isEvalSupported: false,
      // No image is ever wanted, and decoding one can take all the memory there is.
      maxImageSize: 0,
      verbosity: 0,
    } as Parameters<Pdfjs["getDocument"]>[0],
  );
  try {
    const document = await task.promise;
    if (document.numPages > MAX_PAGES) {
      throw new JobError(
        "too_many_pages",
        `Cannot read ${name}: it says it has ${document.numPages} pages, and ${MAX_PAGES} are the most that is read. Split it and upload the parts.`,
      );
    }
    const layers = await document.getOptionalContentConfig().catch(() => undefined);
    return opened(pdfjs, task, document, data, (group) => layers?.isVisible(group) ?? true);
  } catch (error) {
    await task.destroy().catch(() => {});
    throw readable(error, name, data);
  }
}

function opened(
  pdfjs: Pdfjs,
  task: PDFDocumentLoadingTask,
  document: PDFDocumentProxy,
  data: Uint8Array<ArrayBuffer>,
  layerVisible: (group: unknown) => boolean,
): OpenPdf {
  let images: boolean | undefined;
  return {
    pages: document.numPages,
    hasImages: () => images ??= holdsImages(data),
    page: async (number) => {
      try {
        const page = await document.getPage(number);
        try {
          return await readPage(page, { pdfjs, layerVisible });
        } finally {
          page.cleanup();
        }
      } catch (cause) {
        throw new JobError("corrupt_page", `Page ${number} is damaged and cannot be read.`, { cause });
      }
    },
    close: async () => {
      await task.destroy();
    },
  };
}

function readable(error: unknown, name: string, data: Uint8Array): JobError {
  if (error instanceof JobError) return error;
  const { name: kind, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (kind === "PasswordException" || /encrypt|password|security handler/i.test(message)) {
    return new JobError(
      "encrypted_pdf",
      `Cannot read ${name}: it is password-protected. Remove the password and upload it again.`,
      { cause: error },
    );
  }
  if (/no pages|page tree|pages/i.test(message) && /empty|no pages/i.test(message)) {
    return new JobError("empty_pdf", `Cannot read ${name}: it has no pages.`, { cause: error });
  }
  if (!new TextDecoder("latin1").decode(data.subarray(0, HEADER_REACH)).includes("%PDF-")) {
    return new JobError("not_a_pdf", `Cannot read ${name}: it is not a PDF. Upload a PDF.`, { cause: error });
  }
  return new JobError(
    "corrupt_pdf",
    `Cannot read ${name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    { cause: error },
  );
}

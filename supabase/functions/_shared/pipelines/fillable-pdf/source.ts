/**
 * Opens the input, with its password when it has one, and says in a sentence why it cannot be opened.
 *
 * @module
 */
import { PdfAssets } from "../../documents/pdf/assets.ts";
import { type FormPage, readFormPage } from "../../documents/pdf/form-page.ts";
import { checkStreams } from "../../documents/pdf/guard.ts";
import { loadPdfjs, type PDFDocumentLoadingTask, type Pdfjs } from "../../documents/pdf/pdfjs.ts";
import { JobError } from "../../jobs/errors.ts";
import { checkPageCount, checkParts } from "./size.ts";

export interface Source {
  readonly pages: number;
  /** True when it asked for a password or would have, had it not an empty one. */
  readonly encrypted: boolean;
  /** An XFA form: its own fields are lost when it is written as an AcroForm. */
  readonly xfa: boolean;
  /** Whether there are pictures in the file, as far as it was checked: without any, no page is a scan. */
  readonly images: boolean;
  /** Reads one page, from 1. Throws a `corrupt_page` {@link JobError} when it cannot be read. */
  page(number: number): Promise<FormPage>;
  close(): Promise<void>;
}

export interface SourceOptions {
  /** What the user calls the file: for messages only. */
  readonly name: string;
  readonly password: string;
  /** True when the file has been opened before: then its streams need not be checked again. */
  readonly checked: boolean;
}

const HEADER_REACH = 2048;

/** @param data is taken away from the caller: a large file must not be in memory twice */
export async function openSource(data: Uint8Array<ArrayBuffer>, options: SourceOptions): Promise<Source> {
  const { name, password, checked } = options;
  if (data.length === 0) throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  if (!checked) checkParts(data, name);
  const images = checked || checkStreams(data, name).images;
  const head = data.slice(0, HEADER_REACH);
  const pdfjs = await loadPdfjs();
  const task = pdfjs.getDocument(
    {
      data,
      ...(password !== "" && { password }),
      BinaryDataFactory: PdfAssets,
      cMapPacked: true,
      useWorkerFetch: false,
      useSystemFonts: false,
      disableFontFace: true,
      isEvalSupported: false,
      // Tells the fonts' names: in some of them letters are boxes.
      fontExtraProperties: true,
      maxImageSize: 0,
      verbosity: 0,
    } as Parameters<Pdfjs["getDocument"]>[0],
  );
  try {
    return { ...await opened(pdfjs, task, name), images };
  } catch (error) {
    await task.destroy().catch(() => {});
    throw readable(error, head, options);
  }
}

async function opened(pdfjs: Pdfjs, task: PDFDocumentLoadingTask, name: string): Promise<Omit<Source, "images">> {
  const document = await task.promise;
  if (document.numPages === 0) throw new JobError("empty_pdf", `Cannot read ${name}: it has no pages.`);
  checkPageCount(document.numPages, name);
  const info = (await document.getMetadata().catch(() => undefined))?.info as
    | { EncryptFilterName?: string | null; IsXFAPresent?: boolean }
    | undefined;
  const layers = await document.getOptionalContentConfig().catch(() => undefined);
  const context = { pdfjs, layerVisible: (group: unknown) => layers?.isVisible(group as string) ?? true };
  return {
    pages: document.numPages,
    encrypted: Boolean(info?.EncryptFilterName),
    xfa: info?.IsXFAPresent ?? false,
    page: async (number) => {
      try {
        const page = await document.getPage(number);
        try {
          return await readFormPage(page, context);
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

function readable(error: unknown, head: Uint8Array, { name, password }: SourceOptions): JobError {
  if (error instanceof JobError) return error;
  const { name: kind, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (kind === "PasswordException" || /encrypt|password|security handler/i.test(message)) {
    const detail = password === ""
      ? `Cannot read ${name}: it is password-protected. Give its password in the options and upload it again.`
      : `Cannot read ${name}: the password is wrong. Give the right one in the options and upload it again.`;
    return new JobError("encrypted_pdf", detail, { cause: error });
  }
  if (/empty|no pages/i.test(message) && /page/i.test(message)) {
    return new JobError("empty_pdf", `Cannot read ${name}: it has no pages.`, { cause: error });
  }
  if (!new TextDecoder("latin1").decode(head).includes("%PDF-")) {
    return new JobError("not_a_pdf", `Cannot read ${name}: it is not a PDF. Upload a PDF.`, { cause: error });
  }
  return new JobError(
    "corrupt_pdf",
    `Cannot read ${name}: it is damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    { cause: error },
  );
}

/**
 * Opens the input, with its password when it has one, and says in a sentence why it cannot be opened.
 *
 * @module
 */
import { PdfAssets } from "../../documents/pdf/assets.ts";
import { FileRanges, type RangedFile } from "../../documents/pdf/file_ranges.ts";
import { type FormPage, readFormPage } from "../../documents/pdf/form_page.ts";
import { checkStreams } from "../../documents/pdf/guard.ts";
import { onPage, type Settle } from "../../documents/pdf/one_page.ts";
import { WHOLE_BYTES } from "../../documents/pdf/open.ts";
import { loadPdfjs, type PDFDocumentLoadingTask, type Pdfjs } from "../../documents/pdf/pdfjs.ts";
import { unreadablePdf } from "../../documents/pdf/unreadable.ts";
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
  readonly password: string;
  /** Whether its streams have been looked at: a large file's must have been. */
  readonly checked: boolean;
}

const HEADER_REACH = 2048;

export async function openSource(file: RangedFile, options: SourceOptions): Promise<Source> {
  const { password, checked } = options, { name } = file;
  if (file.bytes === 0) throw new JobError("empty_file", `Cannot read ${name}: the file is empty. Upload it again.`);
  // Not kept with the file: pdf.js takes it, and a large one must not be in memory twice.
  const data = file.bytes <= WHOLE_BYTES ? await file.readRange(0, file.bytes) : undefined;
  if (data && !checked) checkParts(data, name);
  const images = !data || checked || checkStreams(data, name, password).images;
  const head = data ? data.slice(0, HEADER_REACH) : await file.readRange(0, HEADER_REACH);
  const pdfjs = await loadPdfjs();
  const ranges = data ? undefined : new FileRanges(pdfjs, file);
  const task = pdfjs.getDocument(
    {
      ...(ranges?.source ?? { data }) as object,
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
  const settle: Settle = (work) => ranges?.settle(work) ?? work;
  try {
    return { ...await opened(pdfjs, task, name, settle), images };
  } catch (error) {
    await task.destroy().catch(() => {});
    throw unreadablePdf(error, { name, password }, head);
  }
}

async function opened(
  pdfjs: Pdfjs,
  task: PDFDocumentLoadingTask,
  name: string,
  settle: Settle,
): Promise<Omit<Source, "images">> {
  const document = await settle(task.promise);
  if (document.numPages === 0) throw new JobError("empty_pdf", `Cannot read ${name}: it has no pages.`);
  checkPageCount(document.numPages, name);
  const info = (await settle(document.getMetadata().catch(() => undefined)))?.info as
    | { EncryptFilterName?: string | null; IsXFAPresent?: boolean }
    | undefined;
  const layers = await settle(document.getOptionalContentConfig().catch(() => undefined));
  const context = { pdfjs, layerVisible: (group: unknown) => layers?.isVisible(group as string) ?? true };
  return {
    pages: document.numPages,
    encrypted: Boolean(info?.EncryptFilterName),
    xfa: info?.IsXFAPresent ?? false,
    page: (number) => onPage(document, number, settle, (page) => readFormPage(page, context)),
    close: async () => {
      await task.destroy();
    },
  };
}

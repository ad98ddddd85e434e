/**
 * A file's first step: what it is, how many pages it has, and whether they can be read.
 *
 * @module
 */
import { pagesOf } from "../../documents/ocr/source.ts";
import { checkFile } from "../../documents/pdf/check.ts";
import { type Looked, NOT_LOOKED } from "../../documents/pdf/guard.ts";
import { withPdf } from "../../documents/pdf/kept_pdfs.ts";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile, Run } from "../pipeline.ts";
import { invoiceName, type Opened, textName } from "./cursor.ts";
import { eInvoiceIn, MOST_BYTES } from "./einvoice/einvoice.ts";
import { textOf } from "./einvoice/text.ts";
import type { DocumentsOptions } from "./options.ts";
import { writeJson } from "./parts.ts";
import { flowPage } from "./sources/flow.ts";
import { readFlowText } from "./sources/readers.ts";
import type { TextPage } from "./text/page.ts";

export type DocumentsRun = Run<DocumentsOptions>;

/** An input, with the password that opens it if it is encrypted. */
export function fileOf(run: DocumentsRun, index: number): InputFile & { readonly password: string } {
  return { ...run.files[index]!, password: run.options.password };
}

export type Answer =
  /** `pages` are those of a text, which is read as it is opened. */
  | { readonly opened: Opened; readonly pages?: readonly TextPage[] }
  /** A file that is large is looked at window by window, a step each. */
  | { readonly looked: Looked };

const NEW: Opened = {
  pages: 1,
  read: 1,
  slices: 0,
  scans: [],
  damaged: 0,
  images: true,
  words: 0,
  flow: false,
  warnings: [],
};

export async function openFile(run: DocumentsRun, index: number, looked: Looked | undefined): Promise<Answer> {
  const file = fileOf(run, index);
  if (file.bytes === 0) {
    throw new JobError("empty_file", `Cannot read ${file.name}: the file is empty. Upload it again.`);
  }
  if (file.mediaType === "application/pdf") return await openPdfFile(run, file, index, looked ?? NOT_LOOKED);
  if (file.mediaType.startsWith("image/")) return { opened: await openPicture(run, file) };
  return await readInvoice(run, file, index) ?? await readFlow(run, file, index);
}

async function openPdfFile(run: DocumentsRun, file: InputFile, index: number, before: Looked): Promise<Answer> {
  const { looked, openNow, data } = await checkFile(file, before, run.budget);
  if (!openNow) return { looked };
  const { pages, attached } = await withPdf(file, async (pdf) => ({
    pages: pdf.pages,
    attached: await pdf.attachments(/\.xml$/i),
  }), data);
  if (pages === 0) throw new JobError("empty_pdf", `Cannot read ${file.name}: it has no pages.`);
  const invoice = attached.map(({ bytes }) => eInvoiceIn(bytes)).find((each) => each !== undefined);
  if (invoice) await writeJson(run, invoiceName(index), invoice);
  return { opened: limited({ ...NEW, pages, images: looked.images, ...(invoice && { invoice: true }) }, run.options) };
}

/** An invoice as data, and its text as a reader would have it. */
async function readInvoice(run: DocumentsRun, file: InputFile, index: number): Promise<Flow | undefined> {
  const isXml = XML_TYPES.includes(file.mediaType);
  if (!isXml && file.mediaType !== "text/plain" || file.bytes > MOST_BYTES) return undefined;
  const bytes = await file.readRange(0, file.bytes);
  const invoice = isXml || isMarkup(bytes) ? eInvoiceIn(bytes) : undefined;
  if (!invoice) return undefined;
  await writeJson(run, invoiceName(index), invoice);
  const { opened, pages } = await writeFlow(run, index, textOf(invoice));
  return { opened: { ...opened, invoice: true }, pages };
}

const XML_TYPES = ["application/xml", "text/xml"];

const isMarkup = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 200)).trimStart().startsWith("<");

async function openPicture(run: DocumentsRun, file: InputFile): Promise<Opened> {
  if (run.options.ocr === "never") {
    throw new JobError("no_text", `Cannot read ${file.name}: it is a picture, and text recognition is switched off.`);
  }
  const opened = limited({ ...NEW, pages: await pagesOf(file) }, run.options);
  return { ...opened, scans: Array.from({ length: opened.read }, (_, i) => i + 1) };
}

function limited(opened: Opened, { max_pages }: DocumentsOptions): Opened {
  const read = Math.min(opened.pages, max_pages);
  const warnings = read < opened.pages ? [`Only the first ${read} of ${opened.pages} pages were read.`] : [];
  return { ...opened, read, warnings };
}

async function readFlow(run: DocumentsRun, file: InputFile, index: number): Promise<Flow> {
  const read = await readFlowText(file);
  if (!read) {
    throw new JobError(
      "unsupported_media_type",
      `Cannot read ${file.name}: it is none of the kinds of file that are read here. Send a PDF, a picture, text, HTML, DOCX, an e-mail or an e-invoice.`,
    );
  }
  const { opened, pages } = await writeFlow(run, index, read.text);
  return { opened: { ...opened, warnings: [...read.warnings] }, pages };
}

interface Flow {
  readonly opened: Opened;
  readonly pages: readonly TextPage[];
}

async function writeFlow(run: DocumentsRun, index: number, text: string): Promise<Flow> {
  await run.write(textName(index), text, "text/plain; charset=utf-8");
  return { opened: { ...NEW, flow: true }, pages: [flowPage(text)] };
}

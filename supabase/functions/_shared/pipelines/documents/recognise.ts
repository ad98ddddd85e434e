/**
 * Reads the text off the pictures of pages, a part of a page a step.
 *
 * @module
 */
import { type OcrCursor, ocrStep, partsOf } from "../../documents/ocr/step.ts";
import { closeIdlePdfs } from "../../documents/pdf/kept_pdfs.ts";
import { JobError } from "../../jobs/errors.ts";
import { ocrKey, ocrName } from "./cursor.ts";
import { type DocumentsRun, fileOf } from "./open.ts";
import { writeJson } from "./parts.ts";
import { textPageOf } from "./sources/pdf.ts";

export type Recognised =
  /** A part of the page is done. */
  | { readonly ocr: OcrCursor; readonly fraction: number }
  /** The page is done; `spent` are parts that nobody reads any more. */
  | { readonly done: true; readonly spent: string[] }
  /** The page cannot be read; others of its file may be. */
  | { readonly unread: { type: string; detail: string }; readonly spent: string[] };

const OF_ONE_PAGE = ["corrupt_page", "too_complex", "too_large"];

export async function recognisePage(
  run: DocumentsRun,
  index: number,
  page: number,
  ocr?: OcrCursor,
): Promise<Recognised> {
  const file = fileOf(run, index);
  // A picture of a page and the recogniser need the memory that an open PDF takes.
  await closeIdlePdfs();
  const key = ocrKey(index, page);
  const request = { file, page, key, languages: run.options.languages };
  const spent = partsOf(key, ocr?.bands);
  try {
    const answer = await ocrStep(run, request, ocr);
    if ("next" in answer) return { ocr: answer.next, fraction: answer.fraction };
    await writeJson(run, ocrName(index, page), textPageOf(answer.page, "ocr"));
    return { done: true, spent };
  } catch (error) {
    if (!(error instanceof JobError && OF_ONE_PAGE.includes(error.type)) || error.transient) throw error;
    return { unread: { type: error.type, detail: error.detail }, spent };
  }
}

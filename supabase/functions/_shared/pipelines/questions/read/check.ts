/**
 * A worksheet's first steps: its streams are looked at, as much as fits into a step; then it is opened and counted.
 *
 * @module
 */
import { checkFile } from "../../../documents/pdf/check.ts";
import type { Looked } from "../../../documents/pdf/guard.ts";
import { withPdf } from "../../../documents/pdf/kept_pdfs.ts";
import { pagesIn } from "../../../documents/page_range.ts";
import { JobError } from "../../../jobs/errors.ts";
import type { InputFile } from "../../pipeline.ts";
import type { Cursor, QuestionsRun } from "../cursor.ts";

/** A book is no worksheet: everything found in it has to be held at once. */
const MAX_PAGES = 400;

/** The worksheet, with the password that opens it if it is encrypted. */
export function inputOf(run: QuestionsRun): InputFile & { readonly password: string } {
  const file = run.files[0];
  if (!file) throw new JobError("invalid_options", "Cannot start: the job has no file. Upload one PDF.");
  return { ...file, password: run.options.password };
}

export async function check(run: QuestionsRun, before: Looked): Promise<Cursor> {
  const file = inputOf(run);
  run.report("ocr", 0, "Opening the file");
  const { looked, openNow, data } = await checkFile(file, before, run.budget);
  if (!openNow) return { at: "check", looked };
  const total = await withPdf(file, (pdf) => {
    if (pdf.pages === 0) throw new JobError("empty_pdf", `Cannot read ${file.name}: it has no pages.`);
    return Promise.resolve(pagesIn(run.options.pages, pdf.pages, file.name).length);
  }, data);
  if (total > MAX_PAGES) {
    throw new JobError(
      "too_many_pages",
      `${file.name} has ${total} pages; a worksheet may have ${MAX_PAGES}. Split it, or choose some of its pages.`,
    );
  }
  return { at: "read", done: 0, total, images: looked.images, slices: 0, scans: [], damaged: [] };
}

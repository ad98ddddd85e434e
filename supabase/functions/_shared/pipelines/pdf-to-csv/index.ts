/**
 * `pdf-to-csv`: the tables of a PDF as CSV, with where each came from. See README.md beside this file.
 *
 * @module
 */
import { pagesIn } from "../../documents/page_range.ts";
import { type Looked, NOT_LOOKED } from "../../documents/pdf/guard.ts";
import { closePdf, withPdf } from "../../documents/pdf/kept_pdfs.ts";
import { closeRenderer } from "../../documents/render/renderer.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Pipeline, Run } from "../pipeline.ts";
import { assemble, assembleAtOnce, keepSlice, write } from "./assembling.ts";
import { checkFile } from "../../documents/pdf/check.ts";
import { type Cursor, inputOf, type Seen, type Step, type Summary } from "./cursor.ts";
import { PdfToCsvOptions } from "./options.ts";
import { dropScan, type Scan, scanStep, scanTest } from "./scans.ts";
import { SlicePack } from "./slice_pack.ts";
import { extractSlice } from "./slices.ts";
import { STAGES } from "./stages.ts";

export type { Cursor, Summary } from "./cursor.ts";

export const pdfToCsv: Pipeline<PdfToCsvOptions, Cursor, Summary> = {
  kind: "pdf-to-csv",
  options: PdfToCsvOptions,
  stages: STAGES,
  mainOutput: "table.csv",
  step: (run, cursor) => {
    switch (cursor?.at) {
      case undefined:
        return validate(run, NOT_LOOKED);
      case "check":
        return validate(run, cursor.looked);
      case "extract":
        return extract(run, cursor);
      case "assemble":
        return assemble(run, cursor);
      case "write":
        return write(run, cursor);
    }
  },
};

async function validate(run: Run<PdfToCsvOptions>, before: Looked): Promise<Step> {
  run.report("validating", before.at / (inputOf(run).bytes || 1), "Opening the file");
  const file = inputOf(run);
  const { looked, openNow, data } = await checkFile(file, before, run.budget);
  if (!openNow) return { next: { at: "check", looked } };
  const total = await withPdf(file, (pdf) => {
    if (pdf.pages === 0) throw new JobError("empty_pdf", `Cannot read ${file.name}: it has no pages.`);
    return Promise.resolve(pagesIn(run.options.pages, pdf.pages, file.name).length);
  }, data);
  run.report("validating", 1, `${total} page${total === 1 ? "" : "s"}`);
  const seen = { total, slices: 0, silent: 0, damaged: 0, chart: false, images: looked.images };
  return { next: { at: "extract", done: 0, ...seen, cost: 0 } };
}

async function extract(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "extract" }): Promise<Step> {
  if (cursor.scan) return await recognise(run, cursor, cursor.scan);
  if (cursor.recognised !== undefined) await dropScan(run, cursor.recognised);
  const file = inputOf(run);
  const started = performance.now();
  const { slice, done, cost, scan } = await withPdf(file, (pdf) => {
    const pages = pagesIn(run.options.pages, pdf.pages, file.name).slice(cursor.done);
    // In a fresh invocation opening the file has taken its part of the step's time.
    const spentMs = performance.now() - started;
    const isScan = scanTest(file, cursor.images);
    return extractSlice(pdf, pages, run.options, run.budget, { costBefore: cursor.cost, spentMs, isScan });
  });
  // It was looked at for pictures; two readers of one file are too much to keep.
  await closeRenderer();
  const { recognised: _, ...before } = cursor;
  if (done === cursor.total) return await assembleAll(run, before, slice);
  const next = done === 0 ? before : { ...await kept(run, before, slice, done), cost };
  if (scan === undefined) return await extracted(run, next);
  // Recognition wants the memory.
  await closePdf(file);
  return { next: { ...next, scan: { page: scan, ocr: null } } };
}

/** A part of the recognition of a scanned page. */
async function recognise(run: Run<PdfToCsvOptions>, cursor: Cursor & { at: "extract" }, scan: Scan): Promise<Step> {
  const answer = await scanStep(run, inputOf(run), scan, cursor.total);
  if ("next" in answer) {
    const { done, total } = cursor;
    run.report("extracting", (done + answer.fraction) / total, `Recognising page ${done + 1} of ${total}`);
    return { next: { ...cursor, scan: answer.next } };
  }
  const slice = new SlicePack();
  slice.add(answer.slice);
  const { scan: _, ...next } = await kept(run, cursor, slice, 1);
  return await extracted(run, { ...next, recognised: scan.page });
}

/** Keeps what pages gave as a part. */
async function kept<C extends Cursor & { at: "extract" }>(
  run: Run<PdfToCsvOptions>,
  cursor: C,
  slice: SlicePack,
  done: number,
): Promise<C> {
  await keepSlice(run, cursor.slices, slice);
  const next = { ...cursor, ...seenWith(cursor, slice), done: cursor.done + done };
  run.report("extracting", next.done / next.total, `Page ${next.done} of ${next.total}`);
  return next;
}

function seenWith(seen: Seen, slice: SlicePack): Seen {
  return {
    ...seen,
    slices: seen.slices + 1,
    silent: seen.silent + slice.silent,
    damaged: seen.damaged + slice.damaged,
    chart: seen.chart || slice.chart,
  };
}

/** A document whose pages have all been read in one step becomes the outputs in it, too: nothing has to be kept. */
async function assembleAll(
  run: Run<PdfToCsvOptions>,
  { done: _, cost: __, at: ___, ...before }: Cursor & { at: "extract" },
  slice: SlicePack,
): Promise<Step> {
  const file = inputOf(run), seen = seenWith(before, slice);
  await closePdf(file);
  complain(file.name, seen, run.options);
  run.report("extracting", 1, `Page ${seen.total} of ${seen.total}`);
  return await assembleAtOnce(run, seen, slice);
}

/** Goes on with the next pages, or with putting the tables together when there are none. */
async function extracted(run: Run<PdfToCsvOptions>, next: Cursor & { at: "extract" }): Promise<Step> {
  if (next.done < next.total) return { next };
  const file = inputOf(run);
  await closePdf(file);
  complain(file.name, next, run.options);
  const { cost: _, recognised: __, ...seen } = next;
  return { next: { ...seen, at: "assemble", done: 0, chunks: 0 } };
}

/** Fails when there was nothing to read on any page. */
function complain(name: string, { total, silent, damaged, chart }: Seen, options: PdfToCsvOptions): void {
  if (damaged === total) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot read ${name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    );
  }
  if (silent + damaged === total) {
    throw new JobError(
      "no_text",
      `Cannot find tables in ${name}: no text could be recognised in its pictures. Scan it again, upright, sharp and at 300 dpi.`,
    );
  }
  if (options.preset === "race-chart" && !chart) {
    throw new JobError(
      "no_chart",
      `Cannot read ${name} as race charts: no page has a table of starters. Choose no preset to get its tables as they are.`,
    );
  }
}

/**
 * Words and rules of each page: out of the file where it has them, out of the page's picture where it is a scan.
 *
 * @module
 */
import { isScanned } from "../../../documents/ocr/needs_ocr.ts";
import { ocrStep } from "../../../documents/ocr/step.ts";
import { pagesIn } from "../../../documents/page_range.ts";
import { closeIdlePdfs, withPdf } from "../../../documents/pdf/kept_pdfs.ts";
import type { PageContent } from "../../../documents/pdf/page.ts";
import { JobError } from "../../../jobs/errors.ts";
import { closeRenderer } from "../../../documents/render/renderer.ts";
import {
  type Cursor,
  type QuestionsRun,
  readJson,
  scanKey,
  scanName,
  stepTime,
  wordsName,
  writeJson,
} from "../cursor.ts";
import { withFormulas } from "../content/formulas.ts";
import type { Sheet } from "../segment/sheet.ts";
import { inputOf } from "./check.ts";

/** A sheet before its ink is known. */
export type ReadPage = Omit<Sheet, "ink">;

/** Of the stage: reading, recognising, drawing. */
const READ = 0.35, RECOGNISED = 0.7;

export async function readPages(run: QuestionsRun, cursor: Cursor & { at: "read" }): Promise<Cursor> {
  const file = inputOf(run);
  const mayGoOn = stepTime(run);
  const pages: ReadPage[] = [], scans = [...cursor.scans], damaged = [...cursor.damaged];
  let done = cursor.done, cost = 0;
  await withPdf(file, async (pdf) => {
    const wanted = pagesIn(run.options.pages, pdf.pages, file.name);
    while (done < wanted.length && (done === cursor.done || mayGoOn(cost))) {
      const number = wanted[done++]!, started = performance.now();
      try {
        const page = await pdf.page(number);
        if (await isScanned(file, page, cursor.images)) scans.push(number);
        else pages.push(readPage(page, 1));
      } catch (error) {
        if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
        damaged.push(number);
      }
      cost = performance.now() - started;
    }
  });
  await writeJson(run, wordsName(cursor.slices), pages);
  run.report("ocr", READ * done / cursor.total, `Page ${done} of ${cursor.total}`);
  const { at: _, done: __, ...rest } = { ...cursor, slices: cursor.slices + 1, scans, damaged };
  if (done < cursor.total) return { ...rest, at: "read", done };
  if (damaged.length === cursor.total) {
    throw new JobError(
      "corrupt_pdf",
      `Cannot read ${file.name}: its pages are damaged. Open it in a PDF viewer, save it anew and upload it again.`,
    );
  }
  await closeIdlePdfs();
  return scans.length > 0 ? { ...rest, at: "recognise", done: 0 } : { ...rest, at: "draw", done: 0, inks: 0 };
}

export async function recognisePages(run: QuestionsRun, cursor: Cursor & { at: "recognise" }): Promise<Cursor> {
  const file = inputOf(run);
  const { scans, done, ocr, ...rest } = cursor;
  const page = scans[done]!;
  const report = (fraction: number) =>
    run.report(
      "ocr",
      READ + (RECOGNISED - READ) * (done + fraction) / scans.length,
      `Reading the scan, page ${done + 1} of ${scans.length}`,
    );
  const damaged = [...rest.damaged];
  try {
    const answer = await ocrStep(run, { file, page, key: scanKey(page), languages: run.options.languages }, ocr);
    if ("next" in answer) {
      report(answer.fraction);
      return { ...rest, scans, done, ocr: answer.next };
    }
    await writeJson(run, scanName(page), readPage(answer.page, answer.page.confidence));
  } catch (error) {
    if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
    damaged.push(page);
  }
  report(1);
  const next = { ...rest, scans, damaged };
  if (done + 1 < scans.length) return { ...next, done: done + 1 };
  await closeRenderer();
  return { ...next, at: "draw", done: 0, inks: 0 };
}

function readPage(page: PageContent, certainty: number): ReadPage {
  const { horizontal, vertical } = page.vectors;
  const round = (value: number) => Math.round(value * 100) / 100;
  const words = withFormulas(page.words, horizontal, vertical).map((word) => ({
    text: word.text,
    x0: round(word.x0),
    y0: round(word.y0),
    x1: round(word.x1),
    y1: round(word.y1),
    base: round(word.base),
    size: round(word.size),
    bold: word.bold,
    upright: word.upright,
  }));
  return { number: page.number, view: page.view, turns: page.turns, words, horizontal, vertical, certainty };
}

/** All pages that could be read, in order. */
export async function loadPages(
  run: QuestionsRun,
  { slices, scans, damaged }: Cursor & { slices: number; scans: number[]; damaged: number[] },
): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  for (let slice = 0; slice < slices; slice++) pages.push(...await readJson<ReadPage[]>(run, wordsName(slice)));
  for (const page of scans) if (!damaged.includes(page)) pages.push(await readJson<ReadPage>(run, scanName(page)));
  return pages.sort((a, b) => a.number - b.number);
}

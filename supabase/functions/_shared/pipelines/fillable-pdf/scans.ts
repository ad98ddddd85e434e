/**
 * Scanned pages: what is printed on them is recognised, several steps a page, and their rules and boxes are seen in their
 * picture. Then they are searched like any other.
 *
 * @module
 */
import { type OcrCursor, ocrStep } from "../../documents/ocr/step.ts";
import type { FormPage } from "../../documents/pdf/form_page.ts";
import { closeRenderer, withRenderer } from "../../documents/render/renderer.ts";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile, Run } from "../pipeline.ts";
import type { FillablePdfOptions } from "./options.ts";
import { scannedPage, type ScannedText } from "./scan/scanned_page.ts";

/** A page that is being recognised. */
export type Scan = {
  page: number;
  /** Null until the first step. */
  ocr: OcrCursor | null;
  /** Whether its text is known, kept as a part: its picture is looked at in a step of its own. */
  read: boolean;
};

export const startOf = (page: number): Scan => ({ page, ocr: null, read: false });

/** With fewer strokes than this, nothing is drawn on a page but its picture. */
const MIN_STROKES = 4;
/** With more words than this the file has the text of the scan itself. */
const MAX_STAMP_WORDS = 20;
/** Of a page's recognition, reading takes this share. */
const READING = 0.95;
/** A picture that is no scan covers less of its page. */
const MIN_PICTURE_SHARE = 0.6;

/** A page that is a picture, with its text behind it or without. */
export async function isScan(file: InputFile, page: FormPage): Promise<boolean> {
  if (page.drawing.horizontal.length >= MIN_STROKES || page.widgets.length > 0) return false;
  try {
    return await withRenderer(file, (pdf) => pdf.pictureShare(page.number) >= MIN_PICTURE_SHARE);
  } catch (error) {
    // What cannot be drawn can be read all the same.
    if (error instanceof JobError && !error.transient) return false;
    throw error;
  } finally {
    await closeRenderer();
  }
}

/** One step of a page's recognition: the page when it is done, else how it goes on and how far it is, 0..1. */
export async function scanStep(
  run: Run<FillablePdfOptions>,
  file: InputFile,
  page: FormPage,
  scan: Scan,
): Promise<{ readonly page: FormPage | undefined } | { readonly next: Scan; readonly fraction: number }> {
  try {
    if (scan.read) return { page: await scannedPage(file, page, await readText(run, scan.page)) };
    if (page.words.length > MAX_STAMP_WORDS) {
      return await known(run, scan, { words: page.words, turns: page.turns, skew: 0 });
    }
    const request = { file, page: scan.page, key: `ocr/${scan.page}`, languages: run.options.languages };
    const answer = await ocrStep(run, request, scan.ocr ?? undefined);
    if ("page" in answer) {
      const { words, turns, skew, vectors: { horizontal, vertical } } = answer.page;
      return await known(run, scan, { words, turns, skew, rules: { horizontal, vertical } });
    }
    return { next: { ...scan, ocr: answer.next }, fraction: READING * answer.fraction };
  } catch (error) {
    if (!(error instanceof JobError && error.type === "corrupt_page")) throw error;
    return { page: undefined };
  }
}

async function known(run: Run<FillablePdfOptions>, scan: Scan, text: ScannedText) {
  await run.writePart(textName(scan.page), JSON.stringify(text));
  return { next: { page: scan.page, ocr: null, read: true }, fraction: READING };
}

async function readText(run: Run<FillablePdfOptions>, page: number): Promise<ScannedText> {
  return JSON.parse(new TextDecoder().decode(await run.readPart(textName(page))));
}

const textName = (page: number): string => `scans/${page}/text.json`;

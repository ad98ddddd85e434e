/**
 * Draws each page: the picture that the client shows before the file is there, and where the page has ink.
 *
 * @module
 */
import { turned } from "../../../documents/render/raster.ts";
import { closeRenderer, type PdfRenderer, withRenderer } from "../../../documents/render/renderer.ts";
import { JobError } from "../../../jobs/errors.ts";
import { type Cursor, inkName, type QuestionsRun, readJson, stepTime, writeJson } from "../cursor.ts";
import { Ink } from "../segment/ink.ts";
import type { Sheet } from "../segment/sheet.ts";
import { inputOf } from "./check.ts";
import { type PackedInk, packInk, unpackInk } from "./packed_ink.ts";
import { loadPages, type ReadPage } from "./pages.ts";

/** Enough to read by; a page takes 30 to 80 KB. */
const PICTURE_DPI = 100;
/** A dot a point. */
const INK_DPI = 72;
const BEFORE = 0.7;

/** The pages of the worksheet that was worked on last, for the steps of one invocation. */
let kept: { readonly key: string; readonly pages: ReadPage[] } | undefined;

async function keptPages(run: QuestionsRun, cursor: Parameters<typeof loadPages>[1]): Promise<ReadPage[]> {
  const key = `${inputOf(run).id} ${JSON.stringify(run.options)} ${cursor.slices}`;
  if (kept?.key !== key) kept = { key, pages: await loadPages(run, cursor) };
  return kept.pages;
}

/** They are of no use any more: gives their memory back. */
export function dropPages(): void {
  kept = undefined;
}

export async function drawPages(run: QuestionsRun, cursor: Cursor & { at: "draw" }): Promise<Cursor> {
  const file = inputOf(run);
  const pages = await keptPages(run, cursor);
  const mayGoOn = stepTime(run);
  const inks: PackedInk[] = [];
  let done = cursor.done, cost = 0;
  const draw = async (pdf: PdfRenderer) => {
    while (done < pages.length && (done === cursor.done || mayGoOn(cost))) {
      const page = pages[done++]!, started = performance.now();
      try {
        const picture = pdf.image(page.number, PICTURE_DPI);
        const gray = pdf.gray(page.number, INK_DPI);
        const { turns } = pdf.frame(page.number);
        inks.push(packInk(page.number, Ink.of(turned(gray, page.turns - turns), page.view)));
        cost = performance.now() - started;
        await run.writeAsset(pageName(page.number), picture, "image/png");
      } catch (error) {
        // Words are enough to go on with.
        if (!isUndrawable(error)) throw error;
      }
    }
  };
  try {
    await withRenderer(file, draw);
  } catch (error) {
    // What has been read can be drawn by nobody: its questions have no pictures.
    if (!isUndrawable(error)) throw error;
    done = pages.length;
  }
  await writeJson(run, inkName(cursor.inks), inks);
  run.report("ocr", BEFORE + (1 - BEFORE) * done / Math.max(1, pages.length), `Page ${done} of ${pages.length}`);
  const next = { ...cursor, done, inks: cursor.inks + 1 };
  if (done < pages.length) return next;
  await closeRenderer();
  return { ...next, at: "segment", done: 0, found: 0 };
}

const UNDRAWABLE = ["corrupt_page", "too_complex", "too_large", "corrupt_pdf", "not_a_pdf", "encrypted_pdf"];

export const isUndrawable = (error: unknown): boolean => error instanceof JobError && UNDRAWABLE.includes(error.type);

const pageName = (page: number): string => `pages/${page}.png`;

export async function loadSheets(run: QuestionsRun, cursor: Cursor & { at: "segment" }): Promise<Sheet[]> {
  const pages = await keptPages(run, cursor);
  const inks = new Map<number, Ink>();
  for (let slice = 0; slice < cursor.inks; slice++) {
    for (const packed of await readJson<PackedInk[]>(run, inkName(slice))) inks.set(packed.page, unpackInk(packed));
  }
  return pages.map((page) => ({ ...page, ink: inks.get(page.number) }));
}

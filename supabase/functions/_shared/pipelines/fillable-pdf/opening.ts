/**
 * The first steps: the file is checked and opened, and one that is too large for memory gets an outline.
 *
 * @module
 */
import { checkFile } from "../../documents/pdf/check.ts";
import { type Looked, NOT_LOOKED } from "../../documents/pdf/guard.ts";
import { WHOLE_BYTES } from "../../documents/pdf/open.ts";
import { pagesIn } from "../../documents/page_range.ts";
import type { Next } from "../pipeline.ts";
import { type Cursor, type FillableRun, inputOf } from "./cursor.ts";
import { detectorFor } from "./detect/detectors.ts";
import { checkPages } from "./given.ts";
import { closeSource, withSource } from "./open_sources.ts";
import { rowsOf } from "./rows.ts";
import { checkCopies, checkEncrypted } from "./size.ts";
import type { Seen } from "./summary.ts";
import { goOnWithOutline, NO_OUTLINE } from "./write/outline.ts";

type Step = Next<Cursor>;

/** Shares of the stage: looking at a large file, and making its outline. */
const LOOKING = 0.4, OUTLINING = 0.5;

export async function open(run: FillableRun, before: Looked = NOT_LOOKED): Promise<Step> {
  const file = inputOf(run);
  const { password, pages, fields } = run.options;
  run.report("validating", LOOKING * before.at / Math.max(1, file.bytes), "Opening the file");
  checkCopies(rowsOf(run.options.data).length, file);
  if (!fields) detectorFor(run.options);
  const isLarge = file.bytes > WHOLE_BYTES;
  let looked = before;
  if (isLarge) {
    const checked = await checkFile(file, before, run.budget);
    looked = checked.looked;
    if (!checked.openNow) return { next: { at: "look", looked } };
  }
  const seen = await withSource(file, { password, checked: isLarge }, (source) => {
    const { xfa, encrypted } = source;
    checkEncrypted(encrypted, file);
    if (fields) checkPages(fields, source.pages, file.name);
    const total = pagesIn(pages, source.pages, file.name).length;
    return Promise.resolve({ total, xfa, encrypted, images: isLarge ? looked.images : source.images });
  });
  const start = { outlines: 0, slices: 0, scans: [], silent: 0, damaged: 0, existing: 0, ...seen };
  // Encrypted data would have to be decrypted, which needs them in memory.
  if (isLarge && !seen.encrypted) return { next: { ...start, at: "outline", outline: NO_OUTLINE } };
  return opened(run, start);
}

/** A part of a large file's outline. */
export async function outline(run: FillableRun, cursor: Cursor & { at: "outline" }): Promise<Step> {
  const file = inputOf(run);
  const { outline: before, at: _, ...seen } = cursor;
  const after = await goOnWithOutline(run, file, before);
  run.report("validating", LOOKING + OUTLINING * after.at / file.bytes);
  if (after.at < file.bytes) return { next: { ...cursor, outline: after } };
  return opened(run, { ...seen, outlines: after.parts });
}

async function opened(run: FillableRun, seen: Seen): Promise<Step> {
  run.report("validating", 1, `${seen.total} page${seen.total === 1 ? "" : "s"}`);
  if (!run.options.fields) return { next: { ...seen, at: "render", done: 0 } };
  await closeSource(inputOf(run));
  return { next: { ...seen, at: "place" } };
}

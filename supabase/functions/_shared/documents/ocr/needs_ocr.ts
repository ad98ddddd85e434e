/**
 * Whether a page's text is of use, or must be read off its picture.
 *
 * @module
 */
import { JobError } from "../../jobs/errors.ts";
import type { PageContent } from "../pdf/page.ts";
import { type RenderedFile, withRenderer } from "../render/renderer.ts";

/** In points; no scan is smaller. */
const SMALL = 36;
/** Fewer characters do not show whether they make sense. */
const MIN_CHARACTERS = 40;
/** Letters and digits among the characters: tables of figures have 0.7, fonts whose characters are not told 0.1 to 0.4. */
const MIN_SENSE = 0.45;

/** What is stamped on a scan has not more words; a scan covers so much of its page. */
const MAX_STAMP_WORDS = 20, MIN_PICTURE_SHARE = 0.6;
/** The two readers count in different precision. */
const ROUNDING = 0.01;

/** Blank pages and pictures without text need it, too: that there is no text is seen only then. */
export function needsOcr(page: PageContent): boolean {
  const { view, words } = page;
  if (Math.min(view.x1 - view.x0, view.y1 - view.y0) <= SMALL) return false;
  if (words.length === 0) return !page.hasFields;
  return isGarbage(words.map((word) => word.text).join(""));
}

/**
 * As {@link needsOcr}, looking at the pictures, too: a scan may bear a stamp or a page number as text, and a page without
 * text in a file without pictures is just blank.
 *
 * The file stays open for drawing, for the next page: `closeRenderer` closes it.
 *
 * @param images whether there is a picture in the file
 */
export async function isScanned(file: RenderedFile, page: PageContent, images: boolean): Promise<boolean> {
  if (needsOcr(page)) return images || page.words.length > 0;
  if (!images || page.words.length > MAX_STAMP_WORDS || page.hasFields) return false;
  // Opening the file for drawing costs some 100 ms: most pages of few words need it not.
  if ((page.pictureShare ?? 1) < MIN_PICTURE_SHARE - ROUNDING) return false;
  try {
    return await withRenderer(file, (pdf) => pdf.pictureShare(page.number)) >= MIN_PICTURE_SHARE;
  } catch (error) {
    // What cannot be drawn cannot be recognised either: its few words are what there is.
    if (error instanceof JobError && !error.transient) return false;
    throw error;
  }
}

function isGarbage(text: string): boolean {
  const plain = text.replace(/[._\-–—]{3,}/g, "");
  if (plain.length < MIN_CHARACTERS) return false;
  const sense = plain.replace(/[^\p{L}\p{N}]+/gu, "").length;
  return sense < MIN_SENSE * plain.length;
}

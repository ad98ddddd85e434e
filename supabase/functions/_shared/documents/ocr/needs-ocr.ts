/**
 * Whether a page's text is of use, or must be read off its picture.
 *
 * @module
 */
import type { PageContent } from "../pdf/page.ts";

/** In points; no scan is smaller. */
const SMALL = 36;
/** Fewer characters do not show whether they make sense. */
const MIN_CHARACTERS = 40;
/** Letters and digits among the characters: tables of figures have 0.7, fonts whose characters are not told 0.1 to 0.4. */
const MIN_SENSE = 0.45;

/** Blank pages and pictures without text need it, too: that there is no text is seen only then. */
export function needsOcr(page: PageContent): boolean {
  const { view, words } = page;
  if (Math.min(view.x1 - view.x0, view.y1 - view.y0) <= SMALL) return false;
  if (words.length === 0) return !page.hasFields;
  return isGarbage(words.map((word) => word.text).join(""));
}

function isGarbage(text: string): boolean {
  const plain = text.replace(/[._\-–—]{3,}/g, "");
  if (plain.length < MIN_CHARACTERS) return false;
  const sense = plain.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return sense < MIN_SENSE * plain.length;
}

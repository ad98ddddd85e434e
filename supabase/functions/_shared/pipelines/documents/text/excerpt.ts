/**
 * A document's beginning and end: there it says what it is, and there are its fields.
 *
 * @module
 */
import type { TextPage } from "./page.ts";

export interface Extent {
  /** Pages, or as many words as they would hold where there are none. */
  readonly first: number;
  readonly last: number;
}

const WORDS_PER_PAGE = 450;

export function excerptOf(pages: readonly TextPage[], { first, last }: Extent): readonly TextPage[] {
  const few = pages.length <= first + last ? pages : [...pages.slice(0, first), ...pages.slice(-last)];
  return few.map((page) => {
    const [head, tail] = pages.length === 1 ? [first * WORDS_PER_PAGE, last * WORDS_PER_PAGE] : [DENSEST, 0];
    if (page.words.length <= head + tail) return page;
    const end = tail === 0 ? [] : page.words.slice(-tail);
    return { ...page, words: [...page.words.slice(0, head), ...end] };
  });
}

/** More words than this are on no page that anybody reads. */
const DENSEST = 1500;

/**
 * Which documents a file holds: one, or those of a stack that was scanned in one go.
 *
 * @module
 */
import type { Bounds } from "../cursor.ts";
import type { TextPage } from "../text/page.ts";
import { factsOf, type PageFacts } from "./page_facts.ts";
import { startScore } from "./start_score.ts";

/** How far a stack has been looked through. */
export type Splitting = {
  /** Pages done, as they lie in the stack. */
  done: number;
  /** First and last page of each document so far; blank pages between documents belong to none. */
  bounds: Bounds;
  before: PageFacts | null;
  afterBlank: boolean;
};

export const NOT_SPLIT: Splitting = { done: 0, bounds: [], before: null, afterBlank: false };

/** Looks at pages while `mayGoOn`, at one at least. */
export function splitOn(pages: readonly TextPage[], from: Splitting, mayGoOn: () => boolean): Splitting {
  const bounds: Bounds = from.bounds.map(([first, last]) => [first, last]);
  let { done, before, afterBlank } = from;
  while (done < pages.length && (done === from.done || mayGoOn())) {
    const page = pages[done++]!;
    if (isBlank(page)) {
      afterBlank = true;
      continue;
    }
    const facts = factsOf(page);
    const current = bounds.at(-1);
    if (!current || !before || startScore(facts, before, afterBlank) > 0) bounds.push([page.number, page.number]);
    else current[1] = page.number;
    before = facts;
    afterBlank = false;
  }
  return { done, bounds, before, afterBlank };
}

const FEWEST_WORDS = 3;

const isBlank = (page: TextPage): boolean => page.words.length < FEWEST_WORDS;

/**
 * What text recognition gives back: a page like one that was read from a PDF, and how sure each word is.
 *
 * @module
 */
import type { PageContent } from "../pdf/page.ts";
import type { Word } from "../pdf/words.ts";

export interface OcrWord extends Word {
  /** 0..1, as the recogniser sees it. */
  readonly confidence: number;
}

/**
 * A recognised page. Coordinates are points in the straightened page: turned by quarters as {@link PageContent} says, and
 * by `skew`. `userBox` leads back to the page's user space.
 */
export interface OcrPage extends PageContent {
  readonly words: readonly OcrWord[];
  /** By how much the page lay askew, anti-clockwise, in radians; about the middle of `view`. */
  readonly skew: number;
  /** Mean of the words' confidence, long words counting more; 0 when there is no word. */
  readonly confidence: number;
}

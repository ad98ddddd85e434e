/**
 * A page as the pipeline works on it: words with boxes, whatever they were read from.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";

export interface TextWord extends Box {
  readonly text: string;
  /** Font size in the page's units. */
  readonly size: number;
  readonly bold: boolean;
  /** How sure the recognition was, 0..1; not there for text that was not recognised. */
  readonly confidence?: number;
  /** Where it begins in the document's text, for documents without pages. */
  readonly start?: number;
}

export interface TextPage {
  /** From 1. */
  readonly number: number;
  /** Its visible part, upright. */
  readonly view: Box;
  /** Quarter turns from the page's own space to upright. */
  readonly turns: number;
  readonly source: "text" | "ocr";
  readonly words: readonly TextWord[];
  /** Fields of a form that are on the page. */
  readonly widgets: number;
  /** Lines that are drawn on it, across and down. */
  readonly rules: number;
  /** True when there was more on the page than was read. */
  readonly truncated?: boolean;
}

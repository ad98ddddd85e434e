/**
 * A page of a worksheet as segmentation sees it: words, rules and ink, upright.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";
import type { Ink } from "./ink.ts";

export interface Sheet {
  /** From 1. */
  readonly number: number;
  /** The visible part of the page, in upright coordinates. */
  readonly view: Box;
  /** Quarter turns from the page's user space to upright. */
  readonly turns: number;
  readonly words: readonly Word[];
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
  /** What is dark on the page; undefined when it could not be drawn. */
  readonly ink: Ink | undefined;
  /** How sure the words are: 1 when they were in the file, less when they were recognised in a picture. */
  readonly certainty: number;
}

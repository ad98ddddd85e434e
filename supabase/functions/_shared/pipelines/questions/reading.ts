/**
 * A question as an extraction found it: what is published as a row, and written into the results.
 *
 * @module
 */
import type { Box } from "../../documents/pdf/geometry.ts";
import type { Option, Part } from "./content/question.ts";

export interface PageBox extends Box {
  readonly page: number;
}

export interface Tags {
  subject?: string;
  topic?: string;
  type?: string;
  difficulty?: string;
}

/** In words of the table `public.questions`; see README.md. */
export interface Reading {
  /** Reading order; between any two there is room for another. */
  readonly position: number;
  readonly section: string | null;
  readonly number: string;
  readonly stem: string | null;
  readonly text: string;
  readonly parts: readonly Part[];
  readonly options: readonly Option[];
  readonly marks: number | null;
  /** In points of the page's own user space. */
  readonly boxes: readonly PageBox[];
  /** Its picture in the bucket `extractions`; null while there is none of the boxes as they are. */
  readonly crop_path: string | null;
  readonly tags: Tags;
  readonly confidence: number;
}

/** Everything that a question says, in one text. */
export function wordsOf({ text, parts, options }: Pick<Reading, "text" | "parts" | "options">): string {
  return [text, ...options.map((option) => option.text), ...parts.map(wordsOf)].join("\n");
}

/** The same with what it stands under. */
export const allWordsOf = (reading: Reading): string =>
  [reading.section ?? "", reading.stem ?? "", wordsOf(reading)].join("\n");

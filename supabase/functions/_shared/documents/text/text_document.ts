/**
 * Documents without pages, as text: lines, with tabs between the cells of a table. A character's place in the text is its
 * place in the document.
 *
 * @module
 */
import type { RangeFile } from "../csv/reader.ts";

export interface TextFile extends RangeFile {
  readonly mediaType: string;
}

/** Something that came with a document; it is named and not opened. */
export interface Attachment {
  /** As its sender calls it: for messages only. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

export interface TextDocument {
  readonly text: string;
  readonly title: string | null;
  /** True when there was more than is read of one document. */
  readonly isCut: boolean;
  readonly attachments: readonly Attachment[];
}

/** Some 250 pages. */
export const MOST_CHARACTERS = 512 * 1024;

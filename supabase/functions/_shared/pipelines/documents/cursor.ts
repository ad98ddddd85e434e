/**
 * Where a job is. Files are worked on one after the other; what is known of the one at hand is carried along, what was
 * read of it waits in parts.
 *
 * @module
 */
import type { Looked } from "../../documents/pdf/guard.ts";
import type { DocumentResult, Usage } from "./result.ts";
import type { LlmState } from "./llm/ask.ts";
import type { Splitting } from "./split/bounds.ts";
import { type OcrCursor, partsOf } from "../../documents/ocr/step.ts";

/** What is known of a file once it has been opened. */
export type Opened = {
  /** Its pages, and how many of them are read. */
  pages: number;
  read: number;
  /** Parts with pages, numbered from 0. */
  slices: number;
  /** Pages that have to be recognised. */
  scans: number[];
  /** Pages that could not be read. */
  damaged: number;
  /** Why the first of those that could not be recognised could not. */
  unread?: { type: string; detail: string };
  /** Whether there are pictures in the file, and how many words were read so far. */
  images: boolean;
  words: number;
  /** True for text without pages. */
  flow: boolean;
  /** True when the file is, or has with it, an invoice as data: a part of its own. */
  invoice?: true;
  warnings: string[];
};

/** The documents of a file: first and last page of each. */
export type Bounds = [number, number][];

export type Cursor =
  & Job
  & (
    | { at: "open"; looked?: Looked }
    | Opened & { at: "read"; done: number; cost: number }
    | Opened & { at: "recognise"; done: number; ocr?: OcrCursor; ocrPages: number[] }
    | Opened & { at: "part"; ocrPages: number[]; splitting?: Splitting }
    | Opened & { at: "understand"; ocrPages: number[]; bounds: Bounds; done: number }
    | { at: "collect"; done: number }
  );

/** What goes on from file to file. */
type Job = {
  file: number;
  llm: LlmState;
  /** Parts that no step from here on reads: the next one drops them. It may be repeated, they are never missed. */
  spent?: string[];
};

/** What was told of a document, or of all of a file's, and what a language model was asked for it. */
export interface Outcome {
  readonly documents: readonly DocumentResult[];
  readonly usage: Usage;
}

/** Names of parts: those of a file are below its own folder. */
const folderOf = (file: number): string => `files/${String(file + 1).padStart(4, "0")}`;
export const sliceName = (file: number, slice: number): string => `${folderOf(file)}/slices/${slice}.json`;
export const ocrKey = (file: number, page: number): string => `${folderOf(file)}/ocr/${page}`;
export const ocrName = (file: number, page: number): string => `${ocrKey(file, page)}/page.json`;
export const invoiceName = (file: number): string => `${folderOf(file)}/invoice.json`;
export const documentName = (file: number, document: number): string => `${folderOf(file)}/documents/${document}.json`;
export const outcomeName = (file: number): string => `${folderOf(file)}/outcome.json`;
export const chunkName = (chunk: number): string => `collected/${chunk}.json`;
/** The output with the text of a file without pages. */
export const textName = (file: number): string => `text/${String(file + 1).padStart(4, "0")}.txt`;

/** What was read of the file at hand: nobody needs it once the file's outcome is written. */
export function readParts(cursor: Cursor): string[] {
  if (!("slices" in cursor)) return [];
  const { file, slices } = cursor;
  const open = cursor.at === "recognise" && cursor.ocr
    ? partsOf(ocrKey(file, cursor.scans[cursor.done]!), cursor.ocr.bands)
    : [];
  return [
    ...open,
    ...(cursor.invoice ? [invoiceName(file)] : []),
    ...Array.from({ length: slices }, (_, slice) => sliceName(file, slice)),
    ...("ocrPages" in cursor ? cursor.ocrPages : []).map((page) => ocrName(file, page)),
    ...Array.from({ length: cursor.at === "understand" ? cursor.done : 0 }, (_, i) => documentName(file, i)),
  ];
}

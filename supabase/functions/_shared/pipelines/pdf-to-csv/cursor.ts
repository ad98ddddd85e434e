/**
 * Where a job of this pipeline is, and what it ends with.
 *
 * @module
 */
import type { Looked } from "../../documents/pdf/guard.ts";
import { JobError } from "../../jobs/errors.ts";
import type { Done, InputFile, Next, Run } from "../pipeline.ts";
import type { PdfToCsvOptions } from "./options.ts";
import type { Scan } from "./scans.ts";

/** What was seen of the pages so far. */
export type Seen = {
  total: number;
  /** Slices kept as parts, numbered from 0. */
  slices: number;
  silent: number;
  damaged: number;
  chart: boolean;
  /** Whether there are pictures in the file: without any, a page without text is no scan. */
  images: boolean;
};

/** Where the job is: bytes checked, pages done, slices assembled, or outputs written; each with what the next step must know. */
export type Cursor =
  | { at: "check"; looked: Looked }
  | Seen & { at: "extract"; done: number; cost: number; scan?: Scan; recognised?: number }
  | Seen & { at: "assemble"; done: number; chunks: number }
  | Seen & { at: "write"; done: number; chunks: number };

export type Summary = {
  tables: number;
  rows: number;
  pages: number;
  pages_without_text: number;
  damaged_pages: number;
  warnings: number;
  /** A preset that fits the document and was not asked for. */
  suggested_preset: string | null;
  message: string;
};

export type Step = Next<Cursor> | Done<Summary>;

/** The PDF, with the password that opens it if it is encrypted. */
export function inputOf(run: Run<PdfToCsvOptions>): InputFile & { readonly password: string } {
  const file = run.files[0];
  if (!file) throw new JobError("invalid_options", "Cannot start: the job has no file. Upload one PDF.");
  return { ...file, password: run.options.password };
}

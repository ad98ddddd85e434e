/**
 * What was seen of a document, and what is told of it in the end.
 *
 * @module
 */
import type { Run } from "../pipeline.ts";
import type { FillablePdfOptions } from "./options.ts";
import { rowsOf } from "./rows.ts";

/** What was seen of the document so far. */
export type Seen = {
  total: number;
  /** Parts of the file's outline; 0 when the file is small enough to be in memory. */
  outlines: number;
  /** Slices of pages kept as parts, numbered from 0. */
  slices: number;
  /** Pages that are pictures, each kept as a part until it is recognised. */
  scans: number[];
  /** Recognised pages without a word. */
  silent: number;
  damaged: number;
  /** Fields that the pages have already. */
  existing: number;
  xfa: boolean;
  encrypted: boolean;
  /** Whether there are pictures in the file: without any, no page is a scan. */
  images: boolean;
};

/** Fields by type. */
export type Counts = { [type: string]: number };

export const totalOf = (counts: Counts): number => Object.values(counts).reduce((sum, each) => sum + each, 0);

export type Summary = {
  fields: number;
  by_type: Counts;
  pages: number;
  scanned_pages: number;
  pages_without_text: number;
  damaged_pages: number;
  existing_fields: number;
  xfa: boolean;
  /** Whether a password, or an empty one, opened it: the result needs none. */
  encrypted: boolean;
  /** Filled-in copies, and what could not be filled in. */
  copies: number;
  problems: string[];
  message: string;
};

export function summaryOf(
  run: Run<FillablePdfOptions>,
  seen: Seen,
  counts: Counts,
  problems: readonly string[],
): Summary {
  const fields = totalOf(counts);
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const name = run.files[0]?.name;
  const copies = rowsOf(run.options.data).length;
  const kept = run.options.keep_existing_fields;
  const notes = [
    fields === 0
      ? `No place to fill in was found in ${name}.`
      : `${count(fields, "field")} ${run.options.fields ? "written" : "found"}.`,
    seen.existing > 0 && (kept ? `${seen.existing} were there already.` : `${seen.existing} old ones were replaced.`),
    copies > 0 && `${copies} ${copies === 1 ? "copy" : "copies"} filled in.`,
    problems[0],
    seen.xfa && "The form had an XFA part, which was removed.",
    seen.encrypted && "The result is not encrypted any more.",
    seen.scans.length > 0 && `${count(seen.scans.length, "page")} recognised.`,
    seen.silent > 0 && `${count(seen.silent, "page")} without text could not be read.`,
    seen.damaged > 0 && `${count(seen.damaged, "damaged page")} could not be read.`,
  ];
  return {
    fields,
    by_type: counts,
    pages: seen.total,
    scanned_pages: seen.scans.length,
    pages_without_text: seen.silent,
    damaged_pages: seen.damaged,
    existing_fields: seen.existing,
    xfa: seen.xfa,
    encrypted: seen.encrypted,
    copies,
    problems: [...problems],
    message: notes.filter(Boolean).join(" "),
  };
}

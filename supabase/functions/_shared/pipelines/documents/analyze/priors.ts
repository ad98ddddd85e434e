/**
 * Where values of a kind stand, whatever stands beside them.
 *
 * @module
 */
import type { Candidate } from "./candidate.ts";
import type { Reading } from "./reading.ts";

/** 1 at the top of the first page, 0 at its end and behind it. */
export function early({ row, box }: Candidate, { pages }: Reading): number {
  const first = pages[0];
  if (!first || row.page !== first.number) return 0;
  return Math.max(0, Math.min(1, (box.y0 - first.view.y0) / Math.max(1, first.view.y1 - first.view.y0)));
}

/** 1 for the last of the rows, 0 for the first. */
export function late({ row }: Candidate, { rows }: Reading): number {
  return row.index / Math.max(1, rows.length - 1);
}

/** 1 for the greatest amount of the document. */
export function greatest({ value }: Candidate, { candidates }: Reading): number {
  const most = Math.max(
    0,
    ...candidates.filter(({ kind }) => kind === "amount").map((each) => Math.abs(Number(each.value))),
  );
  return most === 0 ? 0 : Math.min(1, Math.abs(Number(value)) / most);
}

export const decimals = ({ text }: Candidate): boolean => /[.,]\d\d\)?-?(?:\D*)$/.test(text);

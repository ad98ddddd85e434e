/**
 * Something on the page that may be the value of a field.
 *
 * @module
 */
import { bounds, type Box } from "../../../documents/pdf/geometry.ts";
import type { Scalar } from "../result.ts";
import { type Row, wordsAt } from "../text/rows.ts";

export type Kind =
  | "date"
  | "time"
  | "amount"
  | "number"
  | "identifier"
  | "iban"
  | "bic"
  | "vat"
  | "email"
  | "phone"
  | "url"
  | "text";

export interface Candidate {
  readonly kind: Kind;
  readonly value: Scalar;
  readonly text: string;
  readonly row: Row;
  /** Its words in the row: first, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  readonly currency?: string;
  /** How certain it is that this is of its kind at all, 0..1. */
  readonly certainty: number;
}

/** What a match in `row.text` covers. */
export function candidate(
  row: Row,
  start: number,
  text: string,
  about: Pick<Candidate, "kind" | "value" | "certainty"> & { readonly currency?: string | undefined },
): Candidate {
  const { from, to } = wordsAt(row.starts, start, start + text.length);
  const { currency, ...rest } = about;
  return {
    ...rest,
    ...(currency && { currency }),
    text: text.trim(),
    row,
    from,
    to,
    box: bounds(row.words.slice(from, to))!,
  };
}

export function overlaps(a: Candidate, b: Candidate): boolean {
  return a.row === b.row && a.from < b.to && b.from < a.to;
}

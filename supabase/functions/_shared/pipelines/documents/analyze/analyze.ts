/**
 * Reads a document's fields without a language model.
 *
 * @module
 */
import type { FieldValue } from "../result.ts";
import type { TextPage } from "../text/page.ts";
import { findFields } from "./analyze_fields.ts";
import { buyer, type Party, seller } from "./parties.ts";
import { read, type Reading } from "./reading.ts";
import { INVOICE_FIELDS } from "./specs/invoice.ts";
import { placeOf, rounded } from "./value.ts";

export function analyze(
  pages: readonly TextPage[],
  _about: { type: string },
): { fields: Record<string, FieldValue>; reading: Reading } {
  const reading = read(pages);
  const fields = findFields(reading, INVOICE_FIELDS);
  const to = buyer(reading), from = seller(reading, to);
  if (from) fields.seller = partyValue(reading, from);
  if (to) fields.buyer = partyValue(reading, to);
  const { currency } = reading;
  if (currency) {
    fields.currency = {
      value: currency.code,
      text: currency.text,
      ...placeOf(reading, currency.row, 0, 1),
      confidence: 0.9,
      method: "offline",
    };
  }
  return { fields, reading };
}

function partyValue(reading: Reading, { line, text, score }: Party): FieldValue {
  return {
    value: text,
    text,
    ...placeOf(reading, line.row, line.from, line.to),
    confidence: rounded(score),
    method: "offline",
  };
}

/**
 * Reads an invoice.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { currencyField, type Fields, partyValue } from "../fields.ts";
import { buyer, seller } from "../parties.ts";
import type { Reading } from "../reading.ts";
import { INVOICE_FIELDS } from "./invoice_fields.ts";

export function readInvoice(reading: Reading): Fields {
  const to = buyer(reading), from = seller(reading, to);
  return {
    ...(from && { seller: partyValue(reading, from) }),
    ...(to && { buyer: partyValue(reading, to) }),
    ...currencyField(reading),
    ...findFields(reading, INVOICE_FIELDS),
  };
}

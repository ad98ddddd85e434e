/**
 * Reads an invoice.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import type { Candidate } from "../candidate.ts";
import { concluded, currencyField, type Fields, partyValue } from "../fields.ts";
import { buyer, type Party, seller } from "../parties.ts";
import type { Reading } from "../reading.ts";
import { fieldValue } from "../value.ts";
import { INVOICE_FIELDS } from "./invoice_fields.ts";
import { readLines } from "./invoice_lines.ts";

export function readInvoice(reading: Reading): Fields {
  const to = buyer(reading), from = seller(reading, to);
  const found = findFields(reading, INVOICE_FIELDS);
  const told = { ...found, ...sums(reading, found) };
  return {
    ...(from && { seller: partyValue(reading, from) }),
    ...(to && { buyer: partyValue(reading, to) }),
    ...currencyField(reading),
    ...told,
    ...vatOf(reading, from, to, found),
    ...readLines(reading, told),
  };
}

/** Nothing follows from a guess. */
const LEAST_SURE = 0.4;

/** Of net, tax and total the third follows from the two others; what is due is the total unless something was paid. */
function sums(reading: Reading, { total, total_net, total_tax, due_amount }: Fields): Fields {
  const isSure = (field: Fields[string] | undefined) => field !== undefined && field.confidence >= LEAST_SURE;
  const [gross, net, tax] = [total, total_net, total_tax].map((field) =>
    isSure(field) ? Number(field!.value) : undefined
  );
  const sure = 0.85 * Math.min(...[total, total_net, total_tax].map((field) => field?.confidence ?? 1));
  const sum = (value: number) => amountField(reading, Math.round(value * 100) / 100, sure);
  const found: Fields = {};
  if (gross !== undefined && !total_net && tax !== undefined) found.total_net = sum(gross - tax);
  if (gross !== undefined && net !== undefined && !total_tax && gross >= net) found.total_tax = sum(gross - net);
  if (!total && net !== undefined && tax !== undefined) found.total = sum(net + tax);
  const whole = total ?? found.total;
  if (!due_amount && whole) found.due_amount = { ...whole, confidence: 0.85 * whole.confidence };
  return found;
}

/** Where the amount is printed, or as what follows. */
function amountField(reading: Reading, value: number, confidence: number) {
  const printed = reading.candidates.filter((each) =>
    each.kind === "amount" && Math.abs(Number(each.value) - value) < 0.005
  ).at(-1);
  return printed ? fieldValue(reading, printed, confidence) : concluded(value, confidence);
}

/** Of two numbers for the tax the seller's is the one that stands nearer to the seller. */
function vatOf(reading: Reading, from: Party | undefined, to: Party | undefined, { seller_vat }: Fields): Fields {
  const numbers = reading.candidates.filter(({ kind }) => kind === "vat");
  if (!seller_vat || !from || !to || new Set(numbers.map(({ value }) => value)).size < 2) return {};
  const distance = ({ row, box }: Candidate, { line }: Party) =>
    row.page !== line.row.page ? Infinity : Math.abs(box.y0 - line.y0) + 0.5 * Math.abs(box.x0 - line.x0);
  const own = numbers.filter((each) => distance(each, from) < distance(each, to));
  const best = own.sort((a, b) => distance(a, from) - distance(b, from))[0];
  return best ? { seller_vat: fieldValue(reading, best, 0.8) } : {};
}

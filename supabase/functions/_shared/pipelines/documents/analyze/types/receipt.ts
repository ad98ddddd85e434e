/**
 * Reads a receipt: whose it is, when, and what was paid.
 *
 * @module
 */
import { findFields } from "../analyze_fields.ts";
import { type BlockLine, lineOf } from "../blocks.ts";
import { field, type FieldSpec } from "../field.ts";
import { currencyField, type Fields, linesValue, lineValue, wordsValue } from "../fields.ts";
import { hasLegalForm, isCity, isStreet } from "../names.ts";
import { decimals, early, greatest } from "../priors.ts";
import type { Candidate } from "../candidate.ts";
import type { Reading } from "../reading.ts";
import type { Row } from "../../text/rows.ts";
import { fieldValue } from "../value.ts";

/** Rows of sums that are none of the whole: without tax, of pieces, of what was taken off. */
const NO_TOTAL = /\b(?:excl\w*|exc|before|sub ?-?total|qty|quantity|pieces|discounts?|savings?|saved|points)\b/;

const RECEIPT_FIELDS: readonly FieldSpec[] = [
  field("date", "date", {
    1: "invoice date|bill date|receipt date|transaction date|purchase date|trans date|belegdatum",
    0.85: "date|datum|fecha|data|dato|date/time|^d",
  }, { prior: (value, reading) => 1.6 + 0.4 * early(value, reading) }),
  field("time", "time", { 1: "time|uhrzeit|zeit|heure|hora|ora|tijd|date" }, { prior: () => 1.3 }),
  field("total", "amount", {
    1: "grand total|total amount|total due|amount due|net total|total sales inclusive gst|total sales incl gst|total incl gst|total inclusive of gst|total amt payable|total amount payable|total rounded|rounded total|total after rounding|nett total|total payable|round d total|total sales|total rm|total incl~|total amt incl gst|total eur|zu zahlen|gesamtbetrag|gesamtsumme|endsumme|a payer|net a payer|total ttc|importe total|totale complessivo|te betalen|totaal",
    0.85: "total|totale|summe|gesamt|betrag|amount|montant",
  }, {
    prior: (value, reading) =>
      (decimals(value) ? 0.5 : -0.6) + 0.3 * greatest(value, reading) - (Number(value.value) <= 0 ? 1 : 0),
    fits: ({ row }) => !NO_TOTAL.test(row.folded),
  }),
  field("subtotal", "amount", {
    1: "subtotal|sub total|sub total (ex gst)|total excl|total excluding|total sales excluding|total sales excl|total before tax|zwischensumme|sous total|netto|total ht|taxable amount|amt exc gst",
  }),
  field("tax", "amount", {
    1: "gst|total gst|gst amount|gst payable|sst|service tax|vat|sales tax|tax|mwst|ust|tva|iva|btw|tax(rm)|gst tax",
  }),
  field("paid", "amount", {
    1: "cash|paid|amount paid|tendered|cash tendered|payment|bar|gegeben|especes|efectivo|contanti|visa|mastercard|card|contant|pin",
  }),
  field("change", "amount", {
    1: "change|change due|ruckgeld|wechselgeld|rendu|rendu monnaie|cambio|resto|wisselgeld|terug|balance",
  }),
  field("discount", "amount", {
    1: "discount|disc|rabatt|remise|rounding|rounding adj~|round adj|total savings|total saved|price|unit price|u.p|@",
  }, { decoy: true }),
  field("receipt_number", "identifier", {
    1: "invoice no|invoice number|receipt no|receipt #|receipt number|bill no|doc no|document no|inv no|slip no|cash bill no|bon nr|beleg nr|belegnummer|bonnummer|ticket no|trans no|transaction no|invoice #|cs no|tax invoice no|order no|check no|rcpt no",
  }, { prior: (value) => /\d{3}/.test(value.text) ? 0.2 : -0.5 }),
  field("other_numbers", "identifier", {
    1: "roc no|brn|gst id|gst no|gst reg no|gst id no|reg no|company no|co reg no|roc no|tel|fax|phone|h/p|cashier|table|terminal|till|member~|card no|sst id|tid|mid|id no|co no",
  }, { decoy: true }),
];

export function readReceipt(reading: Reading): Fields {
  const head = headLines(reading), found = findFields(reading, RECEIPT_FIELDS);
  const merchant = merchantOf(head);
  const address = merchant ? addressBelow(head, merchant) : [];
  return {
    ...(merchant && { merchant: lineValue(reading, merchant, hasLegalForm(merchant.folded) ? 0.85 : 0.6) }),
    ...(address.length > 0 && { address: linesValue(reading, address, ", ", 0.6) }),
    ...found,
    ...totalOf(reading, found),
    ...currencyField(reading),
    ...paymentOf(reading),
  };
}

const CENT = 0.011;

/** What was given less what was given back is the total, and so are subtotal and tax, where that is printed, too. */
function totalOf(reading: Reading, { total, subtotal, tax, paid, change }: Fields): Fields {
  const number = (field: Fields[string] | undefined) => field === undefined ? NaN : Number(field.value);
  const isPaid = Math.min(paid?.confidence ?? 0, change?.confidence ?? 0) > 0.5;
  const expected = [isPaid ? number(paid) - number(change) : NaN, number(subtotal) + number(tax)].filter((value) =>
    value > 0
  );
  if (expected.some((value) => Math.abs(value - number(total)) < CENT)) return {};
  const rounded = roundedTotal(reading, number(subtotal) + number(tax), number(tax));
  if (rounded) return { total: fieldValue(reading, rounded, 0.8) };
  for (const value of expected) {
    const printed = reading.candidates.find((each) =>
      each.kind === "amount" && Math.abs(Number(each.value) - value) < CENT &&
      each.row.index >= (reading.rows.length >> 2)
    );
    // A sum without tax is its own subtotal: that says nothing new.
    if (printed && !(number(tax) === 0 && value === number(subtotal))) {
      return { total: fieldValue(reading, printed, 0.85) };
    }
  }
  return {};
}

/** Where cash is rounded to five cents, the total is not quite what net and tax are together. */
const ROUNDING = 0.05;

function roundedTotal({ candidates }: Reading, sum: number, tax: number): Candidate | undefined {
  if (!(tax > 0)) return undefined;
  return candidates.find(({ kind, value, row }) =>
    kind === "amount" && Math.abs(Number(value) - sum) < ROUNDING && Math.round(Number(value) * 100) % 5 === 0 &&
    /\btotal\b/.test(row.folded) && !NO_TOTAL.test(row.folded)
  );
}

/** The lines above the first amount or the heading of the list. */
function headLines({ rows }: Reading): BlockLine[] {
  const end = rows.findIndex((row, i) =>
    i > 2 && /\b(?:qty|item|description|amount|price|cashier)\b|\d[.,]\d\d(?:$|\t)/.test(row.folded)
  );
  return rows.slice(0, Math.min(end < 0 ? 12 : Math.max(end, 3), 14)).filter(isLegible).map((row) =>
    lineOf(row, { ...row, from: 0, to: row.words.length })
  );
}

/** Logos and handwriting are recognised as words that nobody has written. */
const LEGIBLE = 0.45;

function isLegible({ words }: Row): boolean {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence = 1 }) => sum + text.length * confidence, 0) >= LEGIBLE * letters;
}

function merchantOf(head: readonly BlockLine[]): BlockLine | undefined {
  const named = head.filter(({ folded }) =>
    /[a-z]{3}/.test(folded) &&
    !/\b(?:co\.? reg|reg no|gst|tel|fax)\b/.test(folded) &&
    !/^\W*(?:(?:simplified )?tax invoice|invoice|receipt|cash (?:bill|sale)|welcome|thank|date|time|tel|gst|duplicate|copy)\b/
      .test(
        folded,
      ) &&
    folded.replace(/[^a-z]/g, "").length >= 0.5 * folded.replace(/\s/g, "").length
  );
  return named.slice(0, 5).find(({ folded }) => hasLegalForm(folded) && !isStreet(folded)) ?? named[0];
}

const NO_ADDRESS =
  /\b(?:tel|fax|phone|gst|reg|co\.? ?no|company no|roc|www|http|e-?mail|invoice|receipt|date|cashier|bill|doc|document|h\/p|sst|brn)\b|\d[:.]\d\d(?!\d)|\d{1,2}[ /-](?:[a-z]{3}|\d{1,2})[ /-]\d{2,4}|^\(?\d{4,}[a-z-]*\)?$/;

function addressBelow(head: readonly BlockLine[], merchant: BlockLine): BlockLine[] {
  const lines = head.slice(head.indexOf(merchant) + 1);
  const start = lines.findIndex(({ folded }) =>
    !NO_ADDRESS.test(folded) &&
    (/^(?:no\.?|lot|level|unit|block|blk|g-?\d|\d)/.test(folded) || isStreet(folded) || isCity(folded) ||
      /\d/.test(folded) && /,/.test(folded))
  );
  if (start < 0) return [];
  const end = lines.findIndex(({ folded }, i) => i > start && NO_ADDRESS.test(folded));
  return lines.slice(start, end < 0 ? Math.min(start + 5, lines.length) : Math.min(end, start + 6));
}

const PAYMENTS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:visa|mastercard|master card|amex|maestro|debit|credit card|card|girocard|ec-karte|kartenzahlung|carte|kreditkarte|tarjeta)\b/,
    "card",
  ],
  [/\b(?:cash|bar|bargeld|especes|efectivo|contanti|contant|change due|ruckgeld)\b/, "cash"],
];

function paymentOf(reading: Reading): Fields {
  for (const [pattern, method] of PAYMENTS) {
    for (const row of reading.rows.slice(3)) {
      const match = pattern.exec(row.folded);
      if (!match || /card no|member/.test(row.folded)) continue;
      const from = row.foldedStarts.findLastIndex((start) => start <= match.index);
      return { payment_method: wordsValue(reading, row, from, from + 1, 0.7, method) };
    }
  }
  return {};
}

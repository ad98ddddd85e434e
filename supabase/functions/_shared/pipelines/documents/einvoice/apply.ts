/**
 * What is told of a document that comes with its own data: they are certain, and the page shows where they stand.
 *
 * @module
 */
import type { Reading } from "../analyze/reading.ts";
import { summaryOf } from "../analyze/summary.ts";
import { TYPE_FIELDS } from "../analyze/type_fields.ts";
import { NOWHERE } from "../analyze/value.ts";
import { builtInOf } from "../classify/wanted.ts";
import { Locator } from "../llm/locate.ts";
import { leafOf, leavesOf } from "../llm/question.ts";
import type { DocumentsOptions } from "../options.ts";
import type { DocumentResult, FieldValue, Scalar } from "../result.ts";
import type { EInvoice, InvoiceData } from "./einvoice.ts";

export function withInvoice(
  result: DocumentResult,
  invoice: EInvoice,
  reading: Reading,
  options: DocumentsOptions,
): DocumentResult {
  const type = typeFor(options) ?? result.type, isInvoice = typeFor(options) !== undefined;
  // What was looked for in another type of document is not what an invoice has.
  const before = type === result.type || options.schema ? result.fields : {};
  const seen = invoice.lines.length === 0 ? before : Object.fromEntries(
    Object.entries(before).filter(([name]) => !name.startsWith("line_items.")),
  );
  const told = isInvoice
    ? {
      ...result,
      type,
      confidence: 1,
      alternatives: [],
      evidence: [{ text: invoice.form, weight: 1, ...NOWHERE }],
      method: "xml" as const,
    }
    : result;
  if (options.task === "classify") return told;
  const schema = options.types.find(({ name }) => name === type)?.schema ?? options.schema;
  const leaves = schema && leavesOf(schema);
  const isAsked = (name: string) => leaves ? leafOf(leaves, name) !== undefined : isInvoice;
  const locator = new Locator(reading);
  const data = Object.entries(flat(invoice)).filter(([name]) => isAsked(name));
  const own = Object.fromEntries(data.map(([name, value]) => [name, fieldOf(name, value, seen[name], locator)]));
  const differing = contradictions(seen, own);
  for (const { name } of differing) own[name] = { ...own[name]!, confidence: CONTRADICTED };
  const fields = schema ? { ...seen, ...own } : ordered({ ...seen, ...own });
  return {
    ...told,
    fields,
    summary: isInvoice && result.method !== "llm" ? summaryOf("invoice", fields, reading) : result.summary,
    warnings: [...result.warnings, ...differing.map(({ sentence }) => sentence)],
  };
}

/** What the caller calls an invoice; undefined when none of his types is one. */
function typeFor({ types }: DocumentsOptions): string | undefined {
  return types.length === 0 ? "invoice" : types.find(({ name }) => builtInOf(name) === "invoice")?.name;
}

function flat({ fields, lines }: EInvoice): InvoiceData {
  const items = lines.flatMap((line, i) =>
    Object.entries(line).map(([name, value]): [string, Scalar] => [`line_items.${i}.${name}`, value])
  );
  return { ...fields, ...Object.fromEntries(items) };
}

/** As an invoice's fields usually are, lines at the end. */
function ordered(fields: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const names = Object.keys(TYPE_FIELDS.invoice.properties);
  const rank = (name: string) => {
    const at = names.indexOf(name);
    return name.startsWith("line_items.") ? 2 * names.length : at < 0 ? names.length : at;
  };
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => rank(a) - rank(b)));
}

function fieldOf(name: string, value: Scalar, before: FieldValue | undefined, locator: Locator): FieldValue {
  const agrees = before !== undefined && before.value === value;
  // Numbers of lines stand everywhere.
  const isLineNumber = name.startsWith("line_items.") && typeof value === "number";
  const place = agrees ? before : isLineNumber ? NOWHERE : locator.field(value, undefined) ?? NOWHERE;
  return {
    value,
    text: agrees ? before.text : null,
    page: place.page,
    bbox: place.bbox,
    span: place.span,
    confidence: 1,
    method: "xml",
  };
}

/** What a payment goes by: whoever sends other data than the page shows has erred, or deceives. */
const COMPARED = { invoice_number: "invoice number", total: "total", iban: "IBAN" } as const;
const SURE = 0.8;

/** Of what the page denies: somebody should look. */
const CONTRADICTED = 0.5;

function contradictions(
  seen: Readonly<Record<string, FieldValue>>,
  own: Readonly<Record<string, FieldValue>>,
): { name: string; sentence: string }[] {
  return Object.entries(COMPARED).flatMap(([name, words]) => {
    const page = seen[name], data = own[name];
    const differs = page && data && page.confidence >= SURE && page.value !== data.value &&
      data.bbox === null && data.span === null;
    const sentence = `The ${words} is ${page?.value} on the page and ${data?.value} in the invoice's data.`;
    return differs ? [{ name, sentence }] : [];
  });
}

/**
 * Invoices as data: what EN 16931 knows of them, in the two forms in which they are sent.
 *
 * @module
 */
import { readXml, XmlError } from "../../../documents/xml/tree.ts";
import type { Scalar } from "../result.ts";
import { readCii } from "./cii.ts";
import { readUbl } from "./ubl.ts";

/** By the names of an invoice's fields. */
export type InvoiceData = { readonly [field: string]: Scalar };

export interface EInvoice {
  /** What the form is called. */
  readonly form: string;
  readonly fields: InvoiceData;
  readonly lines: readonly InvoiceLine[];
}

export interface InvoiceLine {
  readonly description?: string;
  readonly quantity?: number;
  readonly unit?: string;
  readonly price?: number;
  readonly amount?: number;
}

/** More is no invoice that somebody wrote. */
export const MOST_BYTES = 4 * 1024 * 1024;
const MOST_LINES = 500;
const LONGEST = 300;

/** By the names of their roots. */
const READERS = {
  CrossIndustryInvoice: readCii,
  CrossIndustryDocument: readCii,
  Invoice: readUbl,
  CreditNote: readUbl,
} as const;

/** @returns undefined when it is no invoice, or says nothing of one */
export function eInvoiceIn(bytes: Uint8Array): EInvoice | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  try {
    const root = readXml(textOf(bytes));
    if (!Object.hasOwn(READERS, root.name)) return undefined;
    const found = READERS[root.name as keyof typeof READERS](root);
    const fields = Object.fromEntries(
      Object.entries(found.fields).filter(([, value]) => value !== undefined && value !== "")
        .map(([name, value]) => [name, typeof value === "string" ? value.slice(0, LONGEST) : value!]),
    );
    if (fields["invoice_number"] === undefined || fields["total"] === undefined) return undefined;
    return { form: found.form, fields, lines: found.lines.slice(0, MOST_LINES) };
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/** As its mark or its declaration say; EN 16931 asks for UTF-8. */
function textOf(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1];
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe ? "utf-16be" : undefined;
  try {
    return new TextDecoder(marked ?? declared ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

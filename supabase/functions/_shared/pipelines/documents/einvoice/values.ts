/**
 * Values as e-invoices write them.
 *
 * @module
 */
import type { Scalar } from "../result.ts";
import type { InvoiceLine } from "./einvoice.ts";

/** What a reader finds; what is not there is undefined. */
export interface Found {
  readonly form: string;
  readonly fields: { readonly [field: string]: Scalar | undefined };
  readonly lines: readonly InvoiceLine[];
}

export function number(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?\d{1,15}(?:\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
}

/** `20310503` (UN/CEFACT 2379, format 102) or `2031-05-03`, as `2031-05-03`. */
export function date(text: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(text ?? "") ?? [];
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isDay ? `${year}-${month}-${day}` : undefined;
}

/** An account's number, when it is an IBAN. */
export function iban(text: string | undefined): string | undefined {
  const plain = text?.replace(/\s/g, "").toUpperCase() ?? "";
  return /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(plain) ? plain : undefined;
}

/** For one piece: prices may be told for so many of them. */
export function unitPrice(price: string | undefined, pieces: string | undefined): number | undefined {
  const whole = number(price), basis = number(pieces) ?? 1;
  return whole === undefined || basis <= 0 ? undefined : Math.round(whole / basis * 1e6) / 1e6;
}

/** A tax number without blanks. */
export const compact = (text: string | undefined): string | undefined => text?.replace(/\s/g, "");

/** Only what there is. */
export function line(found: { [Key in keyof InvoiceLine]: InvoiceLine[Key] | undefined }): InvoiceLine {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

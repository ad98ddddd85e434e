/**
 * What a text field is meant to take, told from its label.
 *
 * @module
 */
import type { FieldFormat } from "../field.ts";

const SIGNATURE = /\b(?:signatures?|sign here|signed|unterschrift(?:en)?|firma del?|signataire|handtekening|podpis)\b/i;
const NOT_SIGNED = /\b(?:date|datum|name|printed|title|phone)\b/i;

const FORBIDDEN =
  /\b(?:do not (?:use|write|staple)|leave (?:this )?blank|(?:for )?(?:official|office|internal) use)\b/i;

const FORMATS: readonly [FieldFormat, RegExp][] = [
  ["email", /\be-?mail\b|courriel/i],
  ["phone", /\b(?:tele)?phone\b|\bt[e\u00e9]l(?:\.|[e\u00e9]phone)|\bfax\b|\bmobile\b|telefon/i],
  ["date", /\bdates?\b|\bdatum\b|\bfecha\b|\bdd[/. -]?mm|\bmm[/. -]?dd|\bd\.?o\.?b\b|\bbirthday\b|geburtstag/i],
  ["number", /\bamount\b|\btotal\b|\bquantity\b|\bqty\b|[$\u20ac\u00a3%]|\bbetrag\b|\bmontant\b|\bhow many\b/i],
];

export function isSignature(label: string): boolean {
  return SIGNATURE.test(label) && !NOT_SIGNED.test(label);
}

/** Whether somebody else is to write there. */
export function isForbidden(label: string): boolean {
  return FORBIDDEN.test(label);
}

export function formatOf(label: string): FieldFormat | undefined {
  return FORMATS.find(([, pattern]) => pattern.test(label))?.[0];
}

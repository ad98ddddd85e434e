/**
 * Numbers that name something: accounts, tax payers, addresses on the net, documents.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import { type Candidate, candidate, type Kind } from "./candidate.ts";

const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/g;
const BIC = /(?<![A-Za-z0-9])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g;
const VAT =
  /(?<![A-Z0-9])(?:ATU ?\d{8}|BE ?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}|DE ?\d{3} ?\d{3} ?\d{3}|NL ?\d{9} ?B ?\d{2}|FR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}|IT ?\d{11}|ES ?[A-Z0-9]\d{7}[A-Z0-9]|PL ?\d{10}|GB ?\d{3} ?\d{4} ?\d{2}|IE ?\d[A-Z0-9]\d{5}[A-Z]{1,2}|LU ?\d{8}|DK ?\d{8}|SE ?\d{12}|FI ?\d{8}|PT ?\d{9}|CZ ?\d{8,10}|CHE[- ]?\d{3}\.?\d{3}\.?\d{3}|EL ?\d{9}|HU ?\d{8}|RO ?\d{2,10}|SK ?\d{10}|SI ?\d{8}|HR ?\d{11}|EE ?\d{9}|LT ?\d{9,12}|LV ?\d{11}|MT ?\d{8}|CY ?\d{8}[A-Z])(?![A-Za-z0-9])/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;
const URL = /(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:)]/gi;
const PHONE = /(?<![\w/.-])(?:\+|00)?\(?\d{1,4}\)?(?:[ ./()-]{1,3}\d{1,5}){1,6}(?![\w/])/g;
const TOKEN = /(?<![\p{L}\d])(?:#\s?)?[\p{L}\d][\p{L}\d_/.#+*-]*/gu;

export function identifiersIn(row: Row): Candidate[] {
  if (!/[\d@]|www\./.test(row.text)) return [];
  const found: Candidate[] = [];
  const add = (kind: Kind, pattern: RegExp, certainty: number, clean: (text: string) => string | undefined) => {
    for (const match of row.text.matchAll(pattern)) {
      const value = clean(match[0]);
      if (value === undefined) continue;
      const next = candidate(row, match.index, match[0], { kind, value, certainty });
      if (!found.some((other) => other.from < next.to && next.from < other.to && other.kind !== "phone")) {
        found.push(next);
      }
    }
  };
  const compact = (text: string) => text.replace(/[\s.-]/g, "");
  add("iban", IBAN, 0.99, ibanOf);
  // With a wrong check digit it is still what is printed.
  if (/iban/i.test(row.text)) add("iban", IBAN, 0.6, (text) => text.replace(/\s/g, ""));
  add("vat", VAT, 0.9, compact);
  add("email", EMAIL, 0.98, (text) => text.toLowerCase());
  add("url", URL, 0.95, (text) => text);
  add("bic", BIC, 0.5, (text) => /(?:bic|swift)/i.test(row.text) ? text : undefined);
  add("phone", PHONE, 0.5, phoneOf);
  return found;
}

/** Words with digits, which may be the number of something: told by what stands beside them. */
export function tokensIn(row: Row): Candidate[] {
  if (!/\d/.test(row.text)) return [];
  return [...row.text.matchAll(TOKEN)].flatMap((match) => {
    const text = match[0].replace(/[.*#+-]+$/, "");
    const digits = text.replace(/\D/g, "").length;
    if (digits === 0 || text.length > 40) return [];
    return [
      candidate(row, match.index, text, {
        kind: "identifier",
        value: text.replace(/^#\s/, "#"),
        certainty: digits >= 3 ? 0.7 : 0.4,
      }),
    ];
  });
}

/** Longest reading of the match whose check digits are right. */
function ibanOf(text: string): string | undefined {
  const all = text.replace(/\s/g, "");
  for (let length = Math.min(34, all.length); length >= 15; length--) {
    if (isIban(all.slice(0, length))) return all.slice(0, length);
  }
  return undefined;
}

/** ISO 13616: letters count from 10, the first four characters stand last, the remainder by 97 is 1. */
function isIban(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

function phoneOf(text: string): string | undefined {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/.test(text.trim())) {
    return undefined;
  }
  return /^(?:\+|00|\(?0)/.test(text) || /[ ()/-]/.test(text) ? text.replace(/\s+/g, " ").trim() : undefined;
}

/**
 * Numbers that name something: accounts, tax payers, addresses on the net, documents.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import { type Candidate, candidate, type Kind } from "./candidate.ts";

const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])/g;
const BIC = /(?<![A-Za-z0-9])[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g;
/** Digits may be parted by blanks and dots anywhere. */
const VAT = new RegExp(
  `(?<![A-Z0-9])(?:${
    [
      "ATU #{8}",
      "BE #{9,10}",
      "CHE[- ]?#{9}",
      "CZ #{8,10}",
      "CY #{8}[A-Z]",
      "DE #{9}",
      "DK #{8}",
      "EE #{9}",
      "EL #{9}",
      "ES [A-Z0-9]#{7}[A-Z0-9]",
      "FI #{8}",
      "FR [0-9A-Z] ?[0-9A-Z]#{9}",
      "GB #{9}",
      "HR #{11}",
      "HU #{8}",
      "IE #[A-Z0-9]#{5}[A-Z]{1,2}",
      "IT #{11}",
      "LT #{9}",
      "LT #{12}",
      "LU #{8}",
      "LV #{11}",
      "MT #{8}",
      "NL #{9} ?B ?#{2}",
      "PL #{10}",
      "PT #{9}",
      "RO #{6,10}",
      "SE #{12}",
      "SI #{8}",
      "SK #{10}",
    ].map((format) => format.replaceAll("#", "(?:[ .]?\\d)").replace(/^([A-Z]{2,3}) /, "$1 ?")).join("|")
  })(?![A-Za-z0-9])`,
  "g",
);
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
  add("iban", IBAN, 0.6, (text) => ibanLike(text, /iban/i.test(row.text)));
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

const LENGTHS: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
};

/** As long as its country's are, or said to be one. */
function ibanLike(text: string, isNamed: boolean): string | undefined {
  const all = text.replace(/\s/g, ""), length = LENGTHS[all.slice(0, 2)];
  if (length !== undefined && all.length >= length && /^[A-Z]{2}\d{2}[A-Z]{0,4}\d+$/.test(all.slice(0, length))) {
    return all.slice(0, length);
  }
  return isNamed ? all : undefined;
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

/** `2014 - 2016` in a career, with months or without. */
const YEARS = /^\(?(?:\d{1,2}[./ ])?(?:19|20)\d\d\D+(?:\d{1,2}[./ ])?(?:19|20)\d\d\)?$/;

function phoneOf(text: string): string | undefined {
  if (YEARS.test(text.trim())) return undefined;
  const digits = text.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/.test(text.trim())) {
    return undefined;
  }
  return /^(?:\+|00|\(?0)/.test(text) || /[ ()/-]/.test(text) ? text.replace(/\s+/g, " ").trim() : undefined;
}

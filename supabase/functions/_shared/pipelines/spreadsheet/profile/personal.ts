/**
 * Values that look like data about persons. It flags for a person to look at; it proves nothing.
 *
 * @module
 */
export type PersonalKind =
  | "e-mail address"
  | "phone number"
  | "IBAN"
  | "card number"
  | "IP address"
  | "social security number";

const EMAIL = /^[^\s@,;<>]{1,64}@[^\s@,;<>]+\.[a-z]{2,24}$/i;
const IBAN = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?$/;
const CARD = /^\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}$/;
const PHONE = /^(?:\+|00)\d[\d ()/.-]{6,18}\d$|^\(?0?\d{2,5}\)?[ /-]\d{3,4}[ -]?\d{3,6}$/;
const IP = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const SSN = /^\d{3}-\d{2}-\d{4}$/;

export function personalKind(text: string): PersonalKind | undefined {
  if (text.length < 7 || text.length > 120) return undefined;
  if (text.includes("@")) return EMAIL.test(text) ? "e-mail address" : undefined;
  if (!/\d/.test(text)) return undefined;
  if (IBAN.test(text) && isIban(text)) return "IBAN";
  if (CARD.test(text) && passesLuhn(text)) return "card number";
  if (SSN.test(text)) return "social security number";
  if (IP.test(text)) return "IP address";
  return PHONE.test(text) && !/^\d{4}-\d\d?-\d\d?$/.test(text) ? "phone number" : undefined;
}

/** ISO 13616: the remainder of the rearranged number by 97 is 1. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(" ", "");
  let remainder = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    for (const digit of String(parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

function passesLuhn(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, "")].map(Number).reverse();
  const sum = digits.reduce((sum, digit, i) => sum + (i % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return digits.length >= 13 && sum % 10 === 0;
}

const HEADINGS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(first|last|full|given|family|sur|vor|nach)[ _-]?name\b|^(vorname|nachname|nom|prénom|nombre|apellidos?|cognome|氏名)$/i,
    "name",
  ],
  [
    /\b(date of birth|birth ?date|dob|birthday|geburtsdatum|geb\.?|date de naissance|fecha de nacimiento)\b/i,
    "date of birth",
  ],
  [/\b(e-?mail|mail)\b/i, "e-mail address"],
  [/\b(phone|mobile|telefon|tel\.?|handy|téléphone|teléfono)\b/i, "phone number"],
  [/\b(street|address|strasse|straße|adresse|anschrift|dirección|indirizzo)\b/i, "address"],
  [/\b(ssn|social security|steuer-?id|passport|national id)\b/i, "identity number"],
  [/\b(salary|gehalt|salaire|income|einkommen)\b/i, "income"],
  [/\b(diagnosis|diagnose|patient|blood type)\b/i, "health"],
];

/** What a column's name promises. */
export function personalHeading(name: string): string | undefined {
  const words = name.replaceAll("_", " ");
  return HEADINGS.find(([pattern]) => pattern.test(words))?.[1];
}

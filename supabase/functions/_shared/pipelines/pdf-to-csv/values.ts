/**
 * Numbers and dates as a program wants them: 1234.5 and 2031-05-03, from the way a country writes them. What is not
 * plainly a number or a date stays as it was printed.
 *
 * @module
 */
import { isoDate, spelledDate } from "./spelled_dates.ts";

export const LOCALES = ["as printed", "en-US", "en-GB", "de-DE", "fr-FR"] as const;
export type ValueLocale = typeof LOCALES[number];

interface Style {
  readonly group: RegExp;
  readonly decimal: string;
  readonly order: "dmy" | "mdy";
}

const STYLES: Record<Exclude<ValueLocale, "as printed">, Style> = {
  "en-US": { group: /,/g, decimal: ".", order: "mdy" },
  "en-GB": { group: /,/g, decimal: ".", order: "dmy" },
  "de-DE": { group: /[.\s\u00a0\u202f']/g, decimal: ",", order: "dmy" },
  "fr-FR": { group: /[.\s\u00a0\u202f]/g, decimal: ",", order: "dmy" },
};

export function normalised(text: string, locale: ValueLocale): string {
  if (locale === "as printed" || text === "") return text;
  const style = STYLES[locale];
  return numberOf(text, style) ?? dateOf(text, style) ?? spelledDate(text, locale) ?? text;
}

/** "(1,234.50)" is negative, as accountants write it; leading zeros make a code, not a number. */
function numberOf(text: string, { group, decimal }: Style): string | undefined {
  const [, minus = "", digits = "", close = ""] =
    /^([-\u2212(]?)\s*(\d[\d.,\s\u00a0\u202f']*)(\)?)$/.exec(text.trim()) ?? [];
  if (!digits || (minus === "(") !== (close === ")")) return undefined;
  const [whole = "", fraction, ...more] = digits.trim().split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined;
  const groups = whole.split(group).length > 1 ? whole.replace(group, "_").split("_") : [whole];
  const grouped = groups.every((part, i) => i === 0 ? /^\d{1,3}$/.test(part) : /^\d{3}$/.test(part));
  if (groups.length > 1 ? !grouped : !/^\d+$/.test(whole)) return undefined;
  const plain = groups.join("");
  if (/^0\d/.test(plain)) return undefined;
  return `${minus ? "-" : ""}${plain}${fraction === undefined ? "" : `.${fraction}`}`;
}

function dateOf(text: string, { order }: Style): string | undefined {
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.trim());
  if (!match) return undefined;
  const [, first, second, year] = match;
  return order === "dmy" ? isoDate(year, second, first) : isoDate(year, first, second);
}

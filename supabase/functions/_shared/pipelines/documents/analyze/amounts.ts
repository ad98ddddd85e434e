/**
 * Amounts of money, however a country writes its numbers.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import { type Candidate, candidate } from "./candidate.ts";

const SYMBOLS: Record<string, string> = {
  "€": "EUR",
  "$": "USD",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "zł": "PLN",
  "rm": "MYR",
  "rs": "INR",
  "rs.": "INR",
  "us$": "USD",
  "usd": "USD",
  "eur": "EUR",
  "euro": "EUR",
  "euros": "EUR",
  "gbp": "GBP",
  "chf": "CHF",

  "jpy": "JPY",
  "inr": "INR",
  "pln": "PLN",
  "myr": "MYR",
  "aud": "AUD",
  "a$": "AUD",
  "cad": "CAD",
  "c$": "CAD",
  "nzd": "NZD",
  "nz$": "NZD",
  "sgd": "SGD",
  "s$": "SGD",
  "hkd": "HKD",
  "hk$": "HKD",
  "sek": "SEK",
  "nok": "NOK",
  "dkk": "DKK",

  "czk": "CZK",
  "kč": "CZK",
  "huf": "HUF",

  "ron": "RON",
  "brl": "BRL",
  "r$": "BRL",
  "mxn": "MXN",
  "zar": "ZAR",
  "cny": "CNY",
  "rmb": "CNY",
  "try": "TRY",
  "₺": "TRY",
  "₽": "RUB",
  "rub": "RUB",
  "thb": "THB",
  "฿": "THB",
  "idr": "IDR",

  "php": "PHP",
  "₱": "PHP",
  "krw": "KRW",
  "₩": "KRW",
  "aed": "AED",
  "ils": "ILS",
  "₪": "ILS",
};
const CODES = Object.keys(SYMBOLS).sort((a, b) => b.length - a.length).map((code) => code.replace(/[.$]/g, "\\$&"))
  .join("|");
const NUMBER = "\\d{1,3}(?:[.,' \\u00a0]\\d{3})+(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d{1,4})?";
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\d.,/:#-])(?:(${CODES})(?![\\p{L}]) ?)?([-+−–(]?) ?(?:(${CODES})(?![\\p{L}]) ?)?(${NUMBER})(\\)|-(?![\\d\\p{L}]))?(?: ?(${CODES}|cr|dr)(?![\\p{L}\\d]))?(?!\\d|[.,:/]\\d|-\\d| ?%|[\\p{L}])`,
  "giu",
);

const currencyOf = (text: string): string | undefined => SYMBOLS[text.toLowerCase()];

/** Numbers with two decimals or a currency; others are no more than numbers. */
export function amountsIn(row: Row): Candidate[] {
  if (!/\d/.test(row.text)) return [];
  const found: Candidate[] = [];
  for (const match of row.text.matchAll(AMOUNT)) {
    const number = parseNumber(match[4]!);
    if (number === undefined) continue;
    const code = match[1] ?? match[3] ?? (/^[cd]r$/i.test(match[6] ?? "") ? undefined : match[6]);
    const decimals = /[.,](\d{1,4})$/.exec(match[4]!)?.[1]?.length ?? 0;
    const grouped = /\d[.,']\d{3}(?!\d)/.test(match[4]!);
    const isMoney = decimals === 2 || code !== undefined || decimals === 0 && grouped;
    const negative = /[-−–(]/.test(match[2] ?? "") || match[5] !== undefined || /^dr$/i.test(match[6] ?? "");
    found.push(candidate(row, match.index, match[0], {
      kind: isMoney ? "amount" : "number",
      value: negative ? -number : number,
      currency: code && currencyOf(code),
      certainty: code ? 0.98 : decimals === 2 ? 0.9 : grouped ? 0.5 : 0.3,
    }));
  }
  return found;
}

/** `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`; a lone separator before three digits parts thousands. */
function parseNumber(text: string): number | undefined {
  const plain = text.replace(/[\s'\u00a0]/g, "");
  const last = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  if (last < 0) return Number(plain);
  const separator = plain[last]!, fraction = plain.length - last - 1;
  const others = plain.slice(0, last).includes(separator);
  const isThousands = fraction === 3 && !/^0/.test(plain) && (others || !/[.,]/.test(plain.slice(0, last)));
  const whole = plain.slice(0, isThousands ? plain.length : last).replace(/[.,]/g, "");
  const number = Number(isThousands ? whole : `${whole}.${plain.slice(last + 1)}`);
  return Number.isFinite(number) ? number : undefined;
}

/** The currency that a document's amounts are in: the one that is named most. */
export function mainCurrency(
  rows: readonly Row[],
): { code: string; row: Row; start: number; text: string } | undefined {
  const votes = new Map<string, { count: number; row: Row; start: number; text: string }>();
  const pattern = new RegExp(`(?<![\\p{L}\\d])(${CODES})(?![\\p{L}])`, "giu");
  for (const row of rows) {
    for (const match of row.text.matchAll(pattern)) {
      const word = match[1]!, code = SYMBOLS[word.toLowerCase()]!;
      // Short words mean a currency only in capitals or beside a number.
      const beside = /\d[ \t]?$/.test(row.text.slice(0, match.index)) ||
        /^[ \t]?[-+]?\d/.test(row.text.slice(match.index + word.length));
      if (!beside && /^\p{L}+\.?$/u.test(word) && (word.length < 3 || word !== word.toUpperCase() || word === "TRY")) {
        continue;
      }
      if (!isLegible(row, match.index)) continue;
      const vote = votes.get(code) ?? { count: 0, row, start: match.index, text: word };
      vote.count += beside ? 1.5 : 1;
      votes.set(code, vote);
    }
  }
  const best = [...votes].sort((a, b) => b[1].count - a[1].count)[0];
  return best && { code: best[0], ...best[1] };
}

/** Recognition takes many a stroke for a sign of money. */
const LEGIBLE = 0.6;

function isLegible({ words, starts }: Row, at: number): boolean {
  return (words[starts.findLastIndex((start) => start <= at)]?.confidence ?? 1) >= LEGIBLE;
}

/**
 * A document as it is analysed: its rows, and everything in them that may be a value.
 *
 * @module
 */
import { excerptOf } from "../text/excerpt.ts";
import type { TextPage } from "../text/page.ts";
import { type Row, rowsOf } from "../text/rows.ts";
import { amountsIn, mainCurrency } from "./amounts.ts";
import { type Candidate, overlaps } from "./candidate.ts";
import { datesIn, dayOrder, timesIn } from "./dates.ts";
import { identifiersIn, tokensIn } from "./identifiers.ts";
import { languageOf } from "./language.ts";

export interface Reading {
  readonly pages: readonly TextPage[];
  readonly rows: readonly Row[];
  readonly language: string | null;
  readonly currency: ReturnType<typeof mainCurrency>;
  readonly candidates: readonly Candidate[];
}

const AMERICAN =
  /\b(?:usa|united states|u\.s\.|inc\.|[a-z]+, (?:a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy]) \d{5})\b/;

/** More than this takes too long to search: up to 0.2 s. */
export const SEARCHED = { first: 10, last: 2 } as const;

export function read(all: readonly TextPage[]): Reading {
  const pages = excerptOf(all, SEARCHED);
  const rows = rowsOf(pages);
  const language = languageOf(rows);
  const order = dayOrder(rows, rows.some((row) => AMERICAN.test(row.folded)));
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const named = [...datesIn(row, order), ...identifiersIn(row)];
    const free = (found: Candidate) =>
      !named.some((other) => other.kind !== "phone" && other.kind !== "bic" && overlaps(other, found));
    const figures = [...amountsIn(row), ...timesIn(row)].filter(free);
    const isMoney = (found: Candidate) =>
      figures.some((other) => other.kind === "amount" && other.certainty >= 0.9 && overlaps(other, found));
    candidates.push(...named, ...figures, ...tokensIn(row).filter((found) => free(found) && !isMoney(found)));
  }
  return { pages, rows, language, currency: mainCurrency(rows), candidates };
}

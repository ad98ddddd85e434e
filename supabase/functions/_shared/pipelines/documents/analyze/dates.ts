/**
 * Dates as people write them, in six languages, and times.
 *
 * @module
 */
import type { Row } from "../text/rows.ts";
import { type Candidate, candidate } from "./candidate.ts";

const MONTHS: readonly string[] = [
  "jan|january|januar|janner|janvier|janv|enero|ene|gennaio|gen|januari|janeiro|stycznia",
  "feb|february|februar|fevrier|fevr|fev|febrero|febbraio|februari|fevereiro|lutego",
  "mar|march|marz|mrz|mars|marzo|maart|marco|marca",
  "apr|april|avril|avr|abril|abr|aprile|kwietnia",
  "may|mai|mayo|maggio|mag|mei|maio|maja",
  "jun|june|juni|juin|junio|giugno|giu|junho|czerwca",
  "jul|july|juli|juillet|juil|julio|luglio|lug|julho|lipca",
  "aug|august|aout|agosto|ago|augustus|sierpnia",
  "sep|sept|september|septembre|septiembre|settembre|set|setembro|wrzesnia",
  "oct|october|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|pazdziernika",
  "nov|november|novembre|noviembre|novembro|listopada",
  "dec|december|dezember|dez|decembre|diciembre|dic|dicembre|dezembro|grudnia",
];
const MONTH_OF = new Map(MONTHS.flatMap((names, i) => names.split("|").map((name) => [name, i + 1] as const)));
const NAMES = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join("|");

const ISO = /(?<![\d.,/-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/]|[-.,]\d)/g;
const FIGURES = /(?<![\d.,/-])(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d/]|[-.,]\d)/g;
const DAY_FIRST = new RegExp(
  `(?<![\\w.])(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?[ \\t./-]*(?:of |de |day of )?(${NAMES})(?:\\.|,)?[ \\t./-]*(?:,|de |del |of )?[ \\t]?((?:19|20)\\d\\d|'?\\d\\d)(?![\\d:]|[.,]\\d)`,
  "g",
);
const MONTH_FIRST = new RegExp(
  `(?<![a-z])(${NAMES})\\.?[ \\t-]*(\\d{1,2})(?:st|nd|rd|th)?[ \\t]?[,-]?[ \\t]*((?:1[6-9]|20)\\d\\d)(?!\\d)`,
  "g",
);
const CLOCK = /(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d))?(?: ?([ap])\.?m\b\.?)?(?![\d:]|[.,]\d)/g;

/** Whether 3/4 is the third of April or the fourth of March. */
export type DayOrder = "day-month" | "month-day";

/** Told by the dates that can be read in one way only; else by who writes so. */
export function dayOrder(rows: readonly Row[], american: boolean): DayOrder {
  let dayFirst = 0, monthFirst = 0;
  for (const row of rows) {
    for (const [, first, separator, second] of row.folded.matchAll(FIGURES)) {
      if (separator !== "/" && separator !== "-") continue;
      if (Number(first) > 12) dayFirst++;
      else if (Number(second) > 12) monthFirst++;
    }
  }
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? "day-month" : "month-day";
  return american ? "month-day" : "day-month";
}

export function datesIn(row: Row, order: DayOrder): Candidate[] {
  if (!/\d/.test(row.folded)) return [];
  const found: Candidate[] = [];
  const add = (match: RegExpMatchArray, year: string, month: number, day: number, certainty: number) => {
    const value = isoDate(fullYear(year), month, day);
    if (!value) return;
    const date = foldedCandidate(row, match, { kind: "date", value, certainty });
    if (!found.some((other) => other.from < date.to && date.from < other.to)) found.push(date);
  };
  for (const match of row.folded.matchAll(ISO)) add(match, match[1]!, Number(match[3]), Number(match[4]), 0.98);
  for (const match of row.folded.matchAll(DAY_FIRST)) {
    add(match, match[3]!, MONTH_OF.get(match[2]!)!, Number(match[1]), 0.97);
  }
  for (const match of row.folded.matchAll(MONTH_FIRST)) {
    add(match, match[3]!, MONTH_OF.get(match[1]!)!, Number(match[2]), 0.97);
  }
  for (const match of row.folded.matchAll(FIGURES)) {
    const [first, second] = [Number(match[1]), Number(match[3])];
    const swapped = second > 12 || match[2] === "/" && order === "month-day" && first <= 12;
    const certainty = match[2] === "." || first > 12 || second > 12 ? 0.95 : 0.85;
    add(
      match,
      match[4]!,
      swapped ? first : second,
      swapped ? second : first,
      match[4]!.length === 4 ? certainty : certainty - 0.1,
    );
  }
  return found;
}

export function timesIn(row: Row): Candidate[] {
  return [...row.folded.matchAll(CLOCK)].map((match) => {
    const hour = Number(match[1]) % (match[4] ? 12 : 24) + (match[4] === "p" ? 12 : 0);
    const value = `${String(hour).padStart(2, "0")}:${match[2]}${match[3] ? `:${match[3]}` : ""}`;
    return foldedCandidate(row, match, { kind: "time", value, certainty: match[0].includes(":") ? 0.9 : 0.4 });
  });
}

/** A match in folded text as a candidate: words are the same in both. */
function foldedCandidate(
  row: Row,
  match: RegExpMatchArray,
  about: Pick<Candidate, "kind" | "value" | "certainty">,
): Candidate {
  let word = 0;
  while (word + 1 < row.foldedStarts.length && row.foldedStarts[word + 1]! <= match.index!) word++;
  const shift = row.starts[word]! - row.foldedStarts[word]!;
  return candidate(
    row,
    match.index! + shift,
    row.text.slice(match.index! + shift, match.index! + shift + match[0].length),
    about,
  );
}

function fullYear(year: string): number {
  const number = Number(year.replace("'", ""));
  return number >= 100 ? number : number + (number < 70 ? 2000 : 1900);
}

/** Undefined for a day that there is not. */
function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1600 || year > 2199) return undefined;
  return date.toISOString().slice(0, 10);
}

/**
 * What win, place and show tickets paid: amounts belong to the heading whose right edge they share.
 *
 * @module
 */
import type { ChartLine } from "./chart_lines.ts";

export interface Payoffs {
  readonly win: string;
  readonly place: string;
  readonly show: string;
}

const AMOUNT = /^[\d,]+\.\d\d$/;

/** By program number. */
export function payoffsOf(lines: readonly ChartLine[]): Map<string, Payoffs> {
  const paid = new Map<string, Payoffs>();
  const start = lines.findIndex(({ text }) => /\bPgm Horse\b.*\bWin\b/.test(text));
  if (start === -1) return paid;
  const heading = lines[start]!.words;
  const edge = (name: string) => heading.find((word) => word.text === name)?.x1;
  const columns = { win: edge("Win"), place: edge("Place"), show: edge("Show") };
  const wager = heading.find((word) => word.text === "Wager")?.x0 ?? Infinity;
  for (const { words, text } of lines.slice(start + 1)) {
    if (/^(Past Performance|Trainers|Owners|Footnotes)/.test(text)) break;
    const amounts = words.filter((word) => AMOUNT.test(word.text) && word.x1 < wager);
    const program = words[0]!;
    if (amounts.length === 0 || program.x0 >= wager) continue;
    const found: Record<keyof Payoffs, string> = { win: "", place: "", show: "" };
    for (const amount of amounts) {
      const column = nearest(columns, amount.x1);
      if (column) found[column] = amount.text.replaceAll(",", "");
    }
    paid.set(program.text, found);
  }
  return paid;
}

function nearest(columns: Record<keyof Payoffs, number | undefined>, x: number): keyof Payoffs | undefined {
  let best: keyof Payoffs | undefined, distance = 20;
  for (const name of ["win", "place", "show"] as const) {
    const away = Math.abs((columns[name] ?? Infinity) - x);
    if (away < distance) [best, distance] = [name, away];
  }
  return best;
}

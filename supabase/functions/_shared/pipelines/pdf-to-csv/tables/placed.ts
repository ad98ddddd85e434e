/**
 * A line's phrases, each with the columns that it stands in.
 *
 * @module
 */
import { indexIn } from "./cells.ts";
import { isNumeric } from "./numeric.ts";
import { finishLine, type Line } from "./lines.ts";
import type { TextLine } from "./text_lines.ts";

export interface PlacedPhrase {
  readonly phrase: Line;
  /** First and last column. */
  readonly from: number;
  readonly to: number;
}

export interface PlacedLine {
  readonly line: TextLine;
  readonly phrases: readonly PlacedPhrase[];
}

/** A column boundary inside a phrase divides it only at a gap of at least this, in font sizes. */
const DIVIDING_GAP = 0.3;

/**
 * `edges` are the column boundaries with an infinite one on either side. A phrase across one is divided where a number
 * begins or ends; with `anywhere`, between any two words.
 */
export function placeLine(line: TextLine, edges: readonly number[], anywhere = false): PlacedLine {
  return { line, phrases: line.phrases.flatMap((phrase) => placePhrase(phrase, edges, anywhere)) };
}

function placePhrase(phrase: Line, edges: readonly number[], anywhere: boolean): PlacedPhrase[] {
  const columnOf = (x: number) => Math.max(0, indexIn(edges, x));
  const from = columnOf(phrase.x0 + 0.2 * phrase.size), to = columnOf(phrase.x1 - 0.2 * phrase.size);
  if (from >= to) {
    const column = columnOf((phrase.x0 + phrase.x1) / 2);
    return [{ phrase, from: column, to: column }];
  }
  for (let i = 1; i < phrase.words.length; i++) {
    const a = phrase.words[i - 1]!, b = phrase.words[i]!;
    const cut = edges.find((edge) => edge >= a.x1 - 1 && edge <= b.x0 + 1);
    if (cut === undefined || b.x0 - a.x1 < (anywhere ? 0.15 : DIVIDING_GAP) * phrase.size) continue;
    if (!anywhere && !isNumeric(a.text) && !isNumeric(b.text)) continue;
    const parts = [phrase.words.slice(0, i), phrase.words.slice(i)];
    return parts.flatMap((words) => placePhrase(finishLine({ ...phrase, words }), edges, anywhere));
  }
  return [{ phrase, from, to }];
}

export const phraseText = (phrase: Line): string => phrase.words.map((word) => word.text).join(" ");

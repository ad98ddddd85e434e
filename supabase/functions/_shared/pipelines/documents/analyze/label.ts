/**
 * The words that stand before, above or beside a value and say what it is.
 *
 * @module
 */
import { bounds, type Box } from "../../../documents/pdf/geometry.ts";
import { fold } from "../text/fold.ts";
import { cellAt, type Row, wordsAt } from "../text/rows.ts";

/** A field's label: the pattern is matched against folded text. */
export interface Label {
  readonly pattern: RegExp;
  /** 0..1: how surely a value beside it is the field's. */
  readonly weight: number;
}

export interface FoundLabel {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  readonly weight: number;
  /** Whether it begins its cell, as labels do. */
  readonly leads: boolean;
  readonly length: number;
}

/**
 * Phrases in folded text, parted by `|`. A blank matches any gap, a dot or a dash; `~` any letters; `...` some words; `^` at
 * the front: only where a cell begins.
 */
export function label(weight: number, phrases: string): Label {
  const source = phrases.split("|").map((phrase) => phraseSource(phrase.trim())).join("|");
  return { pattern: new RegExp(`(?:${source})`, "g"), weight };
}

/** A label made of what a caller calls a field. */
export function labelOf(weight: number, name: string): Label {
  const words = fold(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return label(weight, words.join(" ") || "\u0000");
}

function phraseSource(phrase: string): string {
  const leads = phrase.startsWith("^");
  const body = phrase.replace(/^\^/, "").split(" ").map((word) =>
    word === "..." ? "[^\\t]{0,40}?" : word.replace(/[.*+?^${}()[\]\\]/g, "\\$&").replace(/~/g, "[a-z]*")
  ).join("[ .:/(-]{0,2}[ \\t]?");
  // A colon or a number may follow at once: "Nr.4711".
  return `${leads ? "(?<=^|\\t)" : "(?<![a-z0-9])"}${body}(?![a-z])`;
}

export function labelsIn(rows: readonly Row[], labels: readonly Label[]): FoundLabel[] {
  const found: FoundLabel[] = [];
  for (const row of rows) {
    for (const { pattern, weight } of labels) {
      for (const match of row.folded.matchAll(pattern)) {
        if (match[0].trim() === "") continue;
        const { from, to } = wordsAt(row.foldedStarts, match.index, match.index + match[0].trimEnd().length);
        const leads = cellAt(row, from).from === from;
        found.push({ row, from, to, box: bounds(row.words.slice(from, to))!, weight, leads, length: match[0].length });
      }
    }
  }
  return found;
}

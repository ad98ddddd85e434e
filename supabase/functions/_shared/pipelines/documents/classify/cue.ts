/**
 * What speaks for or against a type: words, and how a page looks.
 *
 * @module
 */
/** Where a cue counts. */
export type Region =
  /** Anywhere in what is looked at. */
  | "anywhere"
  /** In the upper part of the first page. */
  | "top"
  /** As a heading: all of its cell, or nearly, and large, bold or near the top. */
  | "heading";

export interface Cue {
  /** Matched against folded text: lower case, no accents. A blank matches any gap. */
  readonly pattern: RegExp;
  /** In logits; found again it adds less and less, up to twice as much. */
  readonly weight: number;
  readonly region: Region;
}

/** Phrases in folded text, parted by `|`; blanks match any gap, `~` ends a word anyhow (`vertrag~`: Vertragspartner, too). */
export function cue(weight: number, phrases: string, region: Region = "anywhere"): Cue {
  const source = phrases.split("|").map((phrase) =>
    phrase.trim().replace(/[.*+?^${}()[\]\\]/g, "\\$&").replace(/ /g, "[ \\t]+").replace(/~/g, "[a-z]*")
  ).join("|");
  return { pattern: new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`, "g"), weight, region };
}

export const matching = (weight: number, pattern: RegExp, region: Region = "anywhere"): Cue => ({
  pattern,
  weight,
  region,
});

/**
 * Adds up what speaks for each built-in type. A linear model of cues that can be named: what it decided by can be shown.
 *
 * @module
 */
import type { Cue } from "./cue.ts";
import { BANK_STATEMENT, INVOICE, RECEIPT } from "./cues/money.ts";
import { EXAM, FORM, PRESENTATION, REPORT, SCIENTIFIC_PAPER } from "./cues/pages.ts";
import { CONTRACT, EMAIL, LETTER, RESUME } from "./cues/words.ts";
import { factsOf, LAYOUT, wholeRow } from "./layout.ts";
import { BUILT_IN_NAMES, type BuiltInName } from "./types.ts";
import { type DocumentView, type Found, foundAt, isHeading } from "./view.ts";

const CUES: Record<BuiltInName, readonly Cue[]> = {
  invoice: INVOICE,
  receipt: RECEIPT,
  bank_statement: BANK_STATEMENT,
  letter: LETTER,
  email: EMAIL,
  contract: CONTRACT,
  resume: RESUME,
  form: FORM,
  scientific_paper: SCIENTIFIC_PAPER,
  report: REPORT,
  presentation: PRESENTATION,
  exam_or_worksheet: EXAM,
};

/** How common a type is before anything has been read, in logits. */
const BIAS: Partial<Record<BuiltInName, number>> = { email: -1, presentation: -0.5 };

/** Something that spoke for a type. */
export interface Reason {
  readonly weight: number;
  readonly found: readonly Found[];
  /** What was seen, where it is not words. */
  readonly says?: string;
}

export interface Score {
  readonly type: BuiltInName;
  readonly logit: number;
  readonly reasons: readonly Reason[];
}

const MOST_MATCHES = 12;

export function scoresOf(view: DocumentView): Score[] {
  const facts = factsOf(view);
  const layout = LAYOUT.map((cue) => ({ cue, strength: cue.strength(view, facts) })).filter(({ strength }) =>
    strength > 0
  );
  return BUILT_IN_NAMES.map((type) => {
    const reasons: Reason[] = CUES[type].flatMap((cue) => reasonOf(view, cue));
    for (const { cue, strength } of layout) {
      const weight = (cue.weights[type] ?? 0) * strength;
      if (weight === 0) continue;
      reasons.push({ weight, says: cue.says, found: (cue.rows?.(facts) ?? []).slice(0, 3).map(wholeRow) });
    }
    const logit = (BIAS[type] ?? 0) + reasons.reduce((sum, reason) => sum + reason.weight, 0);
    return { type, logit, reasons };
  });
}

function reasonOf(view: DocumentView, { pattern, weight, region }: Cue): Reason[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  for (const match of view.text.matchAll(pattern)) {
    const skipped = /^[\t\n ]*/.exec(match[0])![0].length;
    const place = foundAt(view, match.index + skipped, match[0].trimEnd().length - skipped);
    if (region === "top" && place.row.index >= view.topEnd) break;
    if (region === "heading" && !isHeading(view, place)) continue;
    const words = match[0].trim();
    // The same words again say little: a page's head is on each page.
    if (seen.has(words) && seen.size < 3 && found.length >= 3) continue;
    seen.add(words);
    found.push(place);
    if (found.length >= MOST_MATCHES) break;
  }
  if (found.length === 0) return [];
  // Different words count more than the same ones.
  const amount = seen.size + 0.3 * (found.length - seen.size);
  return [{ weight: weight * (2 - 0.5 ** (amount - 1)), found }];
}

/**
 * Tells a document's type without a language model.
 *
 * @module
 */
import type { WantedType } from "../options.ts";
import type { TextPage } from "../text/page.ts";
import { type Reason, scoresOf } from "./score.ts";
import { OTHER } from "./types.ts";
import { viewOf } from "./view.ts";
import { type WantedScore, wantedScores } from "./wanted.ts";

export interface Classified {
  readonly type: string;
  /** What it is among the built-in types, or `other`: says which fields it has. */
  readonly builtIn: string;
  readonly confidence: number;
  /** The other types, most likely first. */
  readonly alternatives: readonly { readonly type: string; readonly confidence: number }[];
  /** What spoke for the type, strongest first. */
  readonly reasons: readonly Reason[];
}

/** Cues come together, so their sum says more than is known: divides it. */
const TEMPERATURE = 1.2;
/** A document that nothing speaks for is something else. */
const OTHER_LOGIT = 2.2;
const LEAST_LIKELY = 0.02;
const MOST_ALTERNATIVES = 4;

/**
 * @param pageCount of the whole document, of which `pages` may be the first ones
 * @param wanted the types to tell apart; none: the built-in ones
 */
export function classify(
  pages: readonly TextPage[],
  pageCount: number,
  wanted: readonly WantedType[] = [],
): Classified {
  const view = viewOf(pages, pageCount);
  // Without a word on it the look of a page says nothing.
  const builtIn = view.rows.length > 0 ? scoresOf(view) : [];
  const scores: WantedScore[] = wanted.length > 0
    ? wantedScores(view, wanted, builtIn)
    : builtIn.map((score) => ({ ...score, builtIn: score.type }));
  if (!scores.some(({ type }) => type === OTHER)) scores.push({ type: OTHER, logit: OTHER_LOGIT, reasons: [] });
  const [best, ...others] = ranked(scores);
  return {
    type: best!.type,
    builtIn: best!.builtIn ?? OTHER,
    confidence: best!.confidence,
    alternatives: others.filter(({ confidence }) => confidence >= LEAST_LIKELY).slice(0, MOST_ALTERNATIVES)
      .map(({ type, confidence }) => ({ type, confidence })),
    reasons: best!.reasons.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
  };
}

function ranked(scores: readonly WantedScore[]): (WantedScore & { confidence: number })[] {
  const highest = Math.max(...scores.map(({ logit }) => logit));
  const powers = scores.map(({ logit }) => Math.exp((logit - highest) / TEMPERATURE));
  const sum = powers.reduce((total, power) => total + power, 0);
  return scores.map((score, i) => ({ ...score, confidence: powers[i]! / sum })).sort((a, b) =>
    b.confidence - a.confidence
  );
}

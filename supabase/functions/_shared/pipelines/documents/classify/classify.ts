/**
 * Tells a document's type without a language model.
 *
 * @module
 */
import type { TextPage } from "../text/page.ts";
import { type Reason, scoresOf } from "./score.ts";
import { OTHER } from "./types.ts";
import { viewOf } from "./view.ts";

export interface Classified {
  readonly type: string;
  readonly confidence: number;
  readonly alternatives: readonly { readonly type: string; readonly confidence: number }[];
  /** What spoke for the type, strongest first. */
  readonly reasons: readonly Reason[];
}

/** Cues come together, so their sum says more than is known: divides it. */
const TEMPERATURE = 1.6;
/** A document that nothing speaks for is something else. */
const OTHER_LOGIT = 2;

export function classify(pages: readonly TextPage[], pageCount: number): Classified {
  const scores = scoresOf(viewOf(pages, pageCount));
  const all = [...scores.map(({ type, logit }) => ({ type: type as string, logit })), {
    type: OTHER,
    logit: OTHER_LOGIT,
  }];
  const ranked = softmax(all).sort((a, b) => b.confidence - a.confidence);
  const best = ranked[0]!;
  const reasons = scores.find(({ type }) => type === best.type)?.reasons ?? [];
  return {
    ...best,
    alternatives: ranked.slice(1).filter(({ confidence }) => confidence >= 0.02).slice(0, 4),
    reasons: reasons.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
  };
}

function softmax(all: readonly { type: string; logit: number }[]): { type: string; confidence: number }[] {
  const highest = Math.max(...all.map(({ logit }) => logit));
  const powers = all.map(({ logit }) => Math.exp((logit - highest) / TEMPERATURE));
  const sum = powers.reduce((total, power) => total + power, 0);
  return all.map(({ type }, i) => ({ type, confidence: powers[i]! / sum }));
}

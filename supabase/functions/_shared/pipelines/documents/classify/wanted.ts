/**
 * Types that a user names: one that is built in under another name, or one that is told by the words of its description.
 *
 * @module
 */
import type { WantedType } from "../options.ts";
import { fold } from "../text/fold.ts";
import type { Reason, Score } from "./score.ts";
import { BUILT_IN, BUILT_IN_NAMES, type BuiltInName } from "./types.ts";
import { type DocumentView, type Found, foundAt, isHeading } from "./view.ts";

export interface WantedScore extends Omit<Score, "type"> {
  readonly type: string;
  /** What it is among the built-in ones. */
  readonly builtIn?: BuiltInName;
}

export function wantedScores(
  view: DocumentView,
  wanted: readonly WantedType[],
  scores: readonly Score[],
): WantedScore[] {
  return wanted.map((type) => {
    const builtIn = builtInOf(type.name);
    const score = scores.find((each) => each.type === builtIn);
    const reasons = [...score?.reasons ?? [], ...wordReasons(view, type, builtIn ? 0.3 : 1)];
    const logit = (score?.logit ?? 0) +
      reasons.slice(score?.reasons.length ?? 0).reduce((sum, { weight }) => sum + weight, 0);
    return { type: type.name, logit, reasons, ...(builtIn && { builtIn }) };
  });
}

export function builtInOf(name: string): BuiltInName | undefined {
  const words = fold(name).replace(/[\s_-]+/g, " ").trim();
  const singular = words.replace(/s$/, "");
  return BUILT_IN_NAMES.find((each) => {
    const names = [each.replaceAll("_", " "), ...BUILT_IN[each].aliases.map(fold)];
    return names.includes(words) || names.includes(singular);
  });
}

const COMMON = new Set(
  "the and for with that this from are was were has have not you your our any all can may which what when who how its into than then them they document documents paper page such like about each other words stand there these those type kind usually contains contain containing showing shows states issued und der die das ein eine mit von fur den des dem"
    .split(" "),
);
const NAME_WEIGHT = 2;
const WORD_WEIGHT = 0.8;
const MOST_WORDS = 8;

function wordReasons(view: DocumentView, { name, description }: WantedType, share: number): Reason[] {
  const ofName = contentWords(name), ofDescription = contentWords(description).filter((word) => !ofName.includes(word));
  const reasons = [
    ...phraseReason(view, name, NAME_WEIGHT),
    ...ofName.flatMap((word) => wordReason(view, word, NAME_WEIGHT / ofName.length)),
    ...ofDescription.flatMap((word) => wordReason(view, word, WORD_WEIGHT)).sort((a, b) => b.weight - a.weight).slice(
      0,
      MOST_WORDS,
    ),
  ];
  return reasons.map((reason) => ({ ...reason, weight: reason.weight * share }));
}

function contentWords(text: string): string[] {
  return [...new Set(fold(text).match(/[\p{L}\d]{3,}/gu) ?? [])].filter((word) => !COMMON.has(word));
}

/** The whole name counts where it stands, twice as a heading. */
function phraseReason(view: DocumentView, name: string, weight: number): Reason[] {
  const words = fold(name).split(/[\s_-]+/).filter(Boolean);
  return words.length < 2 ? [] : matches(view, words.map(stem).join("[a-z]*[ \\t]+"), weight);
}

const wordReason = (view: DocumentView, word: string, weight: number): Reason[] => matches(view, stem(word), weight);

function matches(view: DocumentView, source: string, weight: number): Reason[] {
  const found: Found[] = [];
  for (const match of view.text.matchAll(new RegExp(`(?<![\\p{L}\\d])${source}[a-z]{0,4}(?![\\p{L}\\d])`, "gu"))) {
    found.push(foundAt(view, match.index, match[0].length));
    if (found.length === MOST_WORDS) break;
  }
  if (found.length === 0) return [];
  const heads = found.some((place) => isHeading(view, place));
  return [{ weight: weight * (1.5 - 0.5 ** found.length) * (heads ? 1.6 : 1), found }];
}

/** Without the endings of plurals and the like; what is left is safe in a pattern. */
function stem(word: string): string {
  const plain = word.replace(/[^\p{L}\d]/gu, "");
  return plain.length > 5 ? plain.replace(/(?:ies|es|s|ing|ed|en|er|e|y)$/, "") : plain;
}

/**
 * Chooses the labels that begin questions: those that count upwards through the document, in the outermost list.
 *
 * A chain is a series of labels of one style in reading order, each one more than the last, or 1 again where a section
 * begins anew. The best chain of each style is found by dynamic programming; then the outermost good one is taken.
 *
 * @module
 */
import { ASCENT } from "../../../documents/pdf/words.ts";
import type { Candidate } from "./candidates.ts";

/** Labels so far back may be the one before; a page of sums has a few hundred numbers. */
const REACH = 250;
const ALIGNED = 3.5;

export interface Start extends Candidate {
  /** Where its first line begins, formulas that rise above it included. */
  readonly top: number;
  /** 0..1, how well it fits in with its neighbours. */
  readonly fit: number;
}

export type Sorter = (page: number, candidates: readonly Candidate[]) => Candidate[];

interface Chain {
  readonly style: string;
  readonly starts: readonly Start[];
  readonly score: number;
}

/** @param sorted puts the labels of one page and one style into reading order */
export function chooseStarts(candidates: readonly Candidate[], pageWidth: number, sorted: Sorter): Start[] {
  const families = Map.groupBy(
    candidates.filter(({ heading, label: { kind, style } }) =>
      !heading && kind !== "roman" && (style !== "#" || kind === "decimal")
    ),
    ({ label: { kind, style }, size, bold }) =>
      style === "#" ? `${kind} ${style} ${Math.round(size)} ${bold}` : `${kind} ${style}`,
  );
  const chains = [...families].map(([style, family]) => bestChain(style, family, pageWidth, sorted))
    .filter((chain) => isPlausible(chain)).sort((a, b) => b.score - a.score);
  const [best] = chains;
  if (!best) return [];
  const outer = chains.filter((chain) => chain !== best && isOuter(chain, best)).sort((a, b) => b.score - a.score)[0];
  return [...(outer ?? best).starts];
}

/** Numbers with nothing around them are everywhere; letters number options and parts. */
function isPlausible({ style, starts, score }: Chain): boolean {
  if (starts.length === 0) return false;
  if (style.endsWith(" #") && !/\p{L}{2,} #$/u.test(style) || / # \d/.test(style)) {
    return starts.length >= 3 && score >= 2.2 ||
      starts.length === 2 && starts.every((start) => start.bold && start.first);
  }
  if (/^(lower|upper|ROMAN)/.test(style)) return starts.length >= 3 && score >= 1.2;
  return starts.length >= 2 || starts[0]!.label.value === 1 && starts[0]!.first;
}

function bestChain(style: string, family: readonly Candidate[], pageWidth: number, sorted: Sorter): Chain {
  const ordered = [...Map.groupBy(family, (candidate) => candidate.page)].sort(([a], [b]) => a - b)
    .flatMap(([page, onPage]) => sorted(page, onPage));
  const scores: number[] = [], before: number[] = [], gains: number[] = [];
  let end = -1;
  for (const [i, candidate] of ordered.entries()) {
    scores[i] = candidate.label.value === 1 ? 0.6 : 0.2;
    gains[i] = scores[i]!;
    before[i] = -1;
    for (let j = Math.max(0, i - REACH); j < i; j++) {
      const gain = gainOf(ordered[j]!, candidate, pageWidth);
      if (gain !== undefined && scores[j]! + gain > scores[i]!) {
        [scores[i], before[i], gains[i]] = [scores[j]! + gain, j, gain];
      }
    }
    if (end < 0 || scores[i]! > scores[end]!) end = i;
  }
  const starts: Start[] = [];
  const score = end < 0 ? 0 : scores[end]! * weightOf(style);
  for (let i = end, after = 1; i >= 0; i = before[i]!) {
    const fit = fitOf(gains[i]!);
    starts.unshift({ ...ordered[i]!, top: plainTop(ordered[i]!), fit: (fit + after) / 2 });
    after = fit;
  }
  return { style, starts, score };
}

/** One more than the last is sure, a new beginning nearly so; what was left out or stands askew makes doubtful. */
const fitOf = (gain: number): number => gain >= 0.95 ? 1 : gain >= 0.2 ? 0.9 : 0.4;

const plainTop = ({ base, size }: Candidate): number => base + (ASCENT + 0.1) * size;

/** A word such as "Question" says what it is; a bracketed number is more often an equation or a part. */
function weightOf(style: string): number {
  if (/\p{L}+ #$/u.test(style.split(" ").slice(1).join(" "))) return 3;
  if (/^decimal #\.#/.test(style)) return 0.7;
  if (/^decimal #[.)]/.test(style) || /^decimal #:/.test(style)) return 1.2;
  if (/^decimal/.test(style)) return 0.9;
  return 0.5;
}

/** What it is worth that `next` comes behind `last`; undefined when it cannot. */
function gainOf(last: Candidate, next: Candidate, pageWidth: number): number | undefined {
  const step = next.label.value - last.label.value;
  let gain: number;
  if (step === 1) gain = 1;
  else if (next.label.value === 1 && last.label.value >= 1) gain = 0.25;
  else if (step > 1 && step <= 3) gain = 0.1;
  // The first of a section may have been missed.
  else if (step < 0 && next.label.value <= 3 && next.page > last.page) gain = 0.05;
  else return undefined;
  const aligned = Math.abs(next.x0 - last.x0) <= ALIGNED || Math.abs(next.x1 - last.x1) <= ALIGNED ||
    Math.abs(next.textX - last.textX) <= ALIGNED;
  const otherColumn = Math.abs(next.x0 - last.x0) > 0.12 * pageWidth;
  if (!aligned && !otherColumn && next.page === last.page) gain -= 0.6;
  else if (!aligned && !otherColumn) gain -= 0.2;
  if (Math.abs(next.size - last.size) > 0.1 * last.size) gain -= 0.5;
  if (next.bold !== last.bold) gain -= 0.25;
  if (next.label.style.endsWith("#.#") && next.label.text.split(".")[0] !== last.label.text.split(".")[0]) {
    gain = next.label.value === 1 ? 0.8 : gain - 0.8;
  }
  return gain;
}

/** Whether the labels of `inner` begin anew, with 1, between those of `outer`. */
function isOuter(outer: Chain, inner: Chain): boolean {
  if (outer.starts.length < 2 || outer.score < 1.5) return false;
  const position = (candidate: Candidate) => candidate.page * 1e6 - candidate.base;
  const places = outer.starts.map(position);
  const intervals = new Map<number, number[]>();
  for (const start of inner.starts) {
    const at = position(start);
    const index = places.findLastIndex((place) => place <= at + 2);
    const values = intervals.get(index) ?? [];
    values.push(start.label.value);
    intervals.set(index, values);
  }
  const inside = [...intervals].filter(([index]) => index >= 0);
  const anew = inside.filter(([, values]) => values[0] === 1).length;
  const indented =
    inner.starts.filter((start) => start.x0 > Math.min(...outer.starts.map((each) => each.x0)) + 2 || !start.first)
      .length;
  return inside.length >= 2 && anew >= 0.7 * inside.length && indented >= 0.6 * inner.starts.length ||
    (anew === inside.length && inside.length === 1 && outer.starts.length >= 2 && indented === inner.starts.length &&
      !intervals.has(-1));
}

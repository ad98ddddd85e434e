/**
 * Rules in a picture: long thin runs of ink. Text is recognised better without them, and tables are found by them.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

/** In pixels; `at` is the first row or column of ink, `thickness` how many there are. */
export interface PixelRule {
  readonly at: number;
  readonly thickness: number;
  readonly from: number;
  readonly to: number;
}

export interface PixelRules {
  readonly horizontal: readonly PixelRule[];
  readonly vertical: readonly PixelRule[];
}

const INK = 150;
/** Lengths in inches, as fractions of the dots per inch. */
const MIN_LENGTH = 1 / 3;
/** What is shorter is a rule only when it ends at rules across it. */
const MIN_SHORT = 1 / 7;
const MAX_THICKNESS = 1 / 20;
const MAX_HOLE = 1 / 100;

interface Run {
  at: number;
  from: number;
  to: number;
}

export function findRules(picture: Gray, dpi: number): PixelRules {
  const shortest = MIN_SHORT * dpi, hole = Math.max(1, Math.round(MAX_HOLE * dpi));
  const horizontal = joined(rowRuns(picture, shortest, hole), dpi);
  const vertical = joined(columnRuns(picture, shortest, hole), dpi);
  const ends = (rule: PixelRule, across: readonly PixelRule[]) => {
    const near = 0.03 * dpi;
    const meets = (end: number) =>
      across.some((other) =>
        Math.abs(other.at + other.thickness / 2 - end) < near && other.from - near <= rule.at &&
        other.to + near >= rule.at
      );
    return meets(rule.from) && meets(rule.to);
  };
  const long = (rule: PixelRule) => rule.to - rule.from >= MIN_LENGTH * dpi;
  const longAcross = horizontal.filter(long), longDown = vertical.filter(long);
  return {
    horizontal: horizontal.filter((rule) => long(rule) || ends(rule, longDown)),
    vertical: vertical.filter((rule) => long(rule) || ends(rule, longAcross)),
  };
}

function rowRuns({ width, height, data }: Gray, shortest: number, hole: number): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < height; y++) {
    let from = -1, last = -1;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (data[at]! >= INK) continue;
      if (from < 0 || x - last > hole + 1) {
        if (from >= 0 && last - from >= shortest) runs.push({ at: y, from, to: last + 1 });
        from = x;
      }
      last = x;
    }
    if (from >= 0 && last - from >= shortest) runs.push({ at: y, from, to: last + 1 });
  }
  return runs;
}

/** Row by row as the picture lies in memory, with where the run of each column began. */
function columnRuns({ width, height, data }: Gray, shortest: number, hole: number): Run[] {
  const runs: Run[] = [];
  const from = new Int32Array(width).fill(-1), last = new Int32Array(width).fill(-1);
  const end = (x: number) => {
    if (from[x]! >= 0 && last[x]! - from[x]! >= shortest) runs.push({ at: x, from: from[x]!, to: last[x]! + 1 });
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (data[at]! >= INK) continue;
      if (from[x]! < 0 || y - last[x]! > hole + 1) {
        end(x);
        from[x] = y;
      }
      last[x] = y;
    }
  }
  for (let x = 0; x < width; x++) end(x);
  return runs;
}

/** Runs side by side are one rule; what is too thick is none. */
function joined(runs: Run[], dpi: number): PixelRule[] {
  runs.sort((a, b) => a.at - b.at || a.from - b.from);
  interface Draft {
    first: number;
    last: number;
    from: number;
    to: number;
    /** Ink in all, to tell a slightly slanted rule's thickness. */
    ink: number;
  }
  let open: Draft[] = [];
  const done: Draft[] = [];
  for (const run of runs) {
    open = open.filter((draft) => draft.last >= run.at - 2 || !done.push(draft));
    const draft = open.find((each) => run.from <= each.to + 2 && run.to >= each.from - 2);
    if (draft) {
      draft.last = run.at;
      draft.from = Math.min(draft.from, run.from);
      draft.to = Math.max(draft.to, run.to);
      draft.ink += run.to - run.from;
    } else open.push({ first: run.at, last: run.at, from: run.from, to: run.to, ink: run.to - run.from });
  }
  done.push(...open);
  const thickest = MAX_THICKNESS * dpi;
  return done
    .filter((draft) => draft.ink / (draft.to - draft.from) <= thickest && draft.last - draft.first <= 2 * thickest)
    .filter((draft) => draft.to - draft.from > 4 * (draft.last - draft.first))
    .map(({ first, last, from, to }) => ({ at: first, thickness: last - first + 1, from, to }));
}

/** Paints rules white where no ink touches them. Changes `picture` in place. */
export function eraseRules({ width, height, data }: Gray, rules: PixelRules): void {
  const margin = 2;
  const erase = (rule: PixelRule, along: number, across: number, limit: number) => {
    const first = Math.max(0, rule.at - margin), last = Math.min(limit - 1, rule.at + rule.thickness - 1 + margin);
    for (let i = rule.from; i < rule.to; i++) {
      const before = first > 0 && data[i * along + (first - 1) * across]! < INK;
      const after = last < limit - 1 && data[i * along + (last + 1) * across]! < INK;
      if (before && after) continue;
      // Ink on one side only belongs to a letter that stands on the rule: only the rule's own rows go.
      const from = before ? rule.at : first, to = after ? rule.at + rule.thickness - 1 : last;
      for (let j = from; j <= to; j++) data[i * along + j * across] = 255;
    }
  };
  for (const rule of rules.horizontal) erase(rule, 1, width, height);
  for (const rule of rules.vertical) erase(rule, width, 1, width);
}

/**
 * Words of a page with its formulas put on one line: fractions `(a)/(b)`, roots `√(a)`, tall brackets and signs on the line
 * that they belong to.
 *
 * @module
 */
import { bounds, overlap } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";
import type { Word } from "../../../documents/pdf/words.ts";

/** A fraction's bar lies this far above the baseline, in font sizes. */
const AXIS = 0.25;
const MAX_BAR = 240;
/** Signs that TeX hangs below their baseline: roots, and brackets that are as tall as what they hold. */
const TALL = /^[()[\]{}|√∑∏∫⎛⎝⎞⎠⎡⎣⎤⎦]+$/u;

export function withFormulas(words: readonly Word[], horizontal: readonly Rule[], vertical: readonly Rule[]): Word[] {
  const left = new Set(words.filter((word) => word.upright));
  const bars = horizontal.filter((rule) =>
    rule.to - rule.from <= MAX_BAR &&
    !vertical.some((side) =>
      side.from - 2 < rule.at && side.to + 2 > rule.at && side.at > rule.from - 2 && side.at < rule.to + 2
    )
  ).sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const bar of bars) {
    const merged = fraction(bar, left) ?? root(bar, left);
    if (!merged) continue;
    for (const part of merged.parts) left.delete(part);
    left.add(merged.word);
  }
  for (const word of [...left].filter((word) => TALL.test(word.text))) {
    const base = baseBeside(word, left);
    if (base === undefined || Math.abs(base - word.base) < 0.05 * word.size) continue;
    left.delete(word);
    left.add({ ...word, base });
  }
  return [...left, ...words.filter((word) => !word.upright)];
}

interface Merged {
  readonly word: Word;
  readonly parts: readonly Word[];
}

function fraction(bar: Rule, words: ReadonlySet<Word>): Merged | undefined {
  const inside = [...words].filter((word) => word.x0 > bar.from - 2.5 && word.x1 < bar.to + 2.5);
  const upper = oneLine(
    inside.filter((word) => word.base > bar.at - 0.1 * word.size && word.base < bar.at + 0.95 * word.size),
  );
  const lower = oneLine(
    inside.filter((word) => word.base < bar.at - 0.35 * word.size && word.base > bar.at - 1.35 * word.size),
  );
  if (upper.length === 0 || lower.length === 0) return undefined;
  const [top, bottom] = [bounds(upper)!, bounds(lower)!];
  const middle = (bar.from + bar.to) / 2, length = bar.to - bar.from;
  // Centred, and no longer than what it divides: so no underlined word or rule of a table.
  if (length > Math.max(top.x1 - top.x0, bottom.x1 - bottom.x0) + 8) return undefined;
  if ([top, bottom].some((each) => Math.abs((each.x0 + each.x1) / 2 - middle) > 3 + 0.1 * length)) return undefined;
  return merge([...upper, ...lower], `${bracketed(lineOf(upper))}/${bracketed(lineOf(lower))}`, bar, words);
}

function root(bar: Rule, words: ReadonlySet<Word>): Merged | undefined {
  const sign = [...words].find((word) =>
    word.text.endsWith("√") && Math.abs(word.x1 - bar.from) < 0.25 * word.size + 1 &&
    Math.abs(word.base - bar.at) < 1.2 * word.size
  );
  if (!sign) return undefined;
  const under = [...words].filter((word) =>
    word !== sign && word.x0 > bar.from - 2 && word.x1 < bar.to + 2.5 && word.base < bar.at &&
    word.base > bar.at - 1.6 * sign.size
  );
  if (under.length === 0) return undefined;
  return merge(
    [sign, ...under],
    `${sign.text}${bracketed(lineOf(under))}`,
    bar,
    words,
    Math.min(...under.map((word) => word.base)),
  );
}

function merge(parts: readonly Word[], text: string, bar: Rule, words: ReadonlySet<Word>, base?: number): Merged {
  const box = bounds(parts)!;
  const size = Math.max(...parts.map((part) => part.size));
  // What stands beside it tells the line's own baseline and size: a fraction is often set smaller.
  const neighbour = [...words].filter((word) => !parts.includes(word))
    .filter((word) =>
      base === undefined
        ? Math.abs(word.base + AXIS * word.size - bar.at) < 0.2 * word.size
        : Math.abs(word.base - base) < 0.2 * word.size
    )
    .filter((word) =>
      -overlap(word.x0, word.x1, box.x0, box.x1) < 1.5 * word.size && overlap(word.x0, word.x1, box.x0, box.x1) < 1
    )
    .sort((a, b) => b.size - a.size)[0];
  return {
    parts,
    word: {
      ...box,
      text,
      base: neighbour?.base ?? base ?? bar.at - AXIS * size,
      size: Math.max(size, neighbour?.size ?? 0),
      bold: false,
      upright: true,
    },
  };
}

/** Of words above each other only the lowest line: what stands higher belongs to something else. */
function oneLine(words: readonly Word[]): Word[] {
  const large = words.filter((word) => word.size >= 0.85 * Math.max(...words.map((each) => each.size)));
  const bases = large.map((word) => word.base);
  const spread = Math.max(...bases) - Math.min(...bases);
  return words.length > 0 && spread > 0.6 * large[0]!.size ? [] : [...words];
}

const bracketed = (text: string): string => /^[\p{L}\p{N}.,]+$/u.test(text) ? text : `(${text})`;

function baseBeside(sign: Word, words: ReadonlySet<Word>): number | undefined {
  let best: Word | undefined, nearest = 0.7 * sign.size;
  for (const word of words) {
    if (TALL.test(word.text) || word.size < 0.8 * sign.size) continue;
    const drop = sign.base - word.base, gap = -overlap(word.x0, word.x1, sign.x0, sign.x1);
    if (drop < -0.3 * sign.size || drop > 2.6 * sign.size || gap >= nearest) continue;
    [best, nearest] = [word, gap];
  }
  return best?.base;
}

/** Words that touch are written together. */
const TOUCHING = 0.16;

/** The text of one line; what is raised or lowered is marked as in TeX. */
export function lineOf(words: readonly Word[]): string {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0);
  const size = Math.max(0, ...sorted.map((word) => word.size));
  const base = sorted.filter((word) => word.size > 0.85 * size).map((word) => word.base).sort((a, b) => a - b);
  const line = base[base.length >> 1] ?? 0;
  let text = "", before: Word | undefined, script = "";
  const close = () => {
    if (script.length > 0) text += script.slice(0, 1) + (script.length > 2 ? `{${script.slice(1)}}` : script.slice(1));
    script = "";
  };
  for (const word of sorted) {
    const gap = before ? word.x0 - before.x1 : 0;
    const rise = word.base - line;
    const mark = text !== "" && word.size < 0.85 * size && gap < 0.6 * size
      ? (rise > 0.15 * size ? "^" : rise < -0.08 * size ? "_" : "")
      : "";
    if (mark !== "" && script.startsWith(mark)) script += word.text;
    else {
      close();
      if (mark !== "") script = mark + word.text;
      else text += (before && gap > TOUCHING * Math.max(before.size, word.size) ? " " : "") + word.text;
    }
    before = word;
  }
  close();
  return text;
}

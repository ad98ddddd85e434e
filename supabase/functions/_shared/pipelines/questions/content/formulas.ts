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
/** Signs with limits above and below them. */
const LARGE = /^[∑∏∫]$/u;
/** Words with something below them. */
const NAMED = /^(lim|max|min|sup|inf)$/u;
/** Signs that TeX hangs below their baseline: roots, and brackets that are as tall as what they hold. */
const TALL = /^[()[\]{}|√∑∏∫⎛⎝⎞⎠⎡⎣⎤⎦]+$/u;

export function withFormulas(words: readonly Word[], horizontal: readonly Rule[], vertical: readonly Rule[]): Word[] {
  const left = new Set(words.filter((word) => word.upright).map((word) => ({ ...word, text: composed(word.text) })));
  const bars = horizontal.filter((rule) =>
    rule.to - rule.from <= MAX_BAR &&
    !vertical.some((side) =>
      side.from - 2 < rule.at && side.to + 2 > rule.at && side.at > rule.from - 2 && side.at < rule.to + 2
    )
  ).sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const bar of bars) {
    const merged = root(bar, left) ?? fraction(bar, left);
    if (!merged) continue;
    for (const part of merged.parts) left.delete(part);
    left.add(merged.word);
  }
  for (const sign of [...left].filter((word) => NAMED.test(word.text))) settleLimits(sign, sign.base, left);
  for (const sign of [...left].filter((word) => TALL.test(word.text))) {
    const base = baseBeside(sign, left);
    if (base === undefined) continue;
    left.delete(sign);
    left.add({ ...sign, base });
    if (LARGE.test(sign.text)) settleLimits(sign, base, left);
  }
  return [...left, ...words.filter((word) => !word.upright)];
}

interface Merged {
  readonly word: Word;
  readonly parts: readonly Word[];
}

function fraction(bar: Rule, words: ReadonlySet<Word>): Merged | undefined {
  const inside = [...words].filter((word) => word.x0 > bar.from - 2.5 && word.x1 < bar.to + 2.5);
  const upper = oneLine(inside.filter((word) => word.base > bar.at - 0.1 * word.size), bar.at, 0, 0.95);
  const lower = oneLine(inside.filter((word) => word.base < bar.at - 0.3 * word.size), bar.at, -1.35, -0.35);
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

/** Words of full size on one line, this far from `at` in font sizes, and the scripts at them; none when there are more lines. */
function oneLine(words: readonly Word[], at: number, low: number, high: number): Word[] {
  const near = words.filter((word) => word.base >= at + low * word.size - 1 && word.base <= at + high * word.size);
  if (near.length === 0) return [];
  const size = Math.max(...near.map((word) => word.size));
  const full = near.filter((word) => word.size >= 0.85 * size);
  const bases = full.map((word) => word.base);
  if (Math.max(...bases) - Math.min(...bases) > 0.6 * size) return [];
  const base = Math.min(...bases);
  const scripts = words.filter((word) =>
    word.size < 0.85 * size && word.base > base - 0.4 * size && word.base < base + 0.8 * size
  );
  return [...full, ...scripts];
}

const bracketed = (text: string): string => /^[\p{L}\p{N}.,]+$/u.test(text) ? text : `(${text})`;

function baseBeside(sign: Word, words: ReadonlySet<Word>): number | undefined {
  let best: Word | undefined, nearest = 0.7 * sign.size;
  for (const word of words) {
    if (TALL.test(word.text) || word.size < 0.85 * sign.size) continue;
    const drop = sign.base - word.base, gap = -overlap(word.x0, word.x1, sign.x0, sign.x1);
    // What stands above or below it is a limit.
    if (gap < -0.2 * sign.size || gap >= nearest || drop < -0.3 * sign.size || drop > 2.6 * sign.size) continue;
    [best, nearest] = [word, gap];
  }
  return best?.base;
}

/** Limits stand above and below their sign: they become its raised and lowered words, right behind it. */
function settleLimits(sign: Word, base: number, words: Set<Word>): void {
  const reach = sign.x1 + (sign.text === "∫" ? 1.6 : 0.6) * sign.size;
  const near = [...words].filter((word) => {
    const middle = (word.x0 + word.x1) / 2;
    return word.size <= 0.85 * sign.size && middle > sign.x0 - 0.5 * sign.size && middle < reach;
  });
  const isName = /\p{L}/u.test(sign.text);
  const above = isName
    ? []
    : near.filter((word) => word.base > base + 0.55 * sign.size && word.base < base + 2.4 * sign.size);
  const below = near.filter((word) => word.base < base - 0.35 * sign.size && word.base > base - 1.9 * sign.size);
  // Of several lines the nearest: the others are limits of what stands above or below.
  const [low, high] = [Math.min(...above.map((word) => word.base)), Math.max(...below.map((word) => word.base))];
  let x = sign.x1;
  for (
    const word of [...above.filter((word) => word.base < low + 2), ...below.filter((word) => word.base > high - 2)]
      .sort((a, b) => a.x0 - b.x0)
  ) {
    words.delete(word);
    words.add({ ...word, x0: x += 0.01, x1: x += 0.01, base: base + (word.base > base ? 0.4 : -0.2) * sign.size });
  }
}

/** TeX sets an accent and its letter apart. */
function composed(text: string): string {
  return text.replace(/([´`¨ˆ˜ˇ˚¸])(\p{L})/gu, (whole, accent: string, letter: string) => {
    const both = (letter + ACCENTS[accent]).normalize("NFC");
    return both.length === 1 ? both : whole;
  });
}

const ACCENTS: Record<string, string> = {
  "´": "\u0301",
  "`": "\u0300",
  "¨": "\u0308",
  "ˆ": "\u0302",
  "˜": "\u0303",
  "ˇ": "\u030c",
  "˚": "\u030a",
  "¸": "\u0327",
};

/** Words that touch are written together. */
const TOUCHING = 0.16;

/** The text of one line; what is raised or lowered is marked as in TeX. */
export function lineOf(words: readonly Word[]): string {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0);
  const size = Math.max(0, ...sorted.map((word) => word.size));
  const base = sorted.filter((word) => word.size >= 0.9 * size).map((word) => word.base).sort((a, b) => a - b);
  const line = base[base.length >> 1] ?? 0;
  let text = "", before: Word | undefined, script = "";
  const close = () => {
    if (script.length > 0) text += script.slice(0, 1) + (script.length > 2 ? `{${script.slice(1)}}` : script.slice(1));
    script = "";
  };
  for (const word of sorted) {
    const gap = before ? word.x0 - before.x1 : 0;
    const rise = word.base - line;
    const mark = text !== "" && word.size < 0.9 * size && gap < 0.6 * size
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

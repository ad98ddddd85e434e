/**
 * Words that stand on one baseline are a row; a row falls into pieces where a gap is wide. Small words that stand at the
 * shoulder or the foot of another belong to its row.
 *
 * @module
 */
import { bounds, type Box, overlap } from "../../../documents/pdf/geometry.ts";
import type { Word } from "../../../documents/pdf/words.ts";

export interface Row extends Box {
  readonly words: readonly Word[];
  readonly base: number;
  readonly size: number;
  readonly bold: boolean;
}

/** Baselines this close, in font sizes, are one row. */
const SAME_BASELINE = 0.3;
/** Words this much smaller than the page's text may be scripts. */
const SCRIPT_SIZE = 0.88;
/** How far, in font sizes, a script may stand from its word. */
const SCRIPT_GAP = 0.5;

/** From top to bottom, each from left to right. */
export function rowsOf(words: readonly Word[]): Row[] {
  const body = commonSize(words);
  const drafts: { words: Word[]; base: number; size: number }[] = [];
  const sorted = [...words].sort((a, b) => b.base - a.base || a.x0 - b.x0);
  const scripts: Word[] = [];
  for (const word of sorted) {
    if (word.size < SCRIPT_SIZE * body) {
      scripts.push(word);
      continue;
    }
    place(drafts, word);
  }
  const orphans: Word[] = [];
  for (const script of scripts) {
    const host = drafts.find((draft) => draft.words.some((word) => isScriptOf(script, word)));
    if (host) host.words.push(script);
    else orphans.push(script);
  }
  for (const word of orphans) place(drafts, word);
  return drafts.map(({ words, base, size }) => finish(words, base, size)).sort((a, b) =>
    b.base - a.base || a.x0 - b.x0
  );
}

function place(drafts: { words: Word[]; base: number; size: number }[], word: Word): void {
  for (let i = drafts.length - 1; i >= Math.max(0, drafts.length - 12); i--) {
    const draft = drafts[i]!;
    if (Math.abs(draft.base - word.base) <= SAME_BASELINE * Math.max(word.size, draft.size)) {
      draft.words.push(word);
      if (word.size > draft.size) draft.size = word.size;
      return;
    }
  }
  drafts.push({ words: [word], base: word.base, size: word.size });
}

function isScriptOf(script: Word, word: Word): boolean {
  return script.size < 0.9 * word.size &&
    overlap(word.y0 - 0.25 * word.size, word.y1 + 0.35 * word.size, script.y0, script.y1) >
      0.3 * (script.y1 - script.y0) &&
    -overlap(word.x0, word.x1, script.x0, script.x1) <= SCRIPT_GAP * word.size;
}

export function finish(words: readonly Word[], base: number, size: number): Row {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0);
  const letters = (some: readonly Word[]) => some.reduce((sum, word) => sum + word.text.length, 0);
  return {
    ...bounds(sorted)!,
    words: sorted,
    base,
    size,
    bold: letters(sorted.filter((word) => word.bold)) * 2 > letters(sorted),
  };
}

/** The font size that most letters have; 10 where there are none. */
export function commonSize(words: readonly Word[]): number {
  const letters = new Map<number, number>();
  let best = 10, most = 0;
  for (const word of words) {
    const size = Math.round(word.size * 2) / 2;
    const count = (letters.get(size) ?? 0) + word.text.length;
    letters.set(size, count);
    if (count > most) [best, most] = [size, count];
  }
  return best;
}

/** Splits a row wherever the gap is wider than `gap` font sizes. */
export function piecesOf(row: Row, gap: number): Row[] {
  const pieces: Word[][] = [];
  let end = -Infinity;
  for (const word of row.words) {
    if (word.x0 - end > gap * row.size || pieces.length === 0) pieces.push([word]);
    else pieces.at(-1)!.push(word);
    end = Math.max(end, word.x1);
  }
  return pieces.map((words) => finish(words, row.base, row.size));
}

/**
 * Words become phrases: what stands together on a line and is read as one. Dot leaders are left out.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Stroke } from "../../../documents/pdf/drawing.ts";
import type { Word } from "../../../documents/pdf/words.ts";

export interface Phrase extends Box {
  readonly text: string;
  readonly base: number;
  readonly size: number;
  readonly bold: boolean;
}

/** A gap wider than this many ems ends a phrase. */
const PHRASE_GAP = 1;
const LEADER = /^[.\u2026\u00b7]+$/;

export function isLeader(word: Pick<Word, "text">): boolean {
  return LEADER.test(word.text);
}

/** A phrase ends at boxes to tick and at walls. */
export function phrasesOf(words: readonly Word[], boxes: readonly Box[], walls: readonly Stroke[] = []): Phrase[] {
  const splits = [...boxes, ...walls.map(({ at, from, to }) => ({ x0: at, x1: at, y0: from, y1: to }))];
  const sorted = words.filter((word) => word.upright && !isLeader(word))
    .sort((a, b) => b.base - a.base);
  const lines: Word[][] = [];
  for (const word of sorted) {
    const line = lines.at(-1);
    if (line && Math.abs(line[0]!.base - word.base) <= 0.3 * Math.min(line[0]!.size, word.size)) line.push(word);
    else lines.push([word]);
  }
  return lines.flatMap((line) => splitLine(line.sort((a, b) => a.x0 - b.x0), splits));
}

function splitLine(line: readonly Word[], splits: readonly Box[]): Phrase[] {
  const phrases: Phrase[] = [];
  let run: Word[] = [];
  for (const word of line) {
    const last = run.at(-1);
    if (last && (word.x0 - last.x1 > PHRASE_GAP * Math.max(last.size, word.size) || divided(last, word, splits))) {
      phrases.push(phraseOf(run));
      run = [];
    }
    run.push(word);
  }
  if (run.length > 0) phrases.push(phraseOf(run));
  return phrases;
}

function divided(left: Word, right: Word, splits: readonly Box[]): boolean {
  const y = left.base + 0.3 * left.size;
  return splits.some((box) => box.x0 >= left.x1 - 2 && box.x1 <= right.x0 + 2 && box.y0 <= y && box.y1 >= y);
}

function phraseOf(words: readonly Word[]): Phrase {
  return {
    text: words.map((word) => word.text).join(" "),
    x0: words[0]!.x0,
    x1: Math.max(...words.map((word) => word.x1)),
    y0: Math.min(...words.map((word) => word.y0)),
    y1: Math.max(...words.map((word) => word.y1)),
    base: words[0]!.base,
    size: Math.max(...words.map((word) => word.size)),
    bold: words.every((word) => word.bold),
  };
}

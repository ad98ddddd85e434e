/**
 * What is printed beside a field and says what it is for.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Phrase } from "./text-lines.ts";

/** How far a label may be, in points: beside, above, below. */
const BESIDE = 90;
const ABOVE = 24;
const BELOW = 12;
const MAX_LENGTH = 120;

/** Right of the box on its line, else left of it; never beyond the next box. */
export function labelOfCheckBox(box: Box, phrases: readonly Phrase[], boxes: readonly Box[]): string {
  const middle = (box.y0 + box.y1) / 2;
  const onLine = phrases.filter((phrase) => phrase.y0 - 2 <= middle && phrase.y1 + 2 >= middle);
  const right = onLine.filter((phrase) => phrase.x0 >= box.x1 - 2 && phrase.x0 - box.x1 < 20)
    .sort((a, b) => a.x0 - b.x0)[0];
  if (right && !separated(box, right, boxes)) return clean(right.text);
  const left = onLine.filter((phrase) => phrase.x1 <= box.x0 + 2 && box.x0 - phrase.x1 < 2 * BESIDE)
    .sort((a, b) => b.x1 - a.x1)[0];
  return left ? clean(left.text) : "";
}

function separated(box: Box, phrase: Phrase, boxes: readonly Box[]): boolean {
  return boxes.some((other) =>
    other.x0 > box.x1 && other.x1 <= phrase.x0 + 2 && other.y0 < box.y1 && other.y1 > box.y0
  );
}

/** Left on the same line, above, below: the nearest, in this order of liking. */
export function labelOfText(field: Box, phrases: readonly Phrase[]): string {
  let best: { text: string; distance: number } | undefined;
  const consider = (phrase: Phrase, distance: number) => {
    if (!/\p{L}|\d/u.test(phrase.text)) return;
    if (!best || distance < best.distance) best = { text: phrase.text, distance };
  };
  for (const phrase of phrases) {
    const across = Math.min(phrase.x1, field.x1) - Math.max(phrase.x0, field.x0);
    const along = Math.min(phrase.y1, field.y1) - Math.max(phrase.y0, field.y0);
    if (along > 0.3 * (phrase.y1 - phrase.y0) && phrase.x1 <= field.x0 + 2) {
      const gap = field.x0 - phrase.x1;
      if (gap < BESIDE) consider(phrase, gap);
    }
    if (across > 0) {
      const above = phrase.y0 - field.y1, below = field.y0 - phrase.y1;
      if (above > -3 && above < ABOVE) consider(phrase, 4 + 2 * Math.max(0, above));
      else if (below > -3 && below < BELOW) consider(phrase, 14 + 3 * Math.max(0, below));
    }
  }
  return best ? clean(best.text) : "";
}

function clean(text: string): string {
  return text.replace(/[\s.:\u2026]+$/u, "").replace(/\s+/g, " ").slice(0, MAX_LENGTH).trim();
}

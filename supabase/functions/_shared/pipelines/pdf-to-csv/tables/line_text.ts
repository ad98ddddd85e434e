/**
 * The text of a line's words in the order in which they are read: the larger part of the bidirectional algorithm
 * (Unicode Standard Annex 9), from how words stand back to what was written.
 *
 * @module
 */
import { overlap } from "../../../documents/pdf/geometry.ts";
import { isRightToLeft, type Word } from "../../../documents/pdf/words.ts";

/** Words that touch are one word, whatever the order in which they were drawn. */
const TOUCHING = 0.16;

/** @param words from left to right */
export function lineText(words: readonly Word[]): string {
  let text = "";
  let before: Word | undefined;
  for (const word of inReadingOrder(words)) {
    const gap = before ? -overlap(before.x0, before.x1, word.x0, word.x1) : 0;
    if (before && gap > TOUCHING * Math.max(before.size, word.size)) text += " ";
    text += word.text;
    before = word;
  }
  return text;
}

type Direction = "left" | "right" | "number" | "none";

function directionOf({ text }: Word): Direction {
  if (isRightToLeft(text)) return "left";
  return /\p{L}/u.test(text) ? "right" : /\p{N}/u.test(text) ? "number" : "none";
}

function inReadingOrder(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ text }) => isRightToLeft(text))) return words;
  const towards = words.map(directionOf);
  const leftwards = towards.filter((each) => each === "left").length;
  const rightwards = towards.filter((each) => each === "right").length;
  const isEnclosed = towards[0] === "right" && towards.at(-1) === "right";
  if (leftwards < rightwards || leftwards === rightwards && isEnclosed) return turned(words, towards, "left", "right");
  return turned(words, towards, "right", "left").toReversed();
}

/** Turns round what runs in one direction: from the first to the last such word between words of the other. */
function turned(words: readonly Word[], towards: readonly Direction[], own: Direction, other: Direction): Word[] {
  const result: Word[] = [];
  for (let i = 0; i < words.length;) {
    let end = i;
    if (towards[i] === own) {
      for (let j = i; j < words.length && towards[j] !== other; j++) {
        // A number behind a Latin word belongs to it.
        if (towards[j] === own || own === "right" && towards[j] === "number") end = j;
      }
    }
    result.push(...words.slice(i, end + 1).reverse());
    i = end + 1;
  }
  return result;
}

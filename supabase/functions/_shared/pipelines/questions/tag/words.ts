/**
 * How well a text's words fit the topics of the taxonomy.
 *
 * @module
 */
import { TAXONOMY } from "./taxonomy.ts";

export interface Fit {
  readonly subject: string;
  readonly topic: string;
  readonly score: number;
}

interface Topic {
  readonly subject: string;
  readonly topic: string;
  readonly words: readonly { readonly pattern: RegExp; readonly weight: number }[];
}

/** What a word counts that is used elsewhere, too. */
const WEAK = 0.4;

let topics: Topic[] | undefined;

/** Compiled when they are first needed. */
function compiled(): Topic[] {
  return topics ??= TAXONOMY.flatMap(({ name, topics }) =>
    Object.entries(topics).map(([topic, words]) => ({
      subject: name,
      topic,
      words: words.split(" ").map((word) => ({
        pattern: patternOf(word.replace("~", "")),
        weight: word.startsWith("~") ? WEAK : 1,
      })),
    }))
  );
}

/** Short words have to be whole, longer ones are beginnings. */
function patternOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll("_", "\\s+");
  const end = /^[\p{L}']{1,4}$/u.test(word) ? "(?:s|es)?(?!\\p{L})" : "";
  return new RegExp(`(?<!\\p{L})${escaped}${end}`, "giu");
}

/** Topics that some word of the text points to; further hits of the same word count less. */
export function fitsOf(text: string): Fit[] {
  const plain = text.normalize("NFC").replace(/multiple[- ]choice/giu, "");
  return compiled().flatMap(({ subject, topic, words }) => {
    const score = words.reduce(
      (sum, { pattern, weight }) => sum + weight * Math.log2(1 + (plain.match(pattern)?.length ?? 0)),
      0,
    );
    return score > 0 ? [{ subject, topic, score }] : [];
  });
}

/** Mathematics shows itself by its signs. */
export function signShare(text: string): number {
  const signs = text.match(/[=+×÷√∫∑^<>≤≥±∞π]|\d\s*[-−–*/x]\s*\d/g)?.length ?? 0;
  return Math.min(1, signs / Math.max(8, text.split(/\s+/).length / 3));
}

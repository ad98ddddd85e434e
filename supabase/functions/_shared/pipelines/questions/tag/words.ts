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
  readonly patterns: readonly RegExp[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll("_", "\\s+");

let topics: Topic[] | undefined;

/** Compiled when they are first needed. Short words have to be whole, longer ones are beginnings. */
function compiled(): Topic[] {
  return topics ??= TAXONOMY.flatMap(({ name, topics }) =>
    Object.entries(topics).map(([topic, words]) => ({
      subject: name,
      topic,
      patterns: words.split(" ").map((word) =>
        new RegExp(
          `(?<![\\p{L}])${escaped(word)}${/^[\p{L}']{1,4}$/u.test(word) ? "(?:s|es)?(?![\\p{L}])" : ""}`,
          "giu",
        )
      ),
    }))
  );
}

/** Topics that some word of the text points to; further hits of the same word count less. */
export function fitsOf(text: string): Fit[] {
  const plain = text.normalize("NFC");
  return compiled().flatMap(({ subject, topic, patterns }) => {
    const score = patterns.reduce((sum, pattern) => sum + Math.log2(1 + (plain.match(pattern)?.length ?? 0)), 0);
    return score > 0 ? [{ subject, topic, score }] : [];
  });
}

/** Mathematics shows itself by its signs. */
export function signShare(text: string): number {
  const signs = text.match(/[=+×÷√∫∑^<>≤≥±∞π]|\d\s*[-−–*/x]\s*\d/g)?.length ?? 0;
  return Math.min(1, signs / Math.max(8, text.split(/\s+/).length / 3));
}

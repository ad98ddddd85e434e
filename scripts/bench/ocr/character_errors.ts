/**
 * How far a text is from another: the least number of letters to be put in, left out or changed.
 *
 * @module
 */

/** A word and where it stands; y grows downwards. */
export interface PlacedWord {
  readonly text: string;
  readonly x: number;
  /** Of its baseline. */
  readonly y: number;
  readonly height: number;
}

/**
 * Line by line from the top, each from the left: whoever read the words, in whatever order, the same words give the same
 * text.
 */
export function textInOrder(words: readonly PlacedWord[]): string {
  const lines: { y: number; words: PlacedWord[] }[] = [];
  for (const word of [...words].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    if (line && word.y - line.y < 0.4 * word.height) line.words.push(word);
    else lines.push({ y: word.y, words: [word] });
  }
  const inLine = (line: readonly PlacedWord[]) =>
    [...line].sort((a, b) => a.x - b.x).map((word) => word.text).join(" ");
  return lines.map((line) => inLine(line.words)).join("\n");
}

/** Without what nobody means to read: kinds of quotation marks and dashes, dots that lead from a label to its number. */
export function plain(text: string): string {
  return text.normalize("NFKC").replace(/[‘’‚´`]/g, "'").replace(/[“”„]/g, '"').replace(/[‐‑‒–—−]/g, "-").replace(
    /(\.\s*){5,}/g,
    " ",
  )
    .replace(/\s+/g, " ").trim();
}

/** Levenshtein's distance, in two rows. */
export function distance(from: string, to: string): number {
  const a = [...from], b = [...to];
  let before = Uint32Array.from({ length: b.length + 1 }, (_, i) => i), row = new Uint32Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(row[j]! + 1, before[j + 1]! + 1, before[j]! + (a[i] === b[j] ? 0 : 1));
    }
    [before, row] = [row, before];
  }
  return before[b.length]!;
}

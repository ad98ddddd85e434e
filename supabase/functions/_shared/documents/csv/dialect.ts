/**
 * How a text parts its cells: found by trying, on the file's beginning, which delimiter gives rows of the same length.
 *
 * @module
 */
import { type Dialect, parseRecords } from "./records.ts";

/** How many characters {@link detectDialect} looks at. */
export const DIALECT_CHARACTERS = 64 * 1024;

const DELIMITERS = [",", ";", "\t", "|", ":", "~", "^", " "] as const;
const MOST_RECORDS = 300;

/**
 * @param head the text's beginning
 * @param isWhole true when that is all of it
 * @param delimiter what the user says it is
 */
export function detectDialect(head: string, isWhole: boolean, delimiter?: string): Dialect {
  const text = head.slice(0, DIALECT_CHARACTERS);
  const isEnd = isWhole && text.length === head.length;
  const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const candidates = (delimiter ? [delimiter] : DELIMITERS).filter((each) => text.includes(each)).flatMap((each) =>
    quotesFor(text, each).flatMap((quote) => {
      const plain: Dialect = { delimiter: each, quote, backslash: false, newline };
      const escapes = text.includes("\\" + each) || text.includes("\\" + quote);
      return escapes ? [plain, { ...plain, backslash: true }] : [plain];
    })
  );
  let best: Dialect = { delimiter: delimiter ?? ",", quote: '"', backslash: false, newline };
  let bestScore = 0;
  for (const candidate of candidates) {
    const score = judge(text, candidate, isEnd);
    // The first of equals stays: candidates stand in the order of how common they are.
    if (score > bestScore * 1.0001) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** A single quote counts only where cells begin and end with it. */
function quotesFor(text: string, delimiter: string): string[] {
  const double = text.includes('"');
  const single = text.includes(`'${delimiter}'`) || text.includes(`${delimiter}'`) && text.includes(`'${delimiter}`);
  return single && !double ? ["'", '"'] : ['"'];
}

/** The share of records of the most common length, weighted by how much that length says; 0 for a single column. */
function judge(text: string, dialect: Dialect, isEnd: boolean): number {
  const lengths = new Map<number, number>();
  let records = 0;
  const { strayQuotes } = parseRecords(text, dialect, {
    isEnd,
    most: MOST_RECORDS,
    take: (cells) => {
      if (cells.every((cell) => cell === "")) return;
      records++;
      lengths.set(cells.length, (lengths.get(cells.length) ?? 0) + 1);
    },
  });
  if (records === 0) return 0;
  const [length, amount] = [...lengths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]!;
  if (length < 2) return 0;
  const consistency = amount / records;
  const weight = dialect.delimiter === " " || dialect.delimiter === ":" ? 0.5 : 1;
  return weight * consistency ** 2 * (1 - 1 / length) * (1 - Math.min(0.5, strayQuotes / records));
}

/**
 * Delimited text to records, forgiving what people and programs get wrong.
 *
 * Made for reading in slices: it stops before a record that is not complete, and whether a record is complete depends on
 * the text from its beginning alone, so that cutting a file anywhere gives the same records. (Libraries that were tried
 * either keep their state inside or, at a quote out of place, swallow the lines up to the next one.)
 *
 * @module
 */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** True when a backslash takes the meaning from the character behind it. */
  readonly backslash: boolean;
  readonly newline: "\n" | "\r";
}

export interface ParseOptions {
  /** True when nothing follows the text. */
  readonly isEnd: boolean;
  /** Called with each record; a blank line is a record of one empty cell. */
  readonly take: (cells: string[]) => void;
  /** Stop after this many records. */
  readonly most?: number;
}

export interface Parsed {
  /** Characters of complete records. */
  readonly consumed: number;
  /** Quotes that were out of place and have been taken literally. */
  readonly strayQuotes: number;
}

/** A quoted cell is looked through this far for its end; what has none is no quoted cell. */
export const LONGEST_QUOTED = 1024 * 1024;

export function parseRecords(text: string, dialect: Dialect, { isEnd, take, most = Infinity }: ParseOptions): Parsed {
  const { delimiter, quote, backslash, newline } = dialect;
  let at = 0, strayQuotes = 0, taken = 0;
  let nextSpecial = nextOf(text, quote, backslash, 0);
  while (at < text.length && taken < most) {
    const found = text.indexOf(newline, at);
    if (found < 0 && !isEnd) break;
    const end = found < 0 ? text.length : found;
    if (nextSpecial < at) nextSpecial = nextOf(text, quote, backslash, at);
    if (nextSpecial >= end) {
      take(text.slice(at, withoutReturn(text, at, end)).split(delimiter));
      at = end + 1;
    } else {
      const record = scan(text, at, dialect, isEnd);
      if (!record) break;
      strayQuotes += record.strayQuotes;
      take(record.cells);
      at = record.end;
    }
    taken++;
  }
  return { consumed: Math.min(at, text.length), strayQuotes };
}

function nextOf(text: string, quote: string, backslash: boolean, from: number): number {
  const first = text.indexOf(quote, from);
  const second = backslash ? text.indexOf("\\", from) : -1;
  return Math.min(first < 0 ? Infinity : first, second < 0 ? Infinity : second);
}

const withoutReturn = (text: string, start: number, end: number): number =>
  end > start && text[end - 1] === "\r" ? end - 1 : end;

interface Scanned {
  readonly cells: string[];
  /** Where the next record begins. */
  readonly end: number;
  readonly strayQuotes: number;
}

/** One record with quotes or backslashes; undefined when the text may stop in the midst of it. */
function scan(text: string, start: number, dialect: Dialect, isEnd: boolean): Scanned | undefined {
  const cells: string[] = [];
  let at = start, strayQuotes = 0;
  for (;;) {
    const quoted = quotedAt(text, at, dialect, isEnd);
    if (quoted === "unknown") return undefined;
    const plainStart = quoted ? quoted.end : at;
    const plainEnd = endOfPlain(text, plainStart, dialect);
    if (plainEnd === text.length && !isEnd) return undefined;
    const isLast = text[plainEnd] !== dialect.delimiter;
    const plain = text.slice(plainStart, isLast ? withoutReturn(text, plainStart, plainEnd) : plainEnd);
    cells.push(quoted ? quoted.value + plain.trimEnd() : unescaped(plain, dialect));
    strayQuotes += quoted?.stray ?? 0;
    at = plainEnd + 1;
    if (isLast) return { cells, end: at, strayQuotes };
  }
}

interface Quoted {
  readonly value: string;
  /** Where the text behind the closing quote begins. */
  readonly end: number;
  readonly stray: number;
}

function quotedAt(text: string, at: number, dialect: Dialect, isEnd: boolean): Quoted | "unknown" | undefined {
  let opening = at;
  while (text[opening] === " " && dialect.delimiter !== " ") opening++;
  if (text[opening] !== dialect.quote) return undefined;
  const closing = closingQuote(text, opening + 1, dialect, isEnd);
  if (closing === "unknown") return "unknown";
  if (closing === undefined) return undefined;
  const value = unescaped(text.slice(opening + 1, closing.at), dialect);
  return {
    value: closing.stray ? value : value.replaceAll(dialect.quote + dialect.quote, dialect.quote),
    end: closing.at + 1,
    stray: closing.stray,
  };
}

/**
 * The quote that ends a quoted cell: one with a delimiter or a line end behind it. A quote with something else behind it
 * is out of place; then the cell ends in the same line, at the last quote that can end it or else at that one.
 */
function closingQuote(
  text: string,
  from: number,
  { delimiter, quote, backslash, newline }: Dialect,
  isEnd: boolean,
): { at: number; stray: number } | "unknown" | undefined {
  const limit = from + LONGEST_QUOTED;
  let firstStray = -1, lineEnd = Infinity;
  for (let at = text.indexOf(quote, from); at >= 0 && at <= limit && at < lineEnd; at = text.indexOf(quote, at + 1)) {
    if (backslash && isEscaped(text, at)) continue;
    let behind = at + 1;
    const isDoubled = text[behind] === quote;
    if (isDoubled && firstStray < 0) {
      at++;
      continue;
    }
    while (text[behind] === " " && delimiter !== " ") behind++;
    if (behind === text.length && !isEnd) return "unknown";
    const next = text[behind];
    if (next === undefined || next === delimiter || next === newline || next === "\r") {
      return { at, stray: firstStray < 0 ? 0 : 1 };
    }
    if (firstStray >= 0) continue;
    firstStray = at;
    lineEnd = text.indexOf(newline, at);
    if (lineEnd < 0) {
      if (!isEnd) return "unknown";
      lineEnd = text.length;
    }
  }
  if (firstStray >= 0) return { at: firstStray, stray: 1 };
  return isEnd || text.length > limit ? undefined : "unknown";
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") before--;
  return (at - before) % 2 === 1;
}

function endOfPlain(text: string, from: number, { delimiter, newline, backslash }: Dialect): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (backslash && character === "\\") at++;
    else if (character === delimiter || character === newline) return at;
  }
  return text.length;
}

function unescaped(text: string, { backslash, delimiter, quote }: Dialect): string {
  if (!backslash || !text.includes("\\")) return text;
  return text.replaceAll(
    /\\(.)/gs,
    (whole, character) => character === delimiter || character === quote || character === "\\" ? character : whole,
  );
}

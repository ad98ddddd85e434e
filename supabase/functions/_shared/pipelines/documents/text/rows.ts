/**
 * Words become rows, and rows have cells: what stands together, apart from what stands beside it.
 *
 * @module
 */
import { bounds, type Box } from "../../../documents/pdf/geometry.ts";
import { fold } from "./fold.ts";
import type { TextPage, TextWord } from "./page.ts";

/** A run of words without a wide gap. */
export interface Cell extends Box {
  /** Indices of its words in the row: first, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

export interface Row extends Box {
  readonly page: number;
  /** Its place among the document's rows. */
  readonly index: number;
  readonly words: readonly TextWord[];
  readonly cells: readonly Cell[];
  readonly size: number;
  readonly bold: boolean;
  /** Words parted by blanks, cells by tabs. */
  readonly text: string;
  /** The same, folded. */
  readonly folded: string;
  /** Where each word begins in `text` and in `folded`. */
  readonly starts: readonly number[];
  readonly foldedStarts: readonly number[];
}

/** Gaps that part cells, in font sizes. */
const CELL_GAP = 1.1;
const SAME_ROW = 0.45;
const MOST_WORDS = 200;

/** The rows of all pages, from top to bottom. */
export function rowsOf(pages: readonly TextPage[]): Row[] {
  const rows: Row[] = [];
  for (const page of pages) {
    for (const words of groupRows(page.words)) rows.push(buildRow(words, page.number, rows.length));
  }
  return rows;
}

function groupRows(words: readonly TextWord[]): TextWord[][] {
  const sorted = [...words].sort((a, b) => middle(b) - middle(a) || a.x0 - b.x0);
  const rows: { words: TextWord[]; y: number; height: number }[] = [];
  for (const word of sorted) {
    const height = word.y1 - word.y0, y = middle(word);
    const row = rows.at(-1);
    if (
      row && row.words.length < MOST_WORDS &&
      Math.abs(row.y - y) <= SAME_ROW * Math.min(Math.max(row.height, 1), Math.max(height, 1))
    ) {
      row.words.push(word);
      row.y += (y - row.y) / row.words.length;
      row.height = Math.max(row.height, height);
    } else {
      rows.push({ words: [word], y, height });
    }
  }
  return rows.map((row) => row.words.sort((a, b) => a.x0 - b.x0));
}

const middle = (box: Box): number => (box.y0 + box.y1) / 2;

function buildRow(given: readonly TextWord[], page: number, index: number): Row {
  const words = joinLetters(given);
  const size = Math.max(...words.map((word) => word.size));
  const cells: Cell[] = [];
  const starts: number[] = [], foldedStarts: number[] = [];
  let text = "", folded = "", from = 0;
  words.forEach((word, i) => {
    const before = words[i - 1];
    if (before) {
      const parted = word.x0 - before.x1 > CELL_GAP * Math.max(before.size, word.size);
      if (parted) {
        cells.push(cellOf(words, from, i));
        from = i;
      }
      text += parted ? "\t" : " ";
      folded += parted ? "\t" : " ";
    }
    starts.push(text.length);
    foldedStarts.push(folded.length);
    text += word.text;
    folded += fold(word.text);
  });
  cells.push(cellOf(words, from, words.length));
  const box = bounds(words)!;
  return {
    ...box,
    page,
    index,
    words,
    cells,
    size,
    bold: words.every((word) => word.bold),
    text,
    folded,
    starts,
    foldedStarts,
  };
}

function cellOf(words: readonly TextWord[], from: number, to: number): Cell {
  return { ...bounds(words.slice(from, to))!, from, to };
}

/** `R E C H N U N G` is one word. */
function joinLetters(words: readonly TextWord[]): TextWord[] {
  const joined: TextWord[] = [];
  for (let i = 0; i < words.length;) {
    let end = i;
    while (end < words.length && isLetter(words[end]!) && (end === i || near(words[end - 1]!, words[end]!))) end++;
    if (end - i >= 4) {
      const run = words.slice(i, end);
      joined.push({ ...run[0]!, ...bounds(run)!, text: run.map((word) => word.text).join("") });
      i = end;
    } else {
      joined.push(words[i++]!);
    }
  }
  return joined;
}

const isLetter = (word: TextWord): boolean => /^\p{Lu}$/u.test(word.text);
const near = (a: TextWord, b: TextWord): boolean => b.x0 - a.x1 < 1.2 * a.size;

/** The words of a row that cover `[start, end)` of its text. */
export function wordsAt(starts: readonly number[], start: number, end: number): { from: number; to: number } {
  let from = 0;
  while (from + 1 < starts.length && starts[from + 1]! <= start) from++;
  let to = from + 1;
  while (to < starts.length && starts[to]! < end) to++;
  return { from, to };
}

/** The cell that holds the word at `index`. */
export function cellAt(row: Row, index: number): Cell {
  return row.cells.find((cell) => index < cell.to) ?? row.cells.at(-1)!;
}

export function textOf(row: Row, from: number, to: number): string {
  return row.words.slice(from, to).map((word) => word.text).join(" ");
}

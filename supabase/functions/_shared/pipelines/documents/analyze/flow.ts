/**
 * Rows as running text, for what is said in sentences.
 *
 * @module
 */
import type { Place } from "../result.ts";
import type { Row } from "../text/rows.ts";
import type { Reading } from "./reading.ts";
import { NOWHERE, placeAround } from "./value.ts";

export interface Flow {
  readonly text: string;
  /** Where each word begins, with its row. */
  readonly words: readonly { readonly start: number; readonly row: Row; readonly index: number }[];
}

/** A word that is parted at a line's end is put together again. */
export function flowOf(rows: readonly Row[]): Flow {
  const words: { start: number; row: Row; index: number }[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const row of rows) {
    row.words.forEach(({ text }, index) => {
      const before = parts.at(-1);
      if (before !== undefined && index === 0 && /\p{Ll}[-‐]$/u.test(before) && /^\p{Ll}/u.test(text)) {
        parts[parts.length - 1] = before.slice(0, -1);
        length--;
      } else if (before !== undefined) {
        parts.push(" ");
        length++;
      }
      words.push({ start: length, row, index });
      parts.push(text);
      length += text.length;
    });
  }
  return { text: parts.join(""), words };
}

/** Where a piece of the text stands. */
export function placeInFlow(reading: Pick<Reading, "pages">, flow: Flow, start: number, end: number): Place {
  const first = flow.words.findLastIndex((word) => word.start <= start);
  const covered = flow.words.slice(Math.max(0, first)).filter((word) => word.start < end);
  if (covered.length === 0) return NOWHERE;
  return placeAround(reading, covered.map(({ row, index }) => ({ row, from: index, to: index + 1 })));
}

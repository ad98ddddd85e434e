/**
 * A document's title: what is set largest in the upper part of its first page.
 *
 * @module
 */
import { lineOf } from "./blocks.ts";
import { type Fields, linesValue } from "./fields.ts";
import type { Reading } from "./reading.ts";

const MOST_LINES = 4;

export function titleOf(reading: Reading, confidence: number): Fields {
  const first = reading.pages[0];
  if (!first) return {};
  const limit = first.view.y1 - Math.min(0.6 * (first.view.y1 - first.view.y0), 500);
  const rows = reading.rows.filter((row) => row.page === first.number && row.y0 > limit && /\p{L}{3}/u.test(row.text));
  const size = Math.max(0, ...rows.map((row) => row.size));
  const body = median(reading.rows.filter((row) => row.page === first.number).map((row) => row.size));
  const stands = size > 1.1 * body
    ? rows.filter((row) => row.size >= 0.93 * size)
    : [rows.find((row) => row.bold) ?? rows.find((row) => row.text.toUpperCase() === row.text) ?? rows[0]].filter((
      row,
    ) => row !== undefined);
  const lines = stands.slice(0, MOST_LINES).filter((row, i, all) => i === 0 || row.index - all[i - 1]!.index === 1)
    .map((row) => lineOf(row, { ...row, from: 0, to: row.words.length }));
  return lines.length > 0
    ? { title: linesValue(reading, lines, " ", size > 1.1 * body ? confidence : 0.6 * confidence) }
    : {};
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/**
 * Values as the result tells them: with their place in the document.
 *
 * @module
 */
import { bounds, type Box } from "../../../documents/pdf/geometry.ts";
import { turnBox } from "../../../documents/pdf/turn.ts";
import type { FieldValue, Place, Scalar } from "../result.ts";
import type { TextPage, TextWord } from "../text/page.ts";
import type { Row } from "../text/rows.ts";
import type { Candidate } from "./candidate.ts";

interface Pages {
  readonly pages: readonly TextPage[];
}

/** Where words of a row stand, in the page's own space; for text without pages, in the text. */
export function placeOf({ pages }: Pages, row: Row, from: number, to: number): Place {
  const words = row.words.slice(from, to);
  const span = spanOf(words);
  if (span) return { page: null, bbox: null, span };
  const turns = pages.find((page) => page.number === row.page)?.turns ?? 0;
  return { page: row.page, bbox: corners(turnBox(bounds(words)!, -turns)), span: null };
}

/** One place around several rows of one page. */
export function placeAround(reading: Pages, parts: readonly { row: Row; from: number; to: number }[]): Place {
  const first = parts[0];
  if (!first) return NOWHERE;
  const words = parts.filter(({ row }) => row.page === first.row.page).flatMap(({ row, from, to }) =>
    row.words.slice(from, to)
  );
  const span = spanOf(words);
  if (span) return { page: null, bbox: null, span };
  const turns = reading.pages.find((page) => page.number === first.row.page)?.turns ?? 0;
  return { page: first.row.page, bbox: corners(turnBox(bounds(words)!, -turns)), span: null };
}

export const NOWHERE: Place = { page: null, bbox: null, span: null };

function spanOf(words: readonly TextWord[]): [number, number] | undefined {
  const starts = words.flatMap((word) =>
    word.start === undefined ? [] : [[word.start, word.start + word.text.length] as const]
  );
  if (starts.length === 0) return undefined;
  return [Math.min(...starts.map(([start]) => start)), Math.max(...starts.map(([, end]) => end))];
}

export function corners(box: Box): [number, number, number, number] {
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(box.x0), round(box.y0), round(box.x1), round(box.y1)];
}

/** Words that were recognised badly make a value less sure. */
export function fieldValue(
  reading: Pages,
  found: Candidate,
  confidence: number,
  value: Scalar = found.value,
): FieldValue {
  const words = found.row.words.slice(found.from, found.to);
  const legible = Math.min(1, ...words.map((word) => word.confidence ?? 1));
  return {
    value,
    text: found.text,
    ...placeOf(reading, found.row, found.from, found.to),
    confidence: rounded(confidence * (0.5 + 0.5 * legible)),
    method: "offline",
  };
}

export const rounded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;

/**
 * A text cut where what was found in it begins and ends.
 *
 * @module
 */
import type { Placed } from "./places.ts";

export interface Piece {
  readonly text: string;
  /** Undefined for what lies between. */
  readonly placed?: Placed;
}

/** Of two that overlap the one that is selected is shown, else the one that begins first. */
export function piecesOf(text: string, places: readonly Placed[], selected: string | undefined): Piece[] {
  const spans = places.flatMap((placed) => {
    const [start, end] = placed.place.span ?? [0, 0];
    return start >= 0 && end > start && end <= text.length ? [{ start, end, placed }] : [];
  });
  const first = spans.find(({ placed }) => placed.id === selected);
  const shown = first ? [first] : [];
  for (const span of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (shown.every(({ start, end }) => span.end <= start || span.start >= end)) shown.push(span);
  }
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, placed } of shown.sort((a, b) => a.start - b.start)) {
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), placed });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

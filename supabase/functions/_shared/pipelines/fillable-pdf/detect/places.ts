/**
 * A place for text, and what is around it on the page.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Paper } from "./paper.ts";
import type { Phrase } from "./text_lines.ts";

export interface TextPlace extends Box {
  readonly confidence: number;
  /** What is printed in its own cell. */
  readonly label?: string;
  /** The number of character cells. */
  readonly comb?: number;
}

export interface Surroundings {
  readonly paper: Paper;
  readonly phrases: readonly Phrase[];
  readonly checkBoxes: readonly Box[];
  /** What takes up room beside phrases: boxes to tick, dot leaders. */
  readonly obstacles: readonly Box[];
  readonly view: Box;
  /** The size of most of the text. */
  readonly textSize: number;
  /** The height that a line of writing takes. */
  readonly line: number;
}

/** The least height to write in. */
export const MIN_HEIGHT = 6.5;

/** How far two boxes overlap across; negative when there is a gap between them. */
export function across(a: Pick<Box, "x0" | "x1">, b: Pick<Box, "x0" | "x1">): number {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
}

/** Marks at equal distances part the characters of a comb. */
export function combOf(cell: { x0: number; x1: number; marks: readonly number[] }): { comb?: number } {
  const count = cell.marks.length + 1;
  if (count < 3) return {};
  const width = (cell.x1 - cell.x0) / count;
  const even = cell.marks.every((x, i) => Math.abs(x - (cell.x0 + (i + 1) * width)) < 0.25 * width);
  return even ? { comb: count } : {};
}

/** The words among what is printed in a cell, as read. */
export function labelIn(content: readonly Box[], { phrases }: Surroundings): { label?: string } {
  const words = phrases.filter((phrase) => content.includes(phrase))
    .sort((a, b) => Math.abs(a.base - b.base) > 2 ? b.base - a.base : a.x0 - b.x0);
  return words.length > 0 ? { label: words.map((phrase) => phrase.text).join(" ") } : {};
}

/** Strokes are drawn half inside. */
export function inset({ x0, y0, x1, y1 }: Box): Box {
  return { x0: x0 + 0.5, y0: y0 + 0.5, x1: x1 - 0.5, y1: y1 - 0.5 };
}

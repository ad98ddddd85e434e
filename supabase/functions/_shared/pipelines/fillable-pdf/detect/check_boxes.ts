/**
 * Boxes and circles to tick: small empty squares and circles, however they are drawn, and glyphs of them.
 *
 * @module
 */
import type { FormPage } from "../../../documents/pdf/form_page.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Cell } from "./cells.ts";
import type { Paper } from "./paper.ts";

export interface CheckBox extends Box {
  readonly round: boolean;
}

const MIN_SIDE = 4.5;
const MAX_SIDE = 19;
/** Sides of a square differ by less than this share. */
const SQUARENESS = 0.3;

export function checkBoxesOf(page: FormPage, paper: Paper, cells: readonly Cell[]): CheckBox[] {
  const found: CheckBox[] = [];
  const candidates: CheckBox[] = [
    ...page.ticks,
    ...page.drawing.shapes
      .filter((shape) => shape.stroked || shape.fill === null || isLight(shape.fill))
      .map((shape) => ({ ...box(shape), round: shape.kind === "round" })),
    ...cells.filter((cell) => cell.ceiling && cell.walls === 2 && !cell.frame && cell.marks.length === 0)
      .map((cell) => ({ ...box(cell), round: false })),
  ];
  for (const candidate of candidates) {
    if (!isTickSize(candidate)) continue;
    const x = (candidate.x0 + candidate.x1) / 2, y = (candidate.y0 + candidate.y1) / 2;
    if (!paper.writableAt(x, y) || page.words.some((word) => overlaps(word, candidate))) continue;
    if (found.some((other) => overlaps(other, candidate))) continue;
    found.push(candidate);
  }
  return found;
}

function isTickSize({ x0, x1, y0, y1 }: Box): boolean {
  const width = x1 - x0, height = y1 - y0;
  return Math.min(width, height) >= MIN_SIDE && Math.max(width, height) <= MAX_SIDE &&
    Math.abs(width - height) <= SQUARENESS * Math.max(width, height);
}

function isLight(fill: string): boolean {
  return /^#[c-f].[c-f].[c-f]./i.test(fill);
}

function overlaps(a: Box, b: Box): boolean {
  const slack = 1;
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > slack && Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > slack;
}

const box = ({ x0, y0, x1, y1 }: Box): Box => ({ x0, y0, x1, y1 });

/**
 * What lies under a place on the page: the colour that is seen there, and the edges where colours meet.
 *
 * @module
 */
import type { Drawing, Shape, Stroke } from "../../../documents/pdf/drawing.ts";
import { joinStrokes } from "../../../documents/pdf/drawing.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";

const PAPER = "#ffffff";
/** Nobody writes upon anything darker than this luminance (0 to 1). */
const WRITABLE = 0.8;
/** Smaller coloured things are bullets and ornaments. */
const MIN_SIDE = 5;

export interface Paper {
  readonly horizontal: readonly Stroke[];
  readonly vertical: readonly Stroke[];
  /** Whether one could write at this point. */
  writableAt(x: number, y: number): boolean;
}

/** Adds to the strokes of a drawing the edges of areas whose colour is not that of what they lie upon. */
export function paperOf(drawing: Drawing): Paper {
  const fills = drawing.shapes.filter((shape) => shape.fill !== null && shape.kind === "rectangle");
  const edged: Shape[] = [];
  for (const [order, shape] of fills.entries()) {
    if (shape.x1 - shape.x0 < MIN_SIDE || shape.y1 - shape.y0 < MIN_SIDE) continue;
    const below = colourAt(fills, order, (shape.x0 + shape.x1) / 2, (shape.y0 + shape.y1) / 2);
    if (below !== shape.fill && shape.fill !== "pattern") edged.push(shape);
  }
  const flat = (stroke: Stroke) => ({ at: stroke.at, from: stroke.from, to: stroke.to });
  const solid = (strokes: readonly Stroke[]) => strokes.filter((stroke) => !stroke.dashed).map(flat);
  const dashed = (strokes: readonly Stroke[]) => strokes.filter((stroke) => stroke.dashed);
  const rows = edged.flatMap(({ x0, x1, y0, y1 }) => [y0, y1].map((at) => ({ at, from: x0, to: x1 })));
  const columns = edged.flatMap(({ x0, x1, y0, y1 }) => [x0, x1].map((at) => ({ at, from: y0, to: y1 })));
  return {
    horizontal: [...joinStrokes([...solid(drawing.horizontal), ...rows]), ...dashed(drawing.horizontal)],
    vertical: [...joinStrokes([...solid(drawing.vertical), ...columns]), ...dashed(drawing.vertical)],
    writableAt: (x, y) => luminance(colourAt(fills, fills.length, x, y)) >= WRITABLE,
  };
}

/** The colour seen at a point when only the first `count` areas have been painted. */
function colourAt(fills: readonly Shape[], count: number, x: number, y: number): string {
  for (let i = count - 1; i >= 0; i--) if (contains(fills[i]!, x, y)) return fills[i]!.fill!;
  return PAPER;
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

function luminance(colour: string): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (!hex) return 0;
  const [r, g, b] = hex.slice(1).map((part) => parseInt(part, 16) / 255) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

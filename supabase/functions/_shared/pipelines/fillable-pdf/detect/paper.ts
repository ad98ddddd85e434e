/**
 * What lies under a place on the page: the colour that is seen there, and the edges where colours meet.
 *
 * @module
 */
import { type Drawing, joinStrokes, type Stroke } from "../../../documents/pdf/drawing.ts";

const PAPER = "#ffffff";
/** Nobody writes upon anything darker than this luminance (0 to 1). */
const WRITABLE = 0.8;
/** Where white areas are painted upon a colour, it is only they that are to be written upon. */
const WHITE = 0.985;
const MIN_WHITE_AREAS = 4;
/** Smaller coloured things are bullets and ornaments. */
const MIN_SIDE = 5;
/** An edge is seen where the colours differ this far on either side of it, and looked at this often. */
const ASIDE = 0.6;
const SAMPLE = 6;
/** With more areas than this their edges say nothing: it is a picture. */
const MAX_AREAS = 1_200;

export interface Paper {
  readonly horizontal: readonly Stroke[];
  readonly vertical: readonly Stroke[];
  /** The horizontal strokes that are drawn, without the edges of areas. */
  readonly drawn: readonly Stroke[];
  /** Whether one could write at this point. */
  writableAt(x: number, y: number): boolean;
}

/** Adds to the strokes of a drawing the edges of areas that are seen: with another colour on their other side. */
export function paperOf(drawing: Drawing): Paper {
  const fills = drawing.shapes.filter((shape) => shape.fill !== null && shape.kind === "rectangle");
  const large = fills.filter((shape) => Math.min(shape.x1 - shape.x0, shape.y1 - shape.y0) >= MIN_SIDE);
  const areas = large.length > MAX_AREAS ? [] : large;
  const colourAt = (x: number, y: number): string => {
    for (let i = areas.length - 1; i >= 0; i--) {
      const area = areas[i]!;
      if (x >= area.x0 && x <= area.x1 && y >= area.y0 && y <= area.y1) return area.fill!;
    }
    return PAPER;
  };
  const rows = areas.flatMap(({ x0, x1, y0, y1 }) =>
    [y0, y1].flatMap((at) => seen(at, x0, x1, (x) => colourAt(x, at - ASIDE) !== colourAt(x, at + ASIDE)))
  );
  const columns = areas.flatMap(({ x0, x1, y0, y1 }) =>
    [x0, x1].flatMap((at) => seen(at, y0, y1, (y) => colourAt(at - ASIDE, y) !== colourAt(at + ASIDE, y)))
  );
  const onColour = areas.filter((area, order) =>
    area.fill === PAPER &&
    areas.slice(0, order).some((below) =>
      below.fill !== PAPER && luminance(below.fill!) >= WRITABLE && below.x0 <= area.x0 && below.x1 >= area.x1 &&
      below.y0 <= area.y0 && below.y1 >= area.y1
    )
  );
  const least = onColour.length >= MIN_WHITE_AREAS ? WHITE : WRITABLE;
  return {
    drawn: drawing.horizontal,
    horizontal: withEdges(drawing.horizontal, rows),
    vertical: withEdges(drawing.vertical, columns),
    writableAt: (x, y) => luminance(colourAt(x, y)) >= least,
  };
}

type Piece = Pick<Stroke, "at" | "from" | "to">;

/** The pieces of an edge where `differs` holds. */
function seen(at: number, from: number, to: number, differs: (along: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  const count = Math.max(1, Math.round((to - from) / SAMPLE)), length = (to - from) / count;
  for (let i = 0; i < count; i++) {
    const start = from + i * length;
    if (!differs(start + length / 2)) continue;
    const last = pieces.at(-1);
    if (last && Math.abs(last.to - start) < 0.01) pieces[pieces.length - 1] = { ...last, to: start + length };
    else pieces.push({ at, from: start, to: start + length });
  }
  return pieces;
}

function withEdges(strokes: readonly Stroke[], edges: readonly Piece[]): Stroke[] {
  const solid = strokes.filter((stroke) => !stroke.dashed).map(({ at, from, to }) => ({ at, from, to }));
  return [...joinStrokes([...solid, ...edges]), ...strokes.filter((stroke) => stroke.dashed)];
}

function luminance(colour: string): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (!hex) return 0;
  const [r, g, b] = hex.slice(1).map((part) => parseInt(part, 16) / 255) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

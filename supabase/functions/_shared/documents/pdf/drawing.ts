/**
 * What is painted on a page, kept as it was painted: straight strokes, rectangles and round shapes in paint order.
 * Unlike {@link ./vectors.ts} nothing is left out because a table would not be drawn with it: small squares, circles,
 * short ticks and white areas are what forms are made of.
 *
 * @module
 */
import type { PaintedPath } from "./content.ts";
import { type Box, intersection } from "./geometry.ts";

/** A straight stroke along x (horizontal) or y (vertical) from `from` to `to`, at `at` on the other axis. */
export interface Stroke {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** True when it was put together from dots or dashes. */
  readonly dashed: boolean;
}

/** A closed shape. `fill` is `#rrggbb`, `pattern`, or null when it is only outlined. */
export interface Shape extends Box {
  readonly kind: "rectangle" | "round";
  readonly fill: string | null;
  readonly stroked: boolean;
}

export interface Drawing {
  readonly horizontal: readonly Stroke[];
  readonly vertical: readonly Stroke[];
  /** In paint order: the last that covers a point is what is seen there. */
  readonly shapes: readonly Shape[];
}

/** A filled rectangle thinner than this is a stroke. */
const STROKE_THICKNESS = 2.5;
/** Beyond these a page is a drawing or a map, not a form. */
const MAX_NUMBERS = 300_000;
const MAX_STROKES = 3_000;
const MAX_SHAPES = 3_000;
const MIN_TICK = 2.5;
const THIN = 0.2;
const SIDE_SHARE = 0.6, SQUARE_SIDE_SHARE = 0.3;

/** The colour of what nothing is painted upon. */
const PAPER = "#ffffff";
/** A ring that is no thicker is an outline; that of a round one is thinner than a letter's. */
const OUTLINE = { rectangle: 2, round: 0.8 };
/** A path of more parts is text or a picture. */
const MAX_PARTS = 60;

interface Piece {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly dashed?: boolean;
}

export class DrawingCollector {
  readonly #horizontal: Piece[] = [];
  readonly #vertical: Piece[] = [];
  readonly #shapes: Shape[] = [];
  #numbers = 0;

  /** @param dashed whether the path is stroked with a dash pattern */
  add(path: PaintedPath, dashed = false): void {
    const { data, matrix: m } = path;
    this.#numbers += data.length;
    if (this.#numbers > MAX_NUMBERS) return;
    const first = this.#shapes.length;
    let points: number[] = [], curves = 0, closed = false;
    const flush = () => {
      if (points.length >= 4) this.#subpath(points, curves, closed, path, dashed);
      points = [];
      curves = 0;
      closed = false;
    };
    const point = (x: number, y: number) => points.push(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]);
    for (let i = 0; i < data.length;) {
      const code = data[i++];
      if (code === 0) {
        flush();
        point(data[i++]!, data[i++]!);
      } else if (code === 1) {
        point(data[i++]!, data[i++]!);
      } else if (code === 2 || code === 3) {
        i += code === 2 ? 4 : 2;
        point(data[i++]!, data[i++]!);
        curves++;
      } else {
        closed = true;
        flush();
      }
    }
    flush();
    if (path.filled && !path.stroked && this.#shapes.length > first + 1) this.#openRings(first, path);
  }

  /** What lies in another part of the same filled path is a hole in it; around a hole, what is thin is an outline. */
  #openRings(first: number, path: PaintedPath): void {
    const shapes = this.#shapes.splice(first);
    if (shapes.length > MAX_PARTS) return void this.#shapes.push(...shapes);
    const outers = shapes.filter((shape) => !shapes.some((other) => isInside(shape, other)));
    for (const outer of outers) {
      const holes = shapes.filter((shape) => isInside(shape, outer));
      const [hole, ...others] = holes;
      if (hole && others.length === 0 && ringOf(outer, hole) <= OUTLINE[outer.kind]) {
        this.#shape(middleOf(outer, hole), outer.kind, { ...path, filled: false, stroked: true });
      } else this.#shapes.push(outer, ...holes.map((each) => ({ ...each, fill: PAPER })));
    }
  }

  #subpath(p: readonly number[], curves: number, closed: boolean, path: PaintedPath, dashed: boolean): void {
    const box = boundsOf(p);
    const visible = intersection(box, path.clip);
    if (!visible) return;
    if (p.length > 8 && (closed || path.filled) && hasFourSides(p, box, curves)) {
      return this.#shape(visible, "rectangle", path);
    }
    if (curves > 0) {
      if (isRound(box, curves)) this.#shape(visible, "round", path);
      return;
    }
    if (isRectangle(p, closed || path.filled)) {
      const width = visible.x1 - visible.x0, height = visible.y1 - visible.y0;
      if (Math.min(width, height) >= STROKE_THICKNESS) return this.#shape(visible, "rectangle", path);
      return this.#stroke(visible, width >= height);
    }
    if (!path.stroked && !isThin(p, box)) return;
    for (let i = 0; i + 3 < p.length; i += 2) this.#line(p[i]!, p[i + 1]!, p[i + 2]!, p[i + 3]!, path, dashed);
    if (closed && p.length > 4) this.#line(p[p.length - 2]!, p[p.length - 1]!, p[0]!, p[1]!, path, dashed);
  }

  #line(x0: number, y0: number, x1: number, y1: number, path: PaintedPath, dashed: boolean): void {
    const dx = Math.abs(x1 - x0), dy = Math.abs(y1 - y0);
    if (Math.min(dx, dy) > 0.01 * Math.max(dx, dy) + 0.3) return;
    const visible = intersection(boundsOf([x0, y0, x1, y1]), path.clip);
    if (!visible) return;
    // A stroke as thick as it is high is a bar: it covers what lies under it.
    if (path.lineWidth > 5) {
      const half = path.lineWidth / 2;
      const bar = dx > dy
        ? { ...visible, y0: visible.y0 - half, y1: visible.y1 + half }
        : { ...visible, x0: visible.x0 - half, x1: visible.x1 + half };
      if (this.#shapes.length < MAX_SHAPES) {
        this.#shapes.push({ ...bar, kind: "rectangle", fill: "pattern", stroked: false });
      }
      return;
    }
    this.#stroke(visible, dx >= dy, dashed);
  }

  #shape(box: Box, kind: Shape["kind"], path: PaintedPath): void {
    if (this.#shapes.length >= MAX_SHAPES) return;
    this.#shapes.push({ ...box, kind, fill: path.filled ? path.fill : null, stroked: path.stroked });
    if (kind !== "rectangle" || !path.stroked) return;
    this.#stroke({ ...box, y0: box.y1 }, true);
    this.#stroke({ ...box, y1: box.y0 }, true);
    this.#stroke({ ...box, x1: box.x0 }, false);
    this.#stroke({ ...box, x0: box.x1 }, false);
  }

  #stroke(box: Box, horizontal: boolean, dashed = false): void {
    if (horizontal) this.#horizontal.push({ at: (box.y0 + box.y1) / 2, from: box.x0, to: box.x1, dashed });
    else this.#vertical.push({ at: (box.x0 + box.x1) / 2, from: box.y0, to: box.y1, dashed });
  }

  finish(): Drawing {
    const horizontal = joinStrokes(this.#horizontal), vertical = joinStrokes(this.#vertical);
    if (this.#numbers > MAX_NUMBERS || horizontal.length + vertical.length > MAX_STROKES) {
      return { horizontal: [], vertical: [], shapes: [] };
    }
    return { horizontal, vertical, shapes: this.#shapes };
  }
}

function boundsOf(p: readonly number[]): Box {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (let i = 0; i + 1 < p.length; i += 2) {
    x0 = Math.min(x0, p[i]!);
    x1 = Math.max(x1, p[i]!);
    y0 = Math.min(y0, p[i + 1]!);
    y1 = Math.max(y1, p[i + 1]!);
  }
  return { x0, y0, x1, y1 };
}

function isInside(inner: Box, outer: Box): boolean {
  return inner.x0 > outer.x0 && inner.y0 > outer.y0 && inner.x1 < outer.x1 && inner.y1 < outer.y1;
}

/** The most that lies between the sides of two boxes. */
function ringOf(outer: Box, hole: Box): number {
  return Math.max(hole.x0 - outer.x0, hole.y0 - outer.y0, outer.x1 - hole.x1, outer.y1 - hole.y1);
}

function middleOf(a: Box, b: Box): Box {
  return { x0: (a.x0 + b.x0) / 2, y0: (a.y0 + b.y0) / 2, x1: (a.x1 + b.x1) / 2, y1: (a.y1 + b.y1) / 2 };
}

/** Bevels and frames are painted as polygons that cover little of their bounding box. */
function isThin(p: readonly number[], box: Box): boolean {
  let twice = 0;
  for (let i = 0; i + 1 < p.length; i += 2) {
    const j = (i + 2) % p.length;
    twice += p[i]! * p[j + 1]! - p[j]! * p[i + 1]!;
  }
  return Math.abs(twice) / 2 < THIN * (box.x1 - box.x0) * (box.y1 - box.y0);
}

/**
 * Rectangles with round or cut corners: most of each side of the bounding box is drawn. Round corners may take all of the
 * short sides, and of a small square so much of all that it is just no circle.
 */
function hasFourSides(p: readonly number[], box: Box, curves: number): boolean {
  const width = box.x1 - box.x0, height = box.y1 - box.y0;
  if (Math.min(width, height) < STROKE_THICKNESS) return false;
  let left = 0, right = 0, top = 0, bottom = 0;
  for (let i = 0; i + 1 < p.length; i += 2) {
    const j = (i + 2) % p.length;
    const xa = p[i]!, ya = p[i + 1]!, xb = p[j]!, yb = p[j + 1]!;
    const both = (a: number, b: number, side: number) => Math.abs(a - side) < 0.5 && Math.abs(b - side) < 0.5;
    if (both(xa, xb, box.x0)) left += Math.abs(yb - ya);
    if (both(xa, xb, box.x1)) right += Math.abs(yb - ya);
    if (both(ya, yb, box.y0)) bottom += Math.abs(xb - xa);
    if (both(ya, yb, box.y1)) top += Math.abs(xb - xa);
  }
  const upright = Math.min(left, right) / height, level = Math.min(top, bottom) / width;
  if (Math.min(upright, level) > SIDE_SHARE) return true;
  if (curves === 0) return false;
  if (isSquare(width, height)) return Math.min(upright, level) > SQUARE_SIDE_SHARE;
  return (width > height ? level : upright) > SIDE_SHARE;
}

/** Four arcs, or two halves, of a circle. */
function isRound(box: Box, curves: number): boolean {
  const width = box.x1 - box.x0, height = box.y1 - box.y0;
  return curves >= 2 && curves <= 8 && width > 4 && height > 4 && isSquare(width, height);
}

const isSquare = (width: number, height: number): boolean => Math.abs(width - height) <= 0.15 * width;

function isRectangle(p: readonly number[], closed: boolean): boolean {
  let count = p.length / 2;
  if (count === 5 && Math.abs(p[0]! - p[8]!) < 0.5 && Math.abs(p[1]! - p[9]!) < 0.5) count = 4;
  else if (!closed) return false;
  if (count !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    const dx = Math.abs(p[2 * i]! - p[2 * j]!), dy = Math.abs(p[2 * i + 1]! - p[2 * j + 1]!);
    if (Math.min(dx, dy) > 0.3) return false;
  }
  return true;
}

/** Joins pieces that lie on one line (within 0.8 points) and touch, and rows of dots or dashes. */
export function joinStrokes(pieces: readonly Piece[]): Stroke[] {
  const sorted = [...pieces].sort((a, b) => a.at - b.at || a.from - b.from);
  const joined: Stroke[] = [];
  for (let i = 0; i < sorted.length;) {
    let j = i + 1;
    while (j < sorted.length && sorted[j]!.at - sorted[j - 1]!.at <= 0.5 && sorted[j]!.at - sorted[i]!.at <= 0.8) j++;
    joined.push(...joinLevel(sorted.slice(i, j).sort((a, b) => a.from - b.from)));
    i = j;
  }
  return joined;
}

function joinLevel(level: readonly Piece[]): Stroke[] {
  const joined: Stroke[] = [];
  let current = { ...level[0]!, dashed: level[0]!.dashed ?? false };
  const flush = () => {
    if (current.to - current.from >= MIN_TICK) joined.push(current);
  };
  for (const next of level.slice(1)) {
    const gap = next.from - current.to;
    const dash = isDash(next, gap) && (current.dashed || isDash(current, gap));
    if (gap > 1 && !dash) {
      flush();
      current = { ...next, dashed: next.dashed ?? false };
      continue;
    }
    current.dashed = (current.dashed || current.to - current.from < 6) && (dash || next.dashed === true);
    if (next.to - next.from > current.to - current.from) current.at = next.at;
    current.to = Math.max(current.to, next.to);
  }
  flush();
  return joined;
}

function isDash(piece: Piece, gap: number): boolean {
  return piece.to - piece.from <= 6 && gap > 0.3 && gap <= 4 && gap <= 4 * (piece.to - piece.from) + 2;
}

/**
 * Painted paths become what a table can be drawn with: horizontal and vertical rules, and filled boxes.
 *
 * @module
 */
import type { PaintedPath } from "./content.ts";
import { type Box, intersection } from "./geometry.ts";

/** A straight rule along x (horizontal) or y (vertical) from `from` to `to`, at `at` on the other axis. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

export type Point = readonly [x: number, y: number];

export interface FilledBox extends Box {
  readonly colour: string;
}

export interface Vectors {
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
  readonly fills: readonly FilledBox[];
  /** Upper and lower edges of filled boxes: shading tells rows apart as rules do. */
  readonly edges: readonly Rule[];
  /** Where curves and slanted lines are: many of them mean a drawing. Not more than a sample. */
  readonly strokes: readonly Point[];
}

/** A filled box thinner than this is a rule. */
const RULE_THICKNESS = 3;
/** Beyond these a page is a drawing or a map, not a table. */
const MAX_SEGMENTS = 60_000;
const MAX_RULES = 4_000;
const WHITE = "#ffffff";

export class VectorCollector {
  readonly #horizontal: Rule[] = [];
  readonly #vertical: Rule[] = [];
  readonly #fills: FilledBox[] = [];
  readonly #strokes: Point[] = [];
  #segments = 0;

  add(path: PaintedPath): void {
    const { data, matrix: m } = path;
    if (this.#segments > MAX_SEGMENTS || data.length > MAX_SEGMENTS) {
      this.#segments += data.length;
      return;
    }
    const points: number[] = [];
    let closed = false;
    const flush = () => {
      if (points.length >= 4) this.#subpath(points, closed, path);
      points.length = 0;
      closed = false;
    };
    const point = (x: number, y: number) => points.push(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]);
    for (let i = 0; i < data.length;) {
      this.#segments++;
      switch (data[i++]) {
        case 0:
          flush();
          point(data[i++]!, data[i++]!);
          break;
        case 1:
          point(data[i++]!, data[i++]!);
          break;
        case 2:
          i += 4;
          points.length = 0;
          point(data[i++]!, data[i++]!);
          this.#stroke(points);
          break;
        case 3:
          i += 2;
          points.length = 0;
          point(data[i++]!, data[i++]!);
          this.#stroke(points);
          break;
        default:
          closed = true;
          flush();
      }
    }
    flush();
  }

  #subpath(p: readonly number[], closed: boolean, path: PaintedPath): void {
    const box = rectangle(p, closed || path.filled);
    if (box) {
      const visible = intersection(box, path.clip);
      if (!visible) return;
      const width = visible.x1 - visible.x0, height = visible.y1 - visible.y0;
      if (path.filled || Math.min(width, height) < RULE_THICKNESS) {
        if (path.filled && path.fill === WHITE) return;
        if (height < RULE_THICKNESS && width > height) this.#rule(visible, true, height);
        else if (width < RULE_THICKNESS) this.#rule(visible, false, width);
        else {
          this.#fills.push({ ...visible, colour: path.fill });
          if (path.stroked) this.#outline(visible, path.lineWidth);
        }
      } else this.#outline(visible, path.lineWidth);
      return;
    }
    if (!path.stroked) return;
    for (let i = 0; i + 3 < p.length; i += 2) this.#line(p[i]!, p[i + 1]!, p[i + 2]!, p[i + 3]!, path);
    if (closed && p.length > 4) this.#line(p[p.length - 2]!, p[p.length - 1]!, p[0]!, p[1]!, path);
  }

  #line(x0: number, y0: number, x1: number, y1: number, path: PaintedPath): void {
    const dx = Math.abs(x1 - x0), dy = Math.abs(y1 - y0);
    if (Math.min(dx, dy) > 0.01 * Math.max(dx, dy) + 0.3) return this.#stroke([x1, y1]);
    const box = { x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1) };
    const visible = intersection(box, path.clip);
    if (visible) this.#rule(visible, dx > dy, path.lineWidth);
  }

  #stroke(point: readonly number[]): void {
    if (this.#strokes.length < MAX_RULES) this.#strokes.push([point[0]!, point[1]!]);
  }

  #outline(box: Box, width: number): void {
    this.#rule({ ...box, y0: box.y1 }, true, width);
    this.#rule({ ...box, y1: box.y0 }, true, width);
    this.#rule({ ...box, x1: box.x0 }, false, width);
    this.#rule({ ...box, x0: box.x1 }, false, width);
  }

  #rule(box: Box, horizontal: boolean, width: number): void {
    if (horizontal) this.#horizontal.push({ at: (box.y0 + box.y1) / 2, from: box.x0, to: box.x1, width });
    else this.#vertical.push({ at: (box.x0 + box.x1) / 2, from: box.y0, to: box.y1, width });
  }

  finish(): Vectors {
    const horizontal = join(this.#horizontal), vertical = join(this.#vertical);
    if (this.#segments > MAX_SEGMENTS || horizontal.length + vertical.length > MAX_RULES) {
      return { horizontal: [], vertical: [], fills: [], edges: [], strokes: this.#strokes };
    }
    const fills = this.#fills.slice(0, MAX_RULES);
    const edges = fills.flatMap(({ x0, x1, y0, y1 }) => [y0, y1].map((at) => ({ at, from: x0, to: x1, width: 0 })));
    return { horizontal, vertical, fills, edges: join(edges), strokes: this.#strokes };
  }
}

/** The box when the points are the corners of an upright rectangle. */
function rectangle(p: readonly number[], closed: boolean): Box | undefined {
  let count = p.length / 2;
  if (count === 5 && Math.abs(p[0]! - p[8]!) < 0.5 && Math.abs(p[1]! - p[9]!) < 0.5) count = 4;
  else if (!closed) return undefined;
  if (count !== 4) return undefined;
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    const dx = Math.abs(p[2 * i]! - p[2 * j]!), dy = Math.abs(p[2 * i + 1]! - p[2 * j + 1]!);
    if (Math.min(dx, dy) > 0.3) return undefined;
  }
  const xs = [p[0]!, p[2]!, p[4]!, p[6]!], ys = [p[1]!, p[3]!, p[5]!, p[7]!];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** Joins pieces of the same rule: what lies on one line within a point and touches, dashes included. */
function join(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at);
  const joined: Rule[] = [];
  for (let i = 0; i < sorted.length;) {
    let j = i + 1;
    while (j < sorted.length && sorted[j]!.at - sorted[j - 1]!.at <= 0.6 && sorted[j]!.at - sorted[i]!.at <= 1.5) j++;
    const level = sorted.slice(i, j).sort((a, b) => a.from - b.from);
    let current = level[0]!;
    for (const next of level.slice(1)) {
      if (next.from - current.to <= joinGap(current, next)) {
        current = {
          at: current.to - current.from >= next.to - next.from ? current.at : next.at,
          from: current.from,
          to: Math.max(current.to, next.to),
          width: Math.max(current.width, next.width),
        };
      } else {
        joined.push(current);
        current = next;
      }
    }
    joined.push(current);
    i = j;
  }
  return joined.filter((rule) => rule.to - rule.from >= 4);
}

/** Dots and dashes stand further apart than pieces of one stroke; a run of them is already long. */
function joinGap(current: Rule, next: Rule): number {
  return next.to - next.from < 6 && next.to - next.from < 4 * (next.from - current.to) + 3 ? 4 : 1.5;
}

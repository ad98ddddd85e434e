/**
 * Grids drawn with rules: rules that touch form a frame; its lines cut the plane into cells; a missing piece of rule
 * joins two cells into one that spans.
 *
 * The method is the one of Nurminen, "Algorithmic extraction of data in tables in PDF documents" (2013), and of
 * Camelot's and Tabula's lattice modes, with open sides: a rule that reaches past the last crossing rule bounds a
 * column or a row of its own.
 *
 * @module
 */
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Rule } from "../../../documents/pdf/vectors.ts";

/** Rules that miss each other by less than this still touch. */
const REACH = 3;
/** Two rules closer than this are a double rule. */
const DOUBLE = 3;
/** A column or row outside the outermost rule is no narrower than this. */
const OPEN_SIDE = 8;

export interface Frame {
  readonly box: Box;
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
}

export interface Grid {
  /** Column edges from left to right. */
  readonly xs: readonly number[];
  /** Row edges from top to bottom. */
  readonly ys: readonly number[];
  /** For each row and column the number of the cell that covers it. */
  readonly owner: readonly (readonly number[])[];
}

/** Groups of rules that touch each other, directly or through others; a rule that touches none is a group of its own. */
export function framesOf(horizontal: readonly Rule[], vertical: readonly Rule[]): Frame[] {
  const parent = horizontal.concat(vertical).map((_, i) => i);
  const find = (i: number): number => parent[i] === i ? i : parent[i] = find(parent[i]!);
  horizontal.forEach((h, i) =>
    vertical.forEach((v, j) => {
      if (touches(h, v)) parent[find(i)] = find(horizontal.length + j);
    })
  );
  const groups = new Map<number, { horizontal: Rule[]; vertical: Rule[] }>();
  const group = (i: number) => {
    const root = find(i);
    let found = groups.get(root);
    if (!found) groups.set(root, found = { horizontal: [], vertical: [] });
    return found;
  };
  horizontal.forEach((rule, i) => group(i).horizontal.push(rule));
  vertical.forEach((rule, i) => group(horizontal.length + i).vertical.push(rule));
  return [...groups.values()].map((rules) => ({ ...rules, box: frameBox(rules.horizontal, rules.vertical) }));
}

function touches(h: Rule, v: Rule): boolean {
  return v.at >= h.from - REACH && v.at <= h.to + REACH && h.at >= v.from - REACH && h.at <= v.to + REACH;
}

function frameBox(horizontal: readonly Rule[], vertical: readonly Rule[]): Box {
  return {
    x0: Math.min(...horizontal.map((rule) => rule.from), ...vertical.map((rule) => rule.at)),
    x1: Math.max(...horizontal.map((rule) => rule.to), ...vertical.map((rule) => rule.at)),
    y0: Math.min(...vertical.map((rule) => rule.from), ...horizontal.map((rule) => rule.at)),
    y1: Math.max(...vertical.map((rule) => rule.to), ...horizontal.map((rule) => rule.at)),
  };
}

/** Cuts a frame into cells; undefined when it has not at least two rules each way. */
export function gridOf(frame: Frame): Grid | undefined {
  const xs = edges(frame.vertical.map((rule) => rule.at), frame.box.x0, frame.box.x1);
  const ys = edges(frame.horizontal.map((rule) => rule.at), frame.box.y0, frame.box.y1).reverse();
  if (xs.length < 2 || ys.length < 2) return undefined;
  const columns = xs.length - 1, rows = ys.length - 1;
  const near = (rules: readonly Rule[], at: number) => rules.filter((rule) => Math.abs(rule.at - at) <= DOUBLE + 0.5);
  const atX = xs.map((x) => near(frame.vertical, x)), atY = ys.map((y) => near(frame.horizontal, y));
  const parent = Array.from({ length: rows * columns }, (_, i) => i);
  const find = (i: number): number => parent[i] === i ? i : parent[i] = find(parent[i]!);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const here = r * columns + c;
      if (c + 1 < columns && !covered(atX[c + 1]!, ys[r + 1]!, ys[r]!)) {
        parent[find(here + 1)] = find(here);
      }
      if (r + 1 < rows && !covered(atY[r + 1]!, xs[c]!, xs[c + 1]!)) {
        parent[find(here + columns)] = find(here);
      }
    }
  }
  const owner = Array.from(
    { length: rows },
    (_, r) => Array.from({ length: columns }, (_, c) => find(r * columns + c)),
  );
  return { xs, ys, owner };
}

/** Distinct positions in rising order, with the frame's ends where they lie clearly outside. */
function edges(positions: readonly number[], from: number, to: number): number[] {
  const sorted = [...positions].sort((a, b) => a - b);
  const found: number[] = [];
  for (const at of sorted) if (found.length === 0 || at - found.at(-1)! > DOUBLE) found.push(at);
  if (found.length === 0) return [from, to];
  if (found[0]! - from > OPEN_SIDE) found.unshift(from);
  if (to - found.at(-1)! > OPEN_SIDE) found.push(to);
  return found;
}

/** Whether the rules of one edge cover more than half of `from`..`to`. */
function covered(rules: readonly Rule[], from: number, to: number): boolean {
  let length = 0;
  for (const rule of rules) length += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from));
  return length > 0.5 * (to - from);
}

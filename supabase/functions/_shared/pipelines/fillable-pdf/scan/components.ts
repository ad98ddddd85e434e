/**
 * Connected pieces of ink in a picture, found by their runs in each row.
 *
 * @module
 */
import type { Gray } from "../../../documents/render/raster.ts";

/** In pixels; `x1` and `y1` are behind the last ones. */
export interface Component {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Scanners make thin lines gray. */
export const INK = 170;

/** Pieces that touch, at a corner at least, are one. */
export function componentsOf({ width, height, data }: Gray): Component[] {
  const parent: number[] = [];
  const boxes: Component[] = [];
  const rootOf = (label: number): number => {
    let root = label;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[label] !== root) [label, parent[label]] = [parent[label]!, root];
    return root;
  };
  const join = (a: number, b: number): number => {
    const into = Math.min(a, b), from = Math.max(a, b);
    if (into === from) return into;
    parent[from] = into;
    const box = boxes[into]!, other = boxes[from]!;
    box.x0 = Math.min(box.x0, other.x0);
    box.y0 = Math.min(box.y0, other.y0);
    box.x1 = Math.max(box.x1, other.x1);
    box.y1 = Math.max(box.y1, other.y1);
    return into;
  };
  let above: Run[] = [];
  for (let y = 0; y < height; y++) {
    const row: Run[] = [];
    let next = 0;
    for (let x = 0, at = y * width; x < width; x++) {
      if (data[at + x]! >= INK) continue;
      const from = x;
      while (x < width && data[at + x]! < INK) x++;
      while (next < above.length && above[next]!.to < from) next++;
      let label = -1;
      for (let i = next; i < above.length && above[i]!.from <= x; i++) {
        const other = rootOf(above[i]!.label);
        label = label === -1 ? other : join(label, other);
      }
      if (label === -1) {
        label = parent.length;
        parent.push(label);
        boxes.push({ x0: from, y0: y, x1: x, y1: y + 1 });
      } else {
        const box = boxes[label]!;
        box.x0 = Math.min(box.x0, from);
        box.x1 = Math.max(box.x1, x);
        box.y1 = y + 1;
      }
      row.push({ from, to: x, label });
    }
    above = row;
  }
  return boxes.filter((_, label) => parent[label] === label);
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/**
 * Every place above a horizontal stroke becomes a cell: it reaches up to the next stroke and sideways to the walls that
 * rise from the stroke. A line to write upon is a cell without walls and without a ceiling near.
 *
 * @module
 */
import type { Stroke } from "../../../documents/pdf/drawing.ts";
import type { Box } from "../../../documents/pdf/geometry.ts";
import type { Paper } from "./paper.ts";

export interface Cell extends Box {
  /** Whether the sides are closed, by a wall or because floor and ceiling end there together. */
  readonly left: boolean;
  readonly right: boolean;
  /** Whether there are walls on these sides. */
  readonly walls: number;
  /** False when nothing closes it above; `y1` is then {@link OPEN_HEIGHT} above the floor. */
  readonly ceiling: boolean;
  /** x of strokes that rise from the floor and do not divide: separators of characters. */
  readonly marks: readonly number[];
  /** Whether strokes run through it, so that it is a frame around other things. */
  readonly frame: boolean;
}

const TOUCH = 2;
const MIN_WIDTH = 5;
const MIN_HEIGHT = 4.5;
const OPEN_HEIGHT = 400;
/** A stroke lower than this share of its cell does not divide it. */
const WALL_SHARE = 0.6;

export function cellsOf(paper: Paper): Cell[] {
  const floors = [...paper.horizontal].sort((a, b) => a.at - b.at);
  const walls = [...paper.vertical].sort((a, b) => a.at - b.at);
  return floors.flatMap((floor, index) => cellsAbove(floor, floors.slice(index + 1), walls));
}

function cellsAbove(floor: Stroke, above: readonly Stroke[], verticals: readonly Stroke[]): Cell[] {
  const rising = verticals.filter((wall) =>
    wall.at >= floor.from - TOUCH && wall.at <= floor.to + TOUCH && wall.from <= floor.at + TOUCH &&
    wall.to >= floor.at + 3
  );
  const tallest = Math.max(0, ...rising.map((wall) => wall.to - floor.at));
  const near = above.filter((other) => other.at > floor.at + MIN_HEIGHT && other.at < floor.at + OPEN_HEIGHT);
  const walls: number[] = [floor.from], marks: number[] = [];
  const real = new Set<number>();
  for (const wall of rising) {
    const ceiling = near.find((other) => other.from <= wall.at + TOUCH && other.to >= wall.at - TOUCH);
    const height = Math.min(ceiling ? ceiling.at - floor.at : Infinity, tallest);
    if (wall.dashed || wall.to - floor.at < WALL_SHARE * height) {
      marks.push(wall.at);
      continue;
    }
    if (wall.at - walls.at(-1)! <= TOUCH) walls[walls.length - 1] = wall.at;
    else walls.push(wall.at);
    real.add(walls.at(-1)!);
  }
  if (floor.to - walls.at(-1)! > TOUCH) walls.push(floor.to);
  const cells: Cell[] = [];
  for (let i = 0; i + 1 < walls.length; i++) {
    const x0 = walls[i]!, x1 = walls[i + 1]!;
    if (x1 - x0 < MIN_WIDTH) continue;
    const ceiling = near.find((other) => Math.min(other.to, x1) - Math.max(other.from, x0) >= 0.5 * (x1 - x0));
    const ends = (side: "from" | "to", x: number) =>
      ceiling !== undefined && Math.abs(floor[side] - x) <= TOUCH && Math.abs(ceiling[side] - x) <= TOUCH;
    const y1 = ceiling?.at ?? floor.at + OPEN_HEIGHT;
    cells.push({
      x0,
      x1,
      y0: floor.at,
      y1,
      left: real.has(x0) || ends("from", x0),
      right: real.has(x1) || ends("to", x1),
      walls: Number(real.has(x0)) + Number(real.has(x1)),
      ceiling: ceiling !== undefined,
      marks: marks.filter((x) => x > x0 + TOUCH && x < x1 - TOUCH),
      frame: ceiling !== undefined && holdsStrokes(x0, x1, floor.at, y1, near, verticals),
    });
  }
  return cells;
}

function holdsStrokes(
  x0: number,
  x1: number,
  y0: number,
  y1: number,
  horizontals: readonly Stroke[],
  verticals: readonly Stroke[],
): boolean {
  const through = (stroke: Stroke, low: number, high: number, from: number, to: number) =>
    stroke.at > low + TOUCH && stroke.at < high - TOUCH &&
    Math.min(stroke.to, to) - Math.max(stroke.from, from) > 0.2 * (to - from);
  return horizontals.some((stroke) => through(stroke, y0, y1, x0, x1)) ||
    verticals.some((stroke) => !stroke.dashed && through(stroke, x0, x1, y0, y1) && stroke.from > y0 + TOUCH);
}

/**
 * Light text on dark ground, as in headings of tables: turned into dark text on light ground, which is what lines are found
 * by and what Tesseract was trained on.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";
import type { PixelBox } from "./ink.ts";

const DARK = 128;
/** Pixels are looked at in squares of this side. */
const CELL = 16;
/** White letters leave so much of a square dark, and of their ground. */
const DARK_CELL = 0.4, DARK_AREA = 0.58;
/** In inches: smaller ones are bold letters. */
const MIN_WIDTH = 0.4, MIN_HEIGHT = 0.1;

/** Inverts dark areas in place, and tells where they are. */
export function invertDarkAreas(picture: Gray, dpi: number): PixelBox[] {
  const { width, height, data } = picture;
  const across = Math.ceil(width / CELL), down = Math.ceil(height / CELL);
  const dark = darkCells(picture, across, down);
  return components(dark, across, down).map((cells): PixelBox => ({
    x0: cells.x0 * CELL,
    y0: cells.y0 * CELL,
    x1: Math.min(width, cells.x1 * CELL),
    y1: Math.min(height, cells.y1 * CELL),
  })).filter((box) => box.x1 - box.x0 >= MIN_WIDTH * dpi && box.y1 - box.y0 >= MIN_HEIGHT * dpi).flatMap((box) => {
    const spans: [y: number, from: number, to: number][] = [];
    let inside = 0, ink = 0;
    for (let y = box.y0; y < box.y1; y++) {
      let from = -1, to = -1;
      for (let x = box.x0; x < box.x1; x++) {
        if (data[y * width + x]! >= DARK) continue;
        if (from < 0) from = x;
        to = x + 1;
        ink++;
      }
      // A row at the edge of the squares may hold no more than the foot of a letter.
      if (to - from < 0.3 * (box.x1 - box.x0)) continue;
      spans.push([y, from, to]);
      inside += to - from;
    }
    if (ink < DARK_AREA * inside || spans.length < MIN_HEIGHT * dpi) return [];
    for (const [y, from, to] of spans) {
      for (let at = y * width + from; at < y * width + to; at++) data[at] = 255 - data[at]!;
    }
    const x0 = Math.min(...spans.map(([, from]) => from)), x1 = Math.max(...spans.map(([, , to]) => to));
    return [{ x0, x1, y0: spans[0]![0], y1: spans.at(-1)![0] + 1 }];
  });
}

function darkCells({ width, height, data }: Gray, across: number, down: number): Uint8Array {
  const counts = new Uint16Array(across * down);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * across;
    for (let x = 0; x < width; x++, at++) if (data[at]! < DARK) counts[row + (x >> 4)]!++;
  }
  return Uint8Array.from(counts, (count) => count >= DARK_CELL * CELL * CELL ? 1 : 0);
}

/** Boxes around squares that touch side by side; uses `dark` up. */
function components(dark: Uint8Array, across: number, down: number): PixelBox[] {
  const boxes: PixelBox[] = [];
  for (let start = 0; start < dark.length; start++) {
    if (!dark[start]) continue;
    dark[start] = 0;
    let x0 = across, y0 = down, x1 = 0, y1 = 0;
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % across, y = Math.floor(at / across);
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x + 1);
      y1 = Math.max(y1, y + 1);
      const beside = [x > 0 ? at - 1 : -1, x + 1 < across ? at + 1 : -1, at - across, at + across];
      for (const next of beside) {
        if (next < 0 || !dark[next]) continue;
        dark[next] = 0;
        open.push(next);
      }
    }
    boxes.push({ x0, y0, x1, y1 });
  }
  return boxes;
}

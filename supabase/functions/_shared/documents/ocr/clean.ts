/**
 * Makes paper white and ink black: uneven light, yellowed paper and pale print.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

/** Squares of this side have one brightness of paper. */
const SQUARE = 64;
/** Only each of so many pixels is looked at, across and down. */
const STRIDE = 4;
/** The share of a square that is darker than its paper. */
const PAPER_SHARE = 0.85;
/** What is darker than this is no paper: a dark heading, a photograph. */
const DARKEST_PAPER = 140;
/** Paper this bright everywhere needs no cleaning, when there is ink this dark. */
const WHITE_PAPER = 248;
const BLACK_INK = 90;
const MIN_CONTRAST = 40;

/** Changes `picture` in place. */
export function clean(picture: Gray): void {
  const { width, height, data } = picture;
  const across = Math.max(1, Math.ceil(width / SQUARE)), down = Math.max(1, Math.ceil(height / SQUARE));
  const { paper, darkest } = brightnesses(picture, across, down);
  const ink = darkest;
  if (paper.every((value) => value >= WHITE_PAPER) && ink <= BLACK_INK) return;
  const smooth = smoothed(paper, across, down);
  const low = Math.min(ink, 255 - MIN_CONTRAST);
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    if (y % 8 === 0) paperAlong(row, smooth, across, down, y, width);
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const value = (data[at]! - low) * 255 / (row[x]! - low);
      data[at] = value <= 0 ? 0 : value >= 238 ? 255 : value;
    }
  }
}

function brightnesses({ width, height, data }: Gray, across: number, down: number) {
  const paper = new Float32Array(across * down);
  const total = new Uint32Array(256);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      histogram.fill(0);
      let count = 0;
      for (let y = row * SQUARE; y < Math.min(height, (row + 1) * SQUARE); y += STRIDE) {
        for (let x = column * SQUARE; x < Math.min(width, (column + 1) * SQUARE); x += STRIDE, count++) {
          const value = data[y * width + x]!;
          histogram[value]!++;
          total[value]!++;
        }
      }
      let left = count * PAPER_SHARE, value = 0;
      while (value < 255 && (left -= histogram[value]!) > 0) value++;
      paper[row * across + column] = value;
    }
  }
  const seen = total.reduce((sum, each) => sum + each, 0);
  let darkest = 0;
  // A page that holds a line of text has a thousandth of ink.
  for (let left = seen / 1000; darkest < 255 && (left -= total[darkest]!) > 0;) darkest++;
  return { paper, darkest };
}

/** Squares without paper take their neighbours'; none stands out. */
function smoothed(paper: Float32Array, across: number, down: number): Float32Array {
  const out = new Float32Array(paper.length);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      let sum = 0, count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x++) {
          const value = paper[y * across + x]!;
          if (value < DARKEST_PAPER) continue;
          sum += value;
          count++;
        }
      }
      out[row * across + column] = count === 0 ? 255 : sum / count;
    }
  }
  return out;
}

/** The paper's brightness along the row `y`, between the middles of squares by straight lines. */
function paperAlong(
  row: Float32Array,
  paper: Float32Array,
  across: number,
  down: number,
  y: number,
  width: number,
): void {
  const v = Math.min(down - 1, Math.max(0, y / SQUARE - 0.5));
  const upper = Math.floor(v), lower = Math.min(down - 1, upper + 1), dv = v - upper;
  const at = (column: number) => paper[upper * across + column]! * (1 - dv) + paper[lower * across + column]! * dv;
  for (let x = 0; x < width; x++) {
    const u = Math.min(across - 1, Math.max(0, x / SQUARE - 0.5));
    const left = Math.floor(u), du = u - left;
    row[x] = at(left) * (1 - du) + at(Math.min(across - 1, left + 1)) * du;
  }
}

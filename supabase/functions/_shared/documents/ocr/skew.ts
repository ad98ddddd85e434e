/**
 * How a page lies askew: the angle under which its lines of text have the sharpest profile (Postl, _Detection of Linear
 * Oblique Structures and Skew Scan in Digitized Documents_, 1986), of the lower edges of ink only.
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";

export interface Skew {
  /** In radians, anti-clockwise as seen; rotating clockwise by it straightens. */
  readonly angle: number;
  /** Lines run down the page: it lies on its side. */
  readonly sideways: boolean;
}

const INK = 128;
/** An edge that goes on straight for so many pixels to both sides is no letter's. */
const STRAIGHT = 24;
/** Of all edges so many are looked at. */
const MAX_POINTS = 20_000;
const DEGREE = Math.PI / 180;
const MAX_ANGLE = 8 * DEGREE;
/** Below this neither rules nor lines are hurt. */
export const NEGLIGIBLE = 0.12 * DEGREE;
/** A page on its side has a profile across that is so much sharper. */
const SIDEWAYS = 1.6;

export function skewOf(picture: Gray): Skew {
  const upright = best(edges(picture, false));
  const across = best(edges(picture, true));
  const sideways = across.sharpness > SIDEWAYS * upright.sharpness;
  return { angle: sideways ? across.angle : upright.angle, sideways };
}

interface Points {
  readonly along: Float32Array;
  readonly across: Float32Array;
  readonly length: number;
}

/** Points where ink ends downwards; where it ends to the right, when looked at sideways. */
function edges({ width, height, data }: Gray, sideways: boolean): Points {
  const step = 4, found: number[] = [];
  const next = sideways ? 1 : width;
  // The paper's edges run down the page whichever way the text runs.
  const unit = sideways ? width : 1;
  const isEdge = (at: number) => data[at]! < INK && data[at + next]! >= INK;
  const onRule = (at: number) => {
    if (!sideways) return false;
    for (let i = 4; i <= STRAIGHT; i += 4) if (!isEdge(at - i * unit) || !isEdge(at + i * unit)) return false;
    return true;
  };
  for (let y = STRAIGHT; y < height - STRAIGHT - 1; y += sideways ? step : 1) {
    for (let x = STRAIGHT; x < width - STRAIGHT - 1; x += sideways ? 1 : step) {
      const at = y * width + x;
      if (data[at]! < INK && data[at + next]! >= INK && !onRule(at)) found.push(at);
    }
  }
  const every = Math.max(1, found.length / MAX_POINTS);
  const length = Math.floor(found.length / every);
  const along = new Float32Array(length), across = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const at = found[Math.floor(i * every)]!, y = Math.floor(at / width), x = at - y * width;
    // Sideways the page is seen turned anti-clockwise: down becomes right.
    along[i] = sideways ? y : x;
    across[i] = sideways ? width - x : y;
  }
  return { along, across, length };
}

function best(points: Points): { angle: number; sharpness: number } {
  if (points.length < 50) return { angle: 0, sharpness: 0 };
  const search = (from: number, to: number, step: number, bin: number) => {
    let found = { angle: 0, sharpness: sharpness(points, 0, bin) };
    for (let angle = from; angle <= to; angle += step) {
      const here = sharpness(points, angle, bin);
      if (here > found.sharpness * 1.0001) found = { angle, sharpness: here };
    }
    return found;
  };
  const coarse = search(-MAX_ANGLE, MAX_ANGLE, 0.25 * DEGREE, 4);
  const fine = search(coarse.angle - 0.25 * DEGREE, coarse.angle + 0.25 * DEGREE, 0.03 * DEGREE, 2);
  return { angle: fine.angle, sharpness: fine.sharpness / points.length };
}

/** Sum of squares of the profile: large when the points fall on few lines. */
function sharpness({ along, across, length }: Points, angle: number, bin: number): number {
  const slope = Math.tan(angle);
  const bins = new Uint32Array(16_384);
  for (let i = 0; i < length; i++) {
    // As seen, y grows downwards: what rises to the right goes to smaller y.
    bins[Math.round((across[i]! + along[i]! * slope) / bin) + 4_096 & 16_383]!++;
  }
  let sum = 0;
  for (const count of bins) sum += count * count;
  return sum / length;
}

/** Turned clockwise by `angle` about its middle; what comes in from outside is white. */
export function straightened(picture: Gray, angle: number): Gray {
  const { width, height, data } = picture;
  const out = new Uint8Array(width * height).fill(255);
  const cos = Math.cos(angle), sin = Math.sin(angle);
  const cx = width / 2, cy = height / 2;
  // 1/65,536 of a pixel; whole numbers are much quicker.
  const stepX = Math.round(cos * 65_536), stepY = Math.round(-sin * 65_536);
  for (let y = 0; y < height; y++) {
    let u = Math.round(((0 - cx) * cos + (y - cy) * sin + cx) * 65_536);
    let v = Math.round((-(0 - cx) * sin + (y - cy) * cos + cy) * 65_536);
    for (let x = 0, to = y * width; x < width; x++, to++, u += stepX, v += stepY) {
      const left = u >> 16, top = v >> 16;
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const at = top * width + left;
      const a = data[at]!, b = data[at + 1]!, c = data[at + width]!, d = data[at + width + 1]!;
      if ((a & b & c & d) === 255) continue;
      const du = u >> 8 & 0xff, dv = v >> 8 & 0xff;
      out[to] = ((a * (256 - du) + b * du) * (256 - dv) + (c * (256 - du) + d * du) * dv) >> 16;
    }
  }
  return { width, height, data: out };
}

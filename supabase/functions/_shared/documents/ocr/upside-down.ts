/**
 * Whether a page stands on its head: in Latin writing more letters reach above the small ones (b, d, l, capitals) than
 * below them (g, p, y).
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";
import { Ink } from "./ink.ts";
import type { PixelRules } from "./rules.ts";

/** Fewer lines say nothing. */
const MIN_LINES = 6;
/** So many times as much ink must be on the wrong side. */
const SURE = 1.5;
/** In inches: the heights of a line of text. */
const LOWEST = 0.06, HIGHEST = 0.4;
const CORE_SHARE = 0.5;

export function isUpsideDown(picture: Gray, rules: PixelRules, dpi: number): boolean {
  const ink = new Ink(picture);
  const rows = ink.rows({ x0: 0, y0: 0, x1: picture.width, y1: picture.height });
  for (const rule of rules.horizontal) rows.fill(0, rule.at, rule.at + rule.thickness);
  // What stands on every row belongs to rules that run down the page.
  const ground = rules.vertical.reduce((sum, rule) => sum + rule.thickness, 0);
  let lines = 0, above = 0, below = 0;
  for (let y = 0; y < rows.length;) {
    if (rows[y]! <= ground + 3) {
      y++;
      continue;
    }
    let end = y;
    while (end < rows.length && rows[end]! > ground + 3) end++;
    if (end - y >= LOWEST * dpi && end - y <= HIGHEST * dpi) {
      const line = rows.subarray(y, end);
      const most = line.reduce((max, each) => Math.max(max, each), 0);
      const first = line.findIndex((each) => each >= CORE_SHARE * most);
      const last = line.findLastIndex((each) => each >= CORE_SHARE * most);
      for (let i = 0; i < line.length; i++) {
        const share = (line[i]! - ground) / most;
        if (i < first) above += share;
        else if (i > last) below += share;
      }
      lines++;
    }
    y = end;
  }
  return lines >= MIN_LINES && below > SURE * above;
}

/**
 * Cuts a page into bands of a few lines each, at blank rows, and between columns of text: what a step recognises at a time.
 *
 * After Nagy and Seth's recursive X-Y cut (_Hierarchical Representation of Optically Scanned Documents_, 1984).
 *
 * @module
 */
import type { Gray } from "../render/raster.ts";
import { Ink, type PixelBox, STRIP } from "./ink.ts";

export interface Band extends PixelBox {
  /** What it takes to recognise, in widths of a line as long as it is high. */
  readonly cost: number;
}

/** A line of running text has 40 to 60. */
const MAX_COST = 200;
/** A row with less ink than this, and than this share of its width, is blank: dust. */
const DUST = 3, DUST_SHARE = 0.0008;
/** Lengths in inches, as fractions of the dots per inch. */
const MIN_LINE = 1 / 30;
const MARGIN = 1 / 30;
/** In heights of a line: white between columns of text, and how wide and how long these are. */
const GUTTER = 0.9, MIN_COLUMN = 10, MIN_COLUMN_LINES = 4;
/** A run of rows without a blank one that is so many lines high is cut between its columns, or where there is least ink. */
const TALL = 2.6;
const MAX_DEPTH = 12;

interface Line extends PixelBox {
  readonly cost: number;
}

export function bandsOf(picture: Gray, dpi: number): Band[] {
  const ink = new Ink(picture);
  const page = { x0: 0, y0: 0, x1: picture.width, y1: picture.height };
  const rows = rowRuns(ink, page, dpi);
  if (rows.length === 0) return [];
  const lineHeight = typicalHeight(rows, dpi);
  const bands: Band[] = [];
  for (const lines of columns(ink, page, lineHeight, dpi, 0)) bands.push(...grouped(lines));
  const margin = Math.round(MARGIN * dpi);
  return bands.map((band) => ({
    x0: Math.max(0, band.x0 - margin),
    y0: Math.max(0, band.y0 - Math.min(margin, Math.round(lineHeight / 6))),
    x1: Math.min(picture.width, band.x1 + margin),
    y1: Math.min(picture.height, band.y1 + Math.min(margin, Math.round(lineHeight / 6))),
    cost: Math.round(band.cost),
  }));
}

/** Runs of lines that stand one under the other, in reading order. */
function columns(ink: Ink, region: PixelBox, lineHeight: number, dpi: number, depth: number): Line[][] {
  const rows = rowRuns(ink, region, dpi);
  if (depth < MAX_DEPTH) {
    // From the top: the longest run of rows that one gutter goes through.
    for (let first = 0; first < rows.length; first++) {
      for (let last = rows.length; last > first; last--) {
        const part = rows.slice(first, last);
        const height = part.at(-1)!.y1 - part[0]!.y0;
        const tall = part.length === 1 && height > TALL * lineHeight;
        if (!tall && part.length < MIN_COLUMN_LINES) break;
        if (part.length > 1 && last - first < rows.length && rows.length > 60 && (last - first) % 4 !== 0) continue;
        const box = { x0: region.x0, x1: region.x1, y0: part[0]!.y0, y1: part.at(-1)!.y1 };
        const gutter = gutterOf(ink, box, lineHeight, tall);
        if (gutter === undefined) continue;
        const left = { ...box, x1: gutter }, right = { ...box, x0: gutter };
        return [
          rows.slice(0, first).flatMap((row) => linesIn(ink, row, lineHeight)),
          ...columns(ink, left, lineHeight, dpi, depth + 1),
          ...columns(ink, right, lineHeight, dpi, depth + 1),
          ...(last < rows.length ? columns(ink, { ...region, y0: rows[last]!.y0 }, lineHeight, dpi, depth + 1) : []),
        ].filter((lines) => lines.length > 0);
      }
    }
  }
  const lines = rows.flatMap((row) => linesIn(ink, row, lineHeight));
  return lines.length === 0 ? [] : [lines];
}

/** Where columns part: the middle of the widest white strip that has enough on both sides. */
function gutterOf(ink: Ink, box: PixelBox, lineHeight: number, tall: boolean): number | undefined {
  const strips = ink.strips(box);
  const first = strips.findIndex((sum) => sum > 0), last = strips.findLastIndex((sum) => sum > 0);
  const start = Math.floor(box.x0 / STRIP);
  const minSide = (tall ? 1 : MIN_COLUMN) * lineHeight / STRIP;
  let found: number | undefined, widest = GUTTER * lineHeight / STRIP;
  const blank = (sum: number) => sum <= DUST;
  for (let i = first; i <= last;) {
    if (!blank(strips[i]!)) {
      i++;
      continue;
    }
    let end = i;
    while (end <= last && blank(strips[end]!)) end++;
    if (end - i > widest && i - first >= minSide && last - end >= minSide) {
      widest = end - i;
      found = Math.round((start + (i + end) / 2) * STRIP);
    }
    i = end;
  }
  if (found === undefined || tall) return found;
  // A table's columns are not filled as text is: cut apart its rows would lose what holds them together.
  const fill = (side: PixelBox) => {
    const sums = ink.strips(side);
    return sums.filter((sum) => !blank(sum)).length * STRIP / (side.x1 - side.x0);
  };
  return fill({ ...box, x0: (start + first) * STRIP, x1: found }) > 0.8 &&
      fill({ ...box, x0: found, x1: (start + last + 1) * STRIP }) > 0.8
    ? found
    : undefined;
}

/** Runs of rows with ink between blank ones, cut to their ink at the sides. */
function rowRuns(ink: Ink, region: PixelBox, dpi: number): PixelBox[] {
  const rows = ink.rows(region);
  const dust = Math.max(DUST, DUST_SHARE * (region.x1 - region.x0));
  const runs: PixelBox[] = [];
  for (let y = 0; y < rows.length;) {
    if (rows[y]! <= dust) {
      y++;
      continue;
    }
    let end = y;
    while (end < rows.length && rows[end]! > dust) end++;
    const run = trimmed(ink, { ...region, y0: region.y0 + y, y1: region.y0 + end });
    if (run) runs.push(run);
    y = end;
  }
  // Dots and accents stand on lines of their own: they go with the nearer neighbour.
  const least = MIN_LINE * dpi;
  const kept: PixelBox[] = [];
  for (const run of runs) {
    const before = kept.at(-1);
    const small = (some: PixelBox) => some.y1 - some.y0 < least;
    if (before && (small(run) || small(before)) && run.y0 - before.y1 < least) {
      kept[kept.length - 1] = joined(before, run);
    } else kept.push(run);
  }
  return kept;
}

const joined = (a: PixelBox, b: PixelBox): PixelBox => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});

function trimmed(ink: Ink, box: PixelBox): PixelBox | undefined {
  const strips = ink.strips(box);
  const first = strips.findIndex((sum) => sum > 0), last = strips.findLastIndex((sum) => sum > 0);
  if (first === -1) return undefined;
  const start = Math.floor(box.x0 / STRIP);
  return {
    ...box,
    x0: Math.max(box.x0, (start + first) * STRIP),
    x1: Math.min(box.x1, (start + last + 1) * STRIP),
  };
}

/** Half of the ink stands on lines lower than this. */
function typicalHeight(rows: readonly PixelBox[], dpi: number): number {
  const sorted = rows.filter((row) => row.y1 - row.y0 >= MIN_LINE * dpi).sort((a, b) => a.y1 - a.y0 - (b.y1 - b.y0));
  const total = sorted.reduce((sum, row) => sum + row.x1 - row.x0, 0);
  let left = total / 2;
  for (const row of sorted) if ((left -= row.x1 - row.x0) <= 0) return Math.min(row.y1 - row.y0, 0.35 * dpi);
  return 0.15 * dpi;
}

/** A run of rows as lines; one that is many lines high, for lack of a blank row, is cut where there is least ink. */
function linesIn(ink: Ink, row: PixelBox, lineHeight: number): Line[] {
  const height = row.y1 - row.y0, width = row.x1 - row.x0;
  if (height <= TALL * lineHeight) return [{ ...row, cost: width / height + 2 }];
  const count = Math.max(1, Math.round(height / (1.3 * lineHeight)));
  const sums = ink.rows(row);
  const lines: Line[] = [];
  let top = 0;
  // Each cut may move by half a line to where there is least ink.
  for (let i = 1; i <= count; i++) {
    let cut = height;
    if (i < count) {
      const near = Math.round(i * height / count), reach = Math.round(0.5 * lineHeight);
      cut = near;
      for (let y = Math.max(top + 1, near - reach); y <= Math.min(height - 1, near + reach); y++) {
        if (sums[y]! < sums[cut]!) cut = y;
      }
    }
    if (cut <= top) continue;
    lines.push({ ...row, y0: row.y0 + top, y1: row.y0 + cut, cost: width / lineHeight + 2 });
    top = cut;
  }
  return lines;
}

/** Lines one under the other until there is enough for a step. */
function grouped(lines: readonly Line[]): Band[] {
  const bands: Band[] = [];
  for (const line of lines) {
    const before = bands.at(-1);
    if (before && before.cost + line.cost <= MAX_COST) {
      bands[bands.length - 1] = { ...joined(before, line), cost: before.cost + line.cost };
    } else bands.push({ ...line });
  }
  return bands;
}

/**
 * Cuts a page into bands of a few lines each, at blank rows, and between columns of text: what a step recognises at a time.
 *
 * After Nagy and Seth's recursive X-Y cut (_Hierarchical Representation of Optically Scanned Documents_, 1984).
 *
 * @module
 */
import { median } from "../pdf/geometry.ts";
import { type Ink, type PixelBox, STRIP } from "./ink.ts";

export interface Band extends PixelBox {
  /** What it takes to recognise, in widths of a line as long as it is high. */
  readonly cost: number;
}

/** A line of running text has 40 to 60. */
const MAX_COST = 150;
/** A row with less ink than this, and than this share of its width, is blank: dust. */
const DUST = 3, DUST_SHARE = 0.0008;
/** Lengths in inches, as fractions of the dots per inch. */
const MIN_LINE = 1 / 30;
const MARGIN = 1 / 30;
/** In heights of a line: white between columns of text, and how wide and how long these are. */
const GUTTER = 0.5, MIN_COLUMN = 16, MIN_COLUMN_LINES = 4;
/** In columns of text so many of the lines are so full. */
const FULL_LINES = 0.6, FULL_LINE = 0.85;
/** A run of rows without a blank one that is so many lines high is cut between its columns, or where there is least ink. */
const TALL = 2.6;
/** So many times the side must change from one line to the next. */
const MIN_CHANGES = 4;
/** Between two lines there is less ink than so much of the usual. */
const VALLEY = 0.5;
const MAX_DEPTH = 12;
/** In heights of a line: in a band that is mostly blank, Tesseract takes the paper's grain for ink. */
const MAX_BLANK = 4;

interface Line extends PixelBox {
  readonly cost: number;
}

export function bandsOf(ink: Ink, dpi: number): Band[] {
  const page = { x0: 0, y0: 0, x1: ink.width, y1: ink.height };
  const rows = rowRuns(ink, page, dpi);
  if (rows.length === 0) return [];
  const lineHeight = typicalHeight(rows, dpi);
  const bands: Band[] = [];
  for (const lines of columns(ink, page, lineHeight, dpi, 0)) bands.push(...grouped(lines, MAX_BLANK * lineHeight));
  const margin = Math.round(MARGIN * dpi);
  return bands.map((band) => ({
    x0: Math.max(0, band.x0 - margin),
    y0: Math.max(0, band.y0 - Math.min(margin, Math.round(lineHeight / 6))),
    x1: Math.min(ink.width, band.x1 + margin),
    y1: Math.min(ink.height, band.y1 + Math.min(margin, Math.round(lineHeight / 6))),
    cost: Math.round(band.cost),
  }));
}

/** Runs of lines that stand one under the other, in reading order. */
function columns(ink: Ink, region: PixelBox, lineHeight: number, dpi: number, depth: number): Line[][] {
  const rows = rowRuns(ink, region, dpi);
  const cut = depth < MAX_DEPTH ? columnCut(ink, rows, region, lineHeight) : undefined;
  if (!cut) return [rows.flatMap((row) => linesIn(ink, row, lineHeight))].filter((lines) => lines.length > 0);
  const { first, last, gutter } = cut;
  const part = { ...region, y0: rows[first]!.y0, y1: rows[last]!.y1 };
  return [
    rows.slice(0, first).flatMap((row) => linesIn(ink, row, lineHeight)),
    ...columns(ink, { ...part, x1: gutter }, lineHeight, dpi, depth + 1),
    ...columns(ink, { ...part, x0: gutter }, lineHeight, dpi, depth + 1),
    ...(last + 1 < rows.length ? columns(ink, { ...region, y0: rows[last + 1]!.y0 }, lineHeight, dpi, depth + 1) : []),
  ].filter((lines) => lines.length > 0);
}

interface ColumnCut {
  /** The runs of rows that the gutter goes through, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly gutter: number;
}

/** From the top: the longest run of rows that one gutter between columns of text goes through. */
function columnCut(ink: Ink, rows: readonly PixelBox[], region: PixelBox, lineHeight: number): ColumnCut | undefined {
  const start = Math.floor(region.x0 / STRIP);
  const inked = rows.map((row) => ink.strips({ ...region, y0: row.y0, y1: row.y1 }).map((sum) => sum > DUST ? 1 : 0));
  for (let first = 0; first < rows.length; first++) {
    const row = rows[first]!;
    const tall = row.y1 - row.y0 > TALL * lineHeight;
    const seen = inked[first]!.slice();
    let found: ColumnCut | undefined;
    for (let last = first; last < rows.length; last++) {
      inked[last]!.forEach((ink, strip) => seen[strip]! |= ink);
      const gap = widestGap(seen, lineHeight / STRIP, true);
      if (!gap) break;
      const wide = tall ? gap : widestGap(seen, lineHeight / STRIP, false);
      const part = inked.slice(first, last + 1);
      const enough = part.length >= MIN_COLUMN_LINES;
      const cut = wide && (tall || enough && isText(part, ...wide))
        ? wide
        : enough && isStaggered(part, gap)
        ? gap
        : undefined;
      if (cut) found = { first, last, gutter: Math.round((start + (cut[0] + cut[1]) / 2) * STRIP) };
    }
    if (found) return found;
  }
  return undefined;
}

/** The widest white strip that has enough on both sides. */
function widestGap(inked: Uint32Array, lineHeight: number, tall: boolean): [number, number] | undefined {
  const first = inked.indexOf(1), last = inked.lastIndexOf(1);
  const minSide = (tall ? 1 : MIN_COLUMN) * lineHeight;
  let found: [number, number] | undefined;
  for (let from = inked.indexOf(0, first); from !== -1 && from <= last;) {
    const to = inked.indexOf(1, from);
    const widest = found ? found[1] - found[0] : GUTTER * lineHeight;
    if (to - from > widest && from - first >= minSide && last + 1 - to >= minSide) found = [from, to];
    from = inked.indexOf(0, to);
  }
  return found;
}

/** Side by side, but not on the same lines: read across, the lines of one side would be lost. */
function isStaggered(rows: readonly Uint32Array[], [from, to]: [number, number]): boolean {
  const sides = rows.map((row) => Number(row.indexOf(1) < from) + 2 * Number(row.lastIndexOf(1) >= to))
    .filter((side) => side > 0);
  const single = sides.filter((side) => side < 3);
  const changes = single.filter((side, i) => i > 0 && side !== single[i - 1]).length;
  return sides.length - single.length <= 0.25 * sides.length && changes >= MIN_CHANGES &&
    changes >= 0.6 * single.length;
}

/** Most lines of text fill their column; the rows of a table do not, and cut apart would lose what holds them together. */
function isText(rows: readonly Uint32Array[], from: number, to: number): boolean {
  const fills = (sides: Uint32Array[]) => {
    const ends = sides.map((side) => [side.indexOf(1), side.lastIndexOf(1)] as const).filter(([first]) => first !== -1);
    const left = Math.min(...ends.map(([first]) => first)), right = Math.max(...ends.map(([, last]) => last));
    const full = ends.filter(([first, last]) => last - first >= FULL_LINE * (right - left));
    return full.length >= FULL_LINES * rows.length;
  };
  return fills(rows.map((row) => row.subarray(0, from))) && fills(rows.map((row) => row.subarray(to)));
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
  const typical = median([...sums]);
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
      // Large letters have as much ink in their middle as elsewhere.
      if (sums[cut]! > VALLEY * typical) continue;
    }
    if (cut <= top) continue;
    lines.push({ ...row, y0: row.y0 + top, y1: row.y0 + cut, cost: width / Math.min(lineHeight, cut - top) + 2 });
    top = cut;
  }
  return lines;
}

/** Lines one under the other until there is enough for a step, or nothing for a while. */
function grouped(lines: readonly Line[], maxBlank: number): Band[] {
  const bands: Band[] = [];
  for (const line of lines) {
    const before = bands.at(-1);
    if (before && before.cost + line.cost <= MAX_COST && line.y0 - before.y1 <= maxBlank) {
      bands[bands.length - 1] = { ...joined(before, line), cost: before.cost + line.cost };
    } else bands.push({ ...line });
  }
  return bands;
}

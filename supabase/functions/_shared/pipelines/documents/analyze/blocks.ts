/**
 * Blocks of lines: what stands below one another with the same left edge, as an address does.
 *
 * @module
 */
import { type Box, overlap } from "../../../documents/pdf/geometry.ts";
import { fold } from "../text/fold.ts";
import { type Cell, type Row, textOf } from "../text/rows.ts";

export interface BlockLine extends Box {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly folded: string;
}

/** Lines may be so far apart, in font sizes. */
const LINE_GAP = 2.6;
const EDGE_SLACK = 0.8;

export function lineOf(row: Row, cell: Pick<Cell, "from" | "to"> & Box): BlockLine {
  const text = textOf(row, cell.from, cell.to);
  return {
    row,
    from: cell.from,
    to: cell.to,
    text,
    folded: fold(text),
    x0: cell.x0,
    x1: cell.x1,
    y0: cell.y0,
    y1: cell.y1,
  };
}

/** The lines below `start`, itself left out, with the same left edge or centred below it. */
export function linesBelow(
  rows: readonly Row[],
  start: Box & { readonly row: Row },
  most: number,
  gap = LINE_GAP,
): BlockLine[] {
  const lines: BlockLine[] = [];
  let last: Box = start;
  for (let i = start.row.index + 1; i < rows.length && lines.length < most; i++) {
    const row = rows[i]!;
    const size = Math.max(row.size, 1);
    if (row.page !== start.row.page || last.y0 - row.y1 > gap * size) break;
    const cell = row.cells.find((each) =>
      Math.abs(each.x0 - start.x0) <= EDGE_SLACK * size ||
      lines.length === 0 && each.x0 > start.x0 && each.x0 - start.x0 < 3 * size &&
        overlap(each.x0, each.x1, start.x0, start.x1) > 0
    );
    if (!cell) continue;
    const line = lineOf(row, cell);
    lines.push(line);
    last = line;
    // Below an indented first line its own edge counts.
    if (lines.length === 1) start = { ...start, x0: line.x0 };
  }
  return lines;
}

/** Lines of a block are as far apart as its first two, or little more. */
const UNEVEN = 1.5;

/** The lines above `start`, nearest first, with the same left edge. */
export function linesAbove(rows: readonly Row[], start: BlockLine, most: number): BlockLine[] {
  const lines: BlockLine[] = [];
  let last: BlockLine = start, spacing: number | undefined;
  for (let i = start.row.index - 1; i >= 0 && lines.length < most; i--) {
    const row = rows[i]!;
    const size = Math.max(row.size, 1);
    if (row.page !== start.row.page || row.y0 - last.y1 > LINE_GAP * size) break;
    const cell = row.cells.find((each) => Math.abs(each.x0 - start.x0) <= EDGE_SLACK * size);
    if (!cell) continue;
    const line = lineOf(row, cell), step = line.y0 - last.y0;
    if (spacing !== undefined && step > UNEVEN * spacing) break;
    spacing = Math.max(spacing ?? 0, step);
    lines.push(line);
    last = line;
  }
  return lines;
}

/**
 * The order in which labels on a page are read: down one column after the other, or row by row where the numbers go on
 * across.
 *
 * @module
 */
import type { Candidate } from "./candidates.ts";

/** Labels closer than this share of the page's width stand in one column. */
const COLUMN = 0.12;

/** @param cuts heights of headings, which may end columns above and begin columns below */
export function orderOnPage<T extends Candidate>(
  candidates: readonly T[],
  pageWidth: number,
  cuts: readonly number[],
): T[] {
  if (columnsOf(candidates, pageWidth).length < 2) return down(candidates, pageWidth);
  const orders = [
    down(candidates, pageWidth),
    bandsOf(candidates, cuts, (each) => each.base).flatMap((band) => down(band, pageWidth)),
    rowByRow(candidates),
  ];
  return orders.reduce((best, order) => ascents(order) > ascents(best) ? order : best);
}

const down = <T extends Candidate>(candidates: readonly T[], pageWidth: number): T[] =>
  columnsOf(candidates, pageWidth).flatMap((column) => column.sort((a, b) => b.base - a.base || a.x0 - b.x0));

/** Things between one cut and the next, from top to bottom; a band may be empty. */
export function bandsOf<T>(things: readonly T[], cuts: readonly number[], heightOf: (thing: T) => number): T[][] {
  const edges = [Infinity, ...[...cuts].sort((a, b) => b - a), -Infinity];
  return edges.slice(1).map((low, i) => things.filter((each) => heightOf(each) >= low && heightOf(each) < edges[i]!));
}

export function columnsOf<T extends Candidate>(candidates: readonly T[], pageWidth: number): T[][] {
  const columns: T[][] = [];
  for (const candidate of [...candidates].sort((a, b) => a.x0 - b.x0)) {
    const column = columns.at(-1);
    if (column && candidate.x0 - column.at(-1)!.x0 <= COLUMN * pageWidth) column.push(candidate);
    else columns.push([candidate]);
  }
  return columns;
}

function rowByRow<T extends Candidate>(candidates: readonly T[]): T[] {
  const rows: T[][] = [];
  for (const candidate of [...candidates].sort((a, b) => b.base - a.base)) {
    const row = rows.at(-1);
    if (row && row[0]!.base - candidate.base <= 0.6 * candidate.size) row.push(candidate);
    else rows.push([candidate]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x0 - b.x0));
}

const ascents = (candidates: readonly Candidate[]): number =>
  candidates.filter((each, i) => i > 0 && each.label.value === candidates[i - 1]!.label.value + 1).length;

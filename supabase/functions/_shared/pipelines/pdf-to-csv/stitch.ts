/**
 * Whether a table is the continuation of the one on the page before.
 *
 * @module
 */
import type { PageTable } from "./slices.ts";

/** What must be known of a table to tell whether the next one continues it. Small: it waits in a part. */
export interface Tail {
  readonly page: number;
  readonly columns: number;
  readonly x0: number;
  readonly x1: number;
  readonly below: readonly string[] | null;
  readonly pageTop: readonly string[];
  readonly heading: readonly (readonly string[])[];
}

/** A table and its continuation stand at the same place, as far as the text in them reaches. */
const SAME_PLACE = 0.85;

export function tailOf(table: PageTable, heading: readonly (readonly string[])[]): Tail {
  return {
    page: table.page,
    columns: columnsOf(table),
    x0: table.bbox[0],
    x1: table.bbox[2],
    below: table.below,
    pageTop: table.pageTop,
    heading,
  };
}

export const headingOf = (table: PageTable): string[][] => table.rows.slice(0, table.headerRows);

/** How many rows of `table` repeat the heading of the table it continues; undefined when it continues none. */
export function continues(tail: Tail | undefined, table: PageTable): number | undefined {
  if (!tail || !onlyRunning(table.above, tail.pageTop) || !onlyRunning(tail.below, table.pageBottom)) return undefined;
  if (table.page !== tail.page + 1 || columnsOf(table) !== tail.columns) return undefined;
  const common = Math.min(tail.x1, table.bbox[2]) - Math.max(tail.x0, table.bbox[0]);
  const width = Math.max(tail.x1, table.bbox[2]) - Math.min(tail.x0, table.bbox[0]);
  if (common < SAME_PLACE * width) return undefined;
  const repeated = tail.heading.length > 0 &&
    tail.heading.every((row, i) => row.join("\0") === (table.rows[i] ?? []).join("\0"));
  return repeated ? tail.heading.length : 0;
}

function columnsOf(table: PageTable): number {
  return table.rows[0]?.length ?? 0;
}

const CONTINUED = /\bcont(inued|'d|\.)/i;

/** Whether all the lines are running heads or feet: they stand on the other page too, or say that the table goes on. */
function onlyRunning(lines: readonly string[] | null, other: readonly string[]): boolean {
  return lines !== null && lines.every((line) => other.includes(line) || CONTINUED.test(line) || !/\p{L}/u.test(line));
}

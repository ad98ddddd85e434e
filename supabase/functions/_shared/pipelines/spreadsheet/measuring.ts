/**
 * The second pass between two slices: what it has gathered. An invocation that goes on has it in memory still; a fresh one
 * reads the part that the last slice wrote, tens of megabytes to be fetched, unpacked and put into tables again.
 *
 * @module
 */
import { Measure } from "./measure.ts";
import { releaseArrays, withOwnArrays } from "./sketches/pack.ts";
import type { Position } from "./sources/table_source.ts";
import { type Cursor, END, type Measured, PARTS, readState, type SheetRun, START, type Typed } from "./work_state.ts";

/** The pass as the slices up to `position` have left it. */
export interface Measuring {
  readonly table: number;
  readonly position: number;
  /** Where the next slice begins; null for the first. */
  readonly next: Position | null;
  /** The position of the slice before, whose part is not needed any more. */
  readonly before: number | null;
  readonly chunks: Measured["chunks"];
  readonly measure: Measure;
}

const LEFT = new WeakMap<SheetRun, Measuring>();

/** Keeps it for the next slice of this invocation. */
export function leave(run: SheetRun, measuring: Measuring): void {
  LEFT.set(run, measuring);
}

/** @param sharedColumns those that another table has, too; null when rows are not to be compared by them */
export async function takeUp(
  run: SheetRun,
  { table, position }: Extract<Cursor, { at: "measure" }>,
  { readings, skip }: Typed,
  sharedColumns: readonly number[] | null,
): Promise<Measuring> {
  const left = LEFT.get(run);
  // A slice that fails half-way has changed it: it is read anew then.
  LEFT.delete(run);
  if (left?.table === table && left.position === position) return left;
  if (position === START) {
    const measure = new Measure(readings, { skip }, sharedColumns);
    return { table, position, next: null, before: null, chunks: [], measure };
  }
  const { next, before, chunks, state } = await readState<Measured>(run, PARTS.measure(table, position));
  const measuring = { table, position, next: withOwnArrays(next), before, chunks };
  const measure = new Measure(readings, state, sharedColumns);
  releaseArrays(state);
  return { ...measuring, measure };
}

/** What the whole pass has gathered of a table. */
export async function readMeasured(run: SheetRun, table: number): Promise<{ measure: Measure; typed: Typed }> {
  const typed = await readState<Typed>(run, PARTS.typed(table));
  const { state } = await readState<Measured>(run, PARTS.measure(table, END));
  const measure = new Measure(typed.readings, state);
  releaseArrays(state);
  return { measure, typed };
}

/**
 * What changed from one table to another: columns, rows by their key, and how the values of each column lie.
 *
 * @module
 */
import type { ColumnDescription, SheetDescription } from "../describe/schema.ts";
import { count, listed, quoted, shown } from "../findings/words.ts";
import type { Measure } from "../measure.ts";
import { distanceOf } from "./distance.ts";
import { rowChanges } from "./rows.ts";
import type { Comparison } from "./schema.ts";

export interface Side {
  readonly described: SheetDescription;
  readonly measure: Measure;
}

/** Distances below this are chance. */
const NOTABLE = 0.1;

export function compareTables(before: Side, after: Side): Comparison {
  const old = before.described.columns, now = after.described.columns;
  const added_columns = now.filter((column) => !named(old, column.name)).map((column) => column.name);
  const removed_columns = old.filter((column) => !named(now, column.name)).map((column) => column.name);
  const shared = old.flatMap((column, i) => {
    const j = now.findIndex((other) => other.name === column.name);
    return j < 0 ? [] : [{ i, j, old: column, now: now[j]! }];
  });
  const retyped_columns = shared.filter((each) => each.old.type !== each.now.type)
    .map((each) => ({ name: each.old.name, before: each.old.type, after: each.now.type }));
  const changed_columns = shared.map(({ i, j, old, now }) => {
    const distance = distanceOf(before.measure.columns[i]!, after.measure.columns[j]!);
    return { name: old.name, changes: changesOf(old, now, before.described.rows, after.described.rows), distance };
  }).filter((column) => column.changes.length > 0 || (column.distance ?? 0) >= NOTABLE)
    .sort((a, b) => (b.distance ?? 0) - (a.distance ?? 0));
  const comparison: Omit<Comparison, "sentences"> = {
    before: nameOf(before),
    after: nameOf(after),
    rows_before: before.described.rows,
    rows_after: after.described.rows,
    added_columns,
    removed_columns,
    retyped_columns,
    changed_columns,
    rows: rowChanges(before, after, shared),
  };
  return { ...comparison, sentences: sentencesOf(comparison) };
}

const named = (columns: readonly ColumnDescription[], name: string): boolean =>
  columns.some((column) => column.name === name);
const nameOf = ({ described }: Side): string =>
  described.name === described.file ? described.file : `${described.file}, ${described.name}`;

function changesOf(old: ColumnDescription, now: ColumnDescription, rowsBefore: number, rowsAfter: number): string[] {
  const changes: string[] = [];
  const tell = (what: string, a: number | string | null, b: number | string | null) => {
    if (a !== b && a !== null && b !== null) changes.push(`${what} ${shown(a)} → ${shown(b)}`);
  };
  if (Math.abs(old.missing / Math.max(1, rowsBefore) - now.missing / Math.max(1, rowsAfter)) > 0.001) {
    tell("missing", old.missing, now.missing);
  }
  if (old.type === now.type) {
    tell("smallest", old.min, now.min);
    tell("largest", old.max, now.max);
    if (differs(old.mean, now.mean)) tell("mean", old.mean, now.mean);
    if (old.type === "text" || old.type === "code") tell("different values", old.distinct, now.distinct);
  }
  return changes;
}

function differs(a: number | string | null, b: number | string | null): boolean {
  return typeof a === "number" && typeof b === "number"
    ? Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b))
    : false;
}

function sentencesOf(comparison: Omit<Comparison, "sentences">): string[] {
  const { rows, added_columns, removed_columns, retyped_columns, changed_columns } = comparison;
  const sentences: string[] = [];
  if (added_columns.length > 0) sentences.push(`New: ${listed(added_columns.map(quoted), 6)}.`);
  if (removed_columns.length > 0) sentences.push(`Gone: ${listed(removed_columns.map(quoted), 6)}.`);
  for (const { name, before, after } of retyped_columns) {
    sentences.push(`${quoted(name)} was ${before} and is ${after}.`);
  }
  if (rows) {
    const about = rows.exact ? "" : "about ";
    sentences.push(
      `By ${listed(rows.key.map(quoted))}: ${about}${count(rows.added, "row")} added, ${about}${
        rows.removed.toLocaleString("en")
      } removed, ${about}${rows.changed.toLocaleString("en")} changed, ${about}${
        rows.same.toLocaleString("en")
      } the same.`,
    );
  } else if (comparison.rows_before !== comparison.rows_after) {
    sentences.push(
      `${count(comparison.rows_before, "row")} before, ${comparison.rows_after.toLocaleString("en")} after.`,
    );
  }
  const moved = changed_columns.filter((column) => (column.distance ?? 0) >= NOTABLE);
  if (moved.length > 0) {
    sentences.push(`The values of ${listed(moved.map((column) => quoted(column.name)), 6)} lie elsewhere than before.`);
  }
  if (sentences.length === 0) sentences.push("Nothing that was measured has changed.");
  return sentences;
}

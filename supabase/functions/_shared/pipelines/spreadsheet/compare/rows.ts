/**
 * Rows of two tables matched by a key, over the hashes that the passes have kept: exact while both tables have no more
 * keys and rows than the sketches hold, estimated above. A row has changed when its cells in the columns of both have.
 *
 * @module
 */
import type { ColumnDescription } from "../describe/schema.ts";
import type { Side } from "./index.ts";
import type { Comparison } from "./schema.ts";

interface Shared {
  readonly i: number;
  readonly j: number;
  readonly old: ColumnDescription;
  readonly now: ColumnDescription;
}

export function rowChanges(before: Side, after: Side, shared: readonly Shared[]): Comparison["rows"] {
  const key = shared.find((each) => isKey(each.old, before.described.rows) && isKey(each.now, after.described.rows));
  if (!key) return null;
  const a = before.measure.columns[key.i]!.distinct, b = after.measure.columns[key.j]!.distinct;
  const common = a.common(b);
  const rowsBefore = before.measure.shared ?? before.measure.seen,
    rowsAfter = after.measure.shared ?? after.measure.seen;
  const same = Math.min(common, rowsBefore.common(rowsAfter));
  return {
    key: [key.old.name],
    exact: [a, b, rowsBefore, rowsAfter].every((sketch) => sketch.isExact),
    added: Math.max(0, b.distinct() - common),
    removed: Math.max(0, a.distinct() - common),
    changed: common - same,
    same,
  };
}

/** Nearly every row has its own value; a few repetitions do not make it useless for matching. */
function isKey(column: ColumnDescription, rows: number): boolean {
  return rows > 0 && column.missing === 0 && column.type !== "number" && column.distinct >= rows * 0.98;
}

import type { ColumnDescription } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import classes from "./result_view.module.css";

const WIDTH = 120;
const HEIGHT = 28;
const MOST_VALUES = 12;

/** How a column's values lie, small enough for a table's cell: along their range, or the most frequent ones side by side. */
export function Histogram({ column }: { column: ColumnDescription }) {
  const isRange = column.histogram.length > 1;
  const values = column.unique ? [] : column.top_values.slice(0, MOST_VALUES);
  const counts = (isRange ? column.histogram : values).map(({ count }) => count);
  const most = Math.max(0, ...counts);
  // Values of which none came twice have nothing to show.
  if (counts.length < 2 || most === 0 || !isRange && most === 1) return null;
  const step = isRange ? WIDTH / counts.length : Math.min(WIDTH / counts.length, 16);
  const label = isRange
    ? `Distribution from ${column.min} to ${column.max}`
    : `Most frequent: ${values.map(({ value, count }) => `${value} ${count}`).join(", ")}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
      className={classes["histogram"]}
    >
      <title>{label}</title>
      {counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1, count / most * HEIGHT);
        const gap = isRange ? 1 : 4;
        return (
          <rect key={index} x={index * step} y={HEIGHT - height} width={Math.max(1, step - gap)} height={height} />
        );
      })}
    </svg>
  );
}

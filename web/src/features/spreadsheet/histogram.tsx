import type { ColumnDescription } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import classes from "./result_view.module.css";

const WIDTH = 120;
const HEIGHT = 28;

/** How a column's values lie, small enough for a table's cell. */
export function Histogram({ column }: { column: ColumnDescription }) {
  const most = column.histogram.reduce((most, bin) => Math.max(most, bin.count), 0);
  if (column.histogram.length < 2 || most === 0) return null;
  const step = WIDTH / column.histogram.length;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`Distribution from ${column.min} to ${column.max}`}
      className={classes["histogram"]}
    >
      {column.histogram.map(({ count }, index) => {
        const height = count === 0 ? 0 : Math.max(1, count / most * HEIGHT);
        return <rect key={index} x={index * step} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height} />;
      })}
    </svg>
  );
}

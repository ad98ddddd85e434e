import type {
  ColumnDescription,
  SheetDescription,
} from "../../../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import { percent } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/findings/words.ts";
import { Histogram } from "./histogram.tsx";
import classes from "./result_view.module.css";

const number = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 6 });
const shown = (value: number | string | null) => typeof value === "number" ? number(value) : value ?? "";

/** All columns of a table: type, gaps, different values, range, and how the values lie. */
export function ColumnTable({ sheet }: { sheet: SheetDescription }) {
  return (
    <div className={classes["scroller"]} role="region" aria-label={`Columns of ${sheet.name}`} tabIndex={0}>
      <table className={classes["columns"]}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col" data-numeric>Missing</th>
            <th scope="col" data-numeric>Different</th>
            <th scope="col">Range or most frequent</th>
            <th scope="col">Distribution</th>
          </tr>
        </thead>
        <tbody>{sheet.columns.map((column) => <Row key={column.name} column={column} rows={sheet.rows} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ column, rows }: { column: ColumnDescription; rows: number }) {
  const share = rows > 0 ? column.missing / rows : 0;
  const values = valuesOf(column);
  return (
    <tr>
      <th scope="row" title={column.name}>{column.name}</th>
      <td>{column.type}</td>
      <td data-numeric>{column.missing === 0 ? "none" : `${number(column.missing)} (${percent(share)})`}</td>
      <td data-numeric>{(column.distinct_error > 0 ? "≈ " : "") + number(column.distinct)}</td>
      <td className={classes["values"]} title={values}>{values}</td>
      <td>
        <Histogram column={column} />
      </td>
    </tr>
  );
}

function valuesOf({ quantiles, min, max, unique, top_values }: ColumnDescription): string {
  if (quantiles) return `${shown(min)} – ${shown(max)}`;
  if (unique) return "each row its own";
  if (top_values.length > 1 && top_values[0]!.count === 1) return "hardly any twice";
  return top_values.slice(0, 3).map((top) => top.value).join(", ");
}

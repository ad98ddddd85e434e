import type { Comparison } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/compare/schema.ts";
import { percent } from "../../../../supabase/functions/_shared/pipelines/spreadsheet/findings/words.ts";
import classes from "./result_view.module.css";

const FIRST = 40;

/** What changed from the first file to the second: in words, then column by column. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { before, after, sentences, changed_columns, rows } = comparison;
  return (
    <>
      <h3 className={classes["heading"]}>From {before} to {after}</h3>
      {rows && (
        <dl className={classes["counts"]}>
          {(["added", "removed", "changed", "same"] as const).map((what) => (
            <div key={what}>
              <dt>{what === "same" ? "the same" : what}</dt>
              <dd>{(rows.exact ? "" : "≈ ") + rows[what].toLocaleString("en")}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className={classes["sentences"]}>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      {changed_columns.length > 0 && (
        <div className={classes["scroller"]} role="region" aria-label="Columns that changed" tabIndex={0}>
          <table className={classes["columns"]}>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Change</th>
                <th scope="col">Values elsewhere</th>
              </tr>
            </thead>
            <tbody>
              {changed_columns.slice(0, FIRST).map((column) => (
                <tr key={column.name}>
                  <th scope="row" title={column.name}>{column.name}</th>
                  <td className={classes["changes"]}>{column.changes.join("; ")}</td>
                  <td>{column.distance !== null && <Distance value={column.distance} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** 0: the same, 1: nothing in common. */
function Distance({ value }: { value: number }) {
  return (
    <span className={classes["distance"]}>
      <i style={{ inlineSize: `${Math.round(value * 100)}%` }} aria-hidden="true" />
      <span>{percent(value)}</span>
    </span>
  );
}

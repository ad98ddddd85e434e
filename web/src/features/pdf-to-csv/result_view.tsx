import type { ResultViewProps } from "../kinds.ts";
import { ChartNote } from "./chart_note.tsx";
import { CsvView } from "./csv_view.tsx";
import classes from "./csv_view.module.css";

/** The tables that were found, as they stand in the CSV. */
export function ResultView({ job }: ResultViewProps) {
  const csv = job.files.find((file) => file.role === "output" && file.name.endsWith(".csv"));
  if (!csv) return null;
  return (
    <>
      <ChartNote job={job} />
      {csv.bytes > 0 ? <CsvView job={job} csv={csv} /> : (
        <p className={classes["none"]}>
          {job.title} has text, but none of it stands in a table that could be recognised.
        </p>
      )}
    </>
  );
}

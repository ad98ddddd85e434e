/**
 * What is said of one table.
 *
 * @module
 */
import type { Measure } from "../measure.ts";
import type { Table } from "../sources/table_source.ts";
import type { SurveyState } from "../survey.ts";
import { correlationsOf } from "./correlations.ts";
import { describeColumn } from "./describe_column.ts";
import { fencesOf } from "./outliers.ts";
import type { SheetDescription } from "./schema.ts";

export interface SheetParts {
  readonly file: string;
  readonly table: Table;
  readonly names: readonly string[];
  readonly survey: SurveyState;
  readonly measure: Measure;
}

export function describeSheet({ file, table, names, survey, measure }: SheetParts): SheetDescription {
  const { notes, heading } = survey;
  const csv = "csv" in table.source ? table.source.csv : null;
  const columns = measure.columns.map((column, i) => describeColumn(names[i]!, column, measure.rows));
  const fences = measure.columns.map((column) =>
    ["integer", "number"].includes(column.reading.type) ? fencesOf(column.quantiles.weighted()) : undefined
  );
  return {
    file,
    name: table.sheet ?? file,
    state: table.state,
    format: csv ? "csv" : "xlsx",
    encoding: csv ? csv.encoding.label + (csv.encoding.bom && csv.encoding.unit === 1 ? "-sig" : "") : null,
    delimiter: csv?.dialect.delimiter ?? null,
    rows: measure.rows,
    column_count: columns.length,
    header: heading?.names != null,
    title_rows: heading?.titles ?? 0,
    blank_rows: survey.blank,
    ragged_rows: survey.ragged,
    ragged_examples: survey.raggedRows,
    duplicate_rows: measure.seen.repeated(),
    duplicate_rows_exact: measure.seen.isExact,
    duplicate_examples: measure.repetitions.map(([row, first]) => ({ row, first })),
    stray_quotes: notes.strayQuotes,
    foreign_lines: notes.foreignLines,
    cells: csv ? null : {
      used_rows: notes.lastRow,
      used_columns: notes.lastColumn,
      with_value: notes.cellsWithValue,
      numeric: notes.numericCells,
      numeric_sum: notes.numericSum,
      formulas: notes.formulas,
      errors: notes.errorCells,
      merged_ranges: notes.mergedRanges,
    },
    columns,
    correlations: correlationsOf(names, measure, fences),
    correlation_rows: measure.sample.size,
    keys: columns.filter((column) => column.unique && column.type !== "number").map((column) => column.name),
    clean: [],
  };
}

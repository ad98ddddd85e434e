/**
 * `profile.json`: what was found out about each column. This is its documented schema.
 *
 * @module
 */
import { z } from "zod";
import { Comparison } from "../compare/schema.ts";
import { COLUMN_TYPES } from "../types/decide.ts";

const Count = z.number().int().nonnegative();
const Row = z.number().int().positive().meta({ description: "Row of data, from 1; blank lines are not counted." });

/** A statistic of numbers; for dates the same as ISO 8601. */
const Value = z.union([z.number(), z.string()]).nullable();

export const Bin = z.object({ from: Value, to: Value, count: z.number() });
export const TopValue = z.object({ value: z.string(), count: Count });
export const Outlier = z.object({ row: Row, value: Value });

export const ColumnDescription = z.object({
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  /** Cells without a value: empty ones and words such as NA. */
  missing: Count,
  empty: Count,
  missing_words: Count,
  /** Different values, words such as NA included, white space around them not. */
  distinct: Count,
  /** Relative standard error of `distinct`; 0: exact. */
  distinct_error: z.number(),
  /** True when every row has a value of its own. */
  unique: z.boolean(),
  /** Cells that do not fit the type, with examples. */
  misfits: Count,
  misfit_examples: z.array(z.object({ row: Row, text: z.string() })),
  /** Cells with white space around their text. */
  padded: Count,
  min: Value,
  max: Value,
  mean: Value,
  sum: z.number().nullable(),
  deviation: z.number().nullable(),
  skew: z.number().nullable(),
  negatives: Count.nullable(),
  zeros: Count.nullable(),
  quantiles: z.object({ p1: Value, p5: Value, p25: Value, p50: Value, p75: Value, p95: Value, p99: Value }).nullable(),
  /** Largest error of a quantile's rank, as a share of the values; 0: exact. */
  quantile_error: z.number(),
  histogram: z.array(Bin),
  outliers: z.object({ below: Value, above: Value, count: Count, examples: z.array(Outlier) }).nullable(),
  top_values: z.array(TopValue),
  /** By how much a count of `top_values` may be too low; 0: exact. */
  top_error: Count,
  length: z.object({ min: Count, max: Count, mean: z.number() }).nullable(),
  patterns: z.array(z.object({ pattern: z.string(), share: z.number() })),
  true_count: Count.nullable(),
  dates: z.object({
    days: Count,
    gaps: z.array(z.object({ after: z.string(), before: z.string(), days: Count })),
    order: z.enum(["day-first", "month-first"]),
  }).nullable(),
  decimal: z.enum(["point", "comma"]).nullable(),
  doubt: z.enum(["decimal-mark", "date-order", "mixed-date-order"]).nullable(),
  unit: z.enum(["percent", "currency"]).nullable(),
  personal: z.object({ kind: z.string(), share: z.number() }).nullable(),
});
export type ColumnDescription = z.infer<typeof ColumnDescription>;

export const Correlation = z.object({
  a: z.string(),
  b: z.string(),
  method: z.enum(["pearson", "spearman", "cramers_v"]),
  value: z.number(),
  /** Pearson's, without the outliers of either column. */
  without_outliers: z.number().nullable(),
  rows: Count,
});
export type Correlation = z.infer<typeof Correlation>;

export const SheetDescription = z.object({
  file: z.string(),
  name: z.string(),
  state: z.enum(["visible", "hidden"]),
  format: z.enum(["csv", "xlsx"]),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  rows: Count,
  column_count: Count,
  header: z.boolean(),
  title_rows: Count,
  blank_rows: Count,
  ragged_rows: Count,
  ragged_examples: z.array(Row),
  duplicate_rows: Count,
  duplicate_rows_exact: z.boolean(),
  duplicate_examples: z.array(z.object({ row: Row, first: Row })),
  stray_quotes: Count,
  foreign_lines: Count,
  /** Of workbooks only: what the whole sheet holds, header and all. */
  cells: z.object({
    used_rows: Count,
    used_columns: Count,
    with_value: Count,
    numeric: Count,
    numeric_sum: z.number(),
    formulas: Count,
    errors: Count,
    merged_ranges: Count,
  }).nullable(),
  columns: z.array(ColumnDescription),
  correlations: z.array(Correlation),
  correlation_rows: Count,
  keys: z.array(z.string()),
  /** The cleaned table's files. */
  clean: z.array(z.string()),
});
export type SheetDescription = z.infer<typeof SheetDescription>;

export const Finding = z.object({
  id: z.string(),
  severity: z.enum(["problem", "notice", "fact"]),
  /** 0..1: what a reader should know first. */
  weight: z.number(),
  sheet: z.string(),
  columns: z.array(z.string()),
  text: z.string(),
  numbers: z.record(z.string(), z.union([z.number(), z.string()])),
  rows: z.array(Row),
});
export type Finding = z.infer<typeof Finding>;

export const Profile = z.object({
  version: z.literal(1),
  sheets: z.array(SheetDescription),
  findings: z.array(Finding),
  /** Of two tables, what is different. */
  comparison: Comparison.nullable(),
  unreadable: z.array(z.object({ file: z.string(), type: z.string(), detail: z.string() })),
});
export type Profile = z.infer<typeof Profile>;

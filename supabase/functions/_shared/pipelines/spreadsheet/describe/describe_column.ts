/**
 * From what was gathered of a column to what is said about it.
 *
 * @module
 */
import type { ColumnProfile } from "../profile/column_profile.ts";
import { personalHeading } from "../profile/personal.ts";
import { quantile } from "../sketches/quantiles.ts";
import { isoOf } from "../types/dates.ts";
import { describeDays } from "./days.ts";
import { histogramOf } from "./histogram.ts";
import { outliersOf } from "./outliers.ts";
import type { ColumnDescription } from "./schema.ts";

const TOP = 10;
/** The bound of the sketch, see quantiles.ts. */
const RANK_ERROR = (kept: number): number => 6 / kept;

export function describeColumn(name: string, column: ColumnProfile, rows: number): ColumnDescription {
  const { type } = column.reading;
  const isNumber = type === "integer" || type === "number";
  const isDate = type === "date" || type === "datetime";
  const value = (number: number | null) =>
    number === null ? null : isDate ? isoOf(number, type === "datetime") : round(number);
  const weighted = isNumber || isDate ? column.quantiles.weighted() : [];
  const q = (share: number) => value(quantile(weighted, share));
  const { moments } = column;
  const missing = column.empty + column.nothing;
  const distinct = column.distinct.distinct();
  const isText = type === "text" || type === "code";
  return {
    name,
    type,
    missing,
    empty: column.empty,
    missing_words: column.nothing,
    distinct,
    distinct_error: round(column.distinct.error()),
    unique: rows > 1 && missing === 0 && column.distinct.isExact && distinct === rows,
    misfits: column.misfits,
    misfit_examples: column.misfitExamples.map(([row, text]) => ({ row, text })),
    padded: column.padded,
    min: isText ? null : value(moments.min),
    max: isText ? null : value(moments.max),
    mean: isText || moments.n === 0 ? null : value(moments.mean),
    sum: isNumber && moments.n > 0 ? round(moments.sum) : null,
    deviation: isNumber ? roundOrNull(moments.deviation) : null,
    skew: isNumber ? roundOrNull(moments.skew) : null,
    negatives: isNumber ? column.negatives : null,
    zeros: isNumber ? column.zeros : null,
    quantiles: weighted.length > 0
      ? { p1: q(0.01), p5: q(0.05), p25: q(0.25), p50: q(0.5), p75: q(0.75), p95: q(0.95), p99: q(0.99) }
      : null,
    quantile_error: weighted.length === 0 || column.quantiles.isExact ? 0 : round(RANK_ERROR(weighted.length)),
    histogram: histogramOf(weighted, moments.min, moments.max, type === "integer").map((bin) => ({
      from: value(bin.from),
      to: value(bin.to),
      count: bin.count,
    })),
    outliers: isNumber ? outliersOf(column, weighted) : null,
    top_values: column.top.top(TOP).map(([text, count]) => ({ value: text, count })),
    top_error: column.top.error,
    length: isText && moments.n > 0
      ? { min: moments.min ?? 0, max: moments.max ?? 0, mean: round(moments.mean) }
      : null,
    patterns: isText ? patternsOf(column) : [],
    true_count: type === "boolean" ? column.truths : null,
    dates: isDate ? describeDays(column) : null,
    decimal: isNumber ? column.reading.convention : null,
    doubt: column.reading.doubt,
    unit: column.reading.percent > 0.5 ? "percent" : column.reading.currency > 0.5 ? "currency" : null,
    personal: personalOf(name, column),
  };
}

/** Twelve significant digits: what is left of rounding errors goes, what was written stays. */
export function round(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

const roundOrNull = (value: number | null): number | null => value === null ? null : round(value);

function patternsOf(column: ColumnProfile): ColumnDescription["patterns"] {
  const looked = column.looked;
  return looked === 0
    ? []
    : column.patterns.top(5).map(([pattern, count]) => ({ pattern, share: round(count / looked) }));
}

function personalOf(name: string, column: ColumnProfile): ColumnDescription["personal"] {
  const looked = column.looked;
  const [kind, count] = [...column.personal].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  if (looked > 0 && count / looked > 0.05) return { kind, share: round(count / looked) };
  const promised = personalHeading(name);
  return promised && column.distinct.distinct() > 1 ? { kind: promised, share: 0 } : null;
}

/**
 * From the counts of the first pass to a type for each column. What is ambiguous is decided by the column, else by the
 * other columns, else by convention, and then it says so.
 *
 * @module
 */
import { DATE_SHAPES, type DateOrder } from "./dates.ts";
import type { Convention } from "./numbers.ts";
import type { ShapeCounts } from "./shapes.ts";

export const COLUMN_TYPES = ["integer", "number", "boolean", "date", "datetime", "code", "text", "empty"] as const;
export type ColumnType = typeof COLUMN_TYPES[number];

export type ColumnReading = {
  type: ColumnType;
  convention: Convention;
  order: DateOrder;
  /** Why the reading is a guess; null when it is none. */
  doubt: "decimal-mark" | "date-order" | "mixed-date-order" | null;
  /** Shares of cells with a percent sign and with a currency. */
  percent: number;
  currency: number;
};

export type ReadingOptions = {
  decimal: "auto" | Convention;
  dates: "auto" | DateOrder;
  /** Semicolons between the cells go with commas in the numbers. */
  delimiter: string | null;
};

/** At least this share of a column's values must fit its type; the others are reported one by one. */
const FITTING = 0.9;

const NUMBERS = ["integer", "point", "comma", "either-comma", "either-point"] as const;

export function decideReadings(counts: ShapeCounts, options: ReadingOptions): ColumnReading[] {
  const columns = Array.from({ length: counts.columns }, (_, column) => column);
  const total = (shape: Parameters<ShapeCounts["get"]>[1]) =>
    columns.reduce((sum, column) => sum + counts.get(column, shape), 0);
  const fileConvention: Convention | undefined = total("comma") > 0 && total("point") === 0
    ? "comma"
    : total("point") > 0 && total("comma") === 0
    ? "point"
    : undefined;
  const dayFirst = total("day-first"), monthFirst = total("month-first");
  const fileOrder: DateOrder | undefined = dayFirst > 0 && monthFirst === 0
    ? "day-first"
    : monthFirst > 0 && dayFirst === 0
    ? "month-first"
    : undefined;
  return columns.map((column) => decide(counts, column, options, fileConvention, fileOrder));
}

function decide(
  counts: ShapeCounts,
  column: number,
  options: ReadingOptions,
  fileConvention: Convention | undefined,
  fileOrder: DateOrder | undefined,
): ColumnReading {
  const of = (...shapes: Parameters<ShapeCounts["get"]>[1][]) => counts.get(column, ...shapes);
  const numbers = of(...NUMBERS), dates = of(...DATE_SHAPES), truths = of("truth"), codes = of("code");
  const all = numbers + dates + truths + codes + of("text");
  const reading: ColumnReading = {
    type: "text",
    convention: "point",
    order: "day-first",
    doubt: null,
    percent: all && of("percent") / all,
    currency: all && of("currency") / all,
  };
  if (all === 0) return { ...reading, type: "empty" };
  if (codes > 0 && codes + of("integer") >= all * FITTING && codes > (codes + of("integer")) * 0.001) {
    return { ...reading, type: "code" };
  }
  if (numbers >= all * FITTING) {
    const { convention, isDoubtful } = conventionOf(of, options, fileConvention);
    const fitting = of("integer", "either-comma", "either-point", convention);
    if (fitting < all * FITTING) return reading;
    const whole = of("integer") + of(convention === "point" ? "either-comma" : "either-point");
    return {
      ...reading,
      type: whole === fitting && of("percent") === 0 ? "integer" : "number",
      convention,
      doubt: isDoubtful ? "decimal-mark" : null,
    };
  }
  if (dates >= all * FITTING) {
    const { order, doubt } = orderOf(of, options, fileOrder);
    const misread = order === "day-first" ? of("month-first") : of("day-first");
    if (dates - misread < all * FITTING) return { ...reading, doubt: "mixed-date-order" };
    return { ...reading, type: of("iso-time", "dated-time") > 0 ? "datetime" : "date", order, doubt };
  }
  if (truths >= all * FITTING) return { ...reading, type: "boolean" };
  return reading;
}

type Of = (...shapes: Parameters<ShapeCounts["get"]>[1][]) => number;

function conventionOf(of: Of, options: ReadingOptions, file: Convention | undefined) {
  if (options.decimal !== "auto") return { convention: options.decimal, isDoubtful: false };
  const point = of("point"), comma = of("comma");
  const open = of("either-comma", "either-point");
  if (point > 0 || comma > 0) {
    return { convention: (comma > point ? "comma" : "point") as Convention, isDoubtful: false };
  }
  if (open === 0) return { convention: file ?? "point" as Convention, isDoubtful: false };
  if (file) return { convention: file, isDoubtful: false };
  // "1.234" alone is most often a decimal, "1,234" alone most often a thousand: both are the point's convention.
  return { convention: (options.delimiter === ";" ? "comma" : "point") as Convention, isDoubtful: true };
}

function orderOf(of: Of, options: ReadingOptions, file: DateOrder | undefined) {
  const either = of("either"), dotted = of("either-dotted");
  const dayFirst = of("day-first"), monthFirst = of("month-first");
  const order = (order: DateOrder, doubt: ColumnReading["doubt"] = null) => ({ order, doubt });
  if (options.dates !== "auto") return order(options.dates);
  if (dayFirst > 0 && monthFirst > 0) {
    return order(dayFirst >= monthFirst ? "day-first" : "month-first", "mixed-date-order");
  }
  if (dayFirst > 0) return order("day-first");
  if (monthFirst > 0) return order("month-first");
  if (either === 0) return order("day-first");
  if (file) return order(file);
  return order("day-first", dotted > 0 && either === 0 ? null : "date-order");
}

import type { ColumnProfile } from "../profile/column_profile.ts";
import { isoOf, momentOfDay } from "../types/dates.ts";
import type { ColumnDescription } from "./schema.ts";

const MOST_GAPS = 5;

/** How many different days there are, and the longest stretches without any that are unlike the usual distance. */
export function describeDays(column: ColumnProfile): ColumnDescription["dates"] {
  const { order } = column.reading;
  if (!column.days) return { days: 0, gaps: [], order };
  const days = [...column.days].sort((a, b) => a - b);
  const steps = days.slice(1).map((day, i) => ({ day, before: days[i]!, length: day - days[i]! }));
  const lengths = steps.map((step) => step.length).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const gaps = days.length < 10 ? [] : steps.filter((step) => step.length > Math.max(1, usual * 2))
    .sort((a, b) => b.length - a.length || a.day - b.day).slice(0, MOST_GAPS)
    .map(({ before, day, length }) => ({
      after: isoOf(momentOfDay(before), false),
      before: isoOf(momentOfDay(day), false),
      days: length - 1,
    }));
  return { days: days.length, gaps, order };
}

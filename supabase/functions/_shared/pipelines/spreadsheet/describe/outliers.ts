/**
 * Numbers far from the others: beyond three times the distance between the quartiles (Tukey's outer fences). What is
 * skewed by nature, as amounts are, is judged by its logarithm.
 *
 * @module
 */
import type { ColumnProfile } from "../profile/column_profile.ts";
import { quantile, shareBelow } from "../sketches/quantiles.ts";
import type { ColumnDescription } from "./schema.ts";

type Weighted = readonly (readonly [number, number])[];

const FEWEST = 12;
const EXAMPLES = 10;

export interface Fences {
  readonly low: number;
  readonly high: number;
}

export function fencesOf(weighted: Weighted): Fences | undefined {
  if (weighted.length < FEWEST) return undefined;
  const p = (share: number) => quantile(weighted, share)!;
  const isSkewed = weighted[0]![0] > 0 && p(0.75) - p(0.5) > 2 * (p(0.5) - p(0.25)) && p(0.95) > 5 * p(0.5);
  const scale = isSkewed ? Math.log : (value: number) => value;
  const back = isSkewed ? Math.exp : (value: number) => value;
  const [q1, q3] = [scale(p(0.25)), scale(p(0.75))];
  if (q3 - q1 <= 0) return undefined;
  return { low: back(q1 - 3 * (q3 - q1)), high: back(q3 + 3 * (q3 - q1)) };
}

export function outliersOf(column: ColumnProfile, weighted: Weighted): ColumnDescription["outliers"] {
  const fences = fencesOf(weighted);
  if (!fences) return null;
  const low = column.extremes.low.filter(([value]) => value < fences.low);
  const high = column.extremes.high.filter(([value]) => value > fences.high);
  // Beyond what the extremes hold, the share is estimated.
  const n = column.quantiles.n;
  const lowCount = low.length < column.extremes.low.length
    ? low.length
    : Math.round(shareBelow(weighted, fences.low) * n);
  const highCount = high.length < column.extremes.high.length
    ? high.length
    : Math.round((1 - shareBelow(weighted, fences.high)) * n);
  const examples = [...high, ...low].slice(0, EXAMPLES).map(([value, row]) => ({ row, value }));
  return {
    below: Number(fences.low.toPrecision(6)),
    above: Number(fences.high.toPrecision(6)),
    count: lowCount + highCount,
    examples,
  };
}

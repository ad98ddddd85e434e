/**
 * Which columns go together: Pearson and Spearman for numbers, Cramér's V for words, over the sample of rows.
 *
 * @module
 */
import type { Measure } from "../measure.ts";
import type { Fences } from "./outliers.ts";
import type { Correlation } from "./schema.ts";
import { round } from "./describe_column.ts";

const MOST_COLUMNS = 40;
const MOST_CATEGORIES = 30;
const FEWEST_ROWS = 10;
const KEPT = 60;
/** Below this a correlation is noise or of no use to a reader. */
const WEAKEST = 0.3;

export function correlationsOf(
  names: readonly string[],
  measure: Measure,
  fences: readonly (Fences | undefined)[],
): Correlation[] {
  const { sample, columns } = measure;
  const indexes = columns.map((_, i) => i);
  const numbers = indexes.filter((i) => ["integer", "number", "date", "datetime"].includes(columns[i]!.reading.type))
    .filter((i) => columns[i]!.distinct.distinct() > 2).slice(0, MOST_COLUMNS);
  const words = indexes.filter((i) => ["text", "code", "boolean"].includes(columns[i]!.reading.type))
    .filter((i) => isCategory(columns[i]!.distinct.distinct(), measure.rows)).slice(0, MOST_COLUMNS);
  const values = new Map([...numbers, ...words].map((i) => [i, sample.column(i)]));
  const found: Correlation[] = [];
  for (const [a, b] of pairs(numbers)) {
    const both = complete(values.get(a)!, values.get(b)!);
    if (both.length < FEWEST_ROWS) continue;
    const pearson = pearsonOf(both);
    const spearman = pearsonOf(ranked(both));
    const inside = both.filter(([x, y]) => isInside(x, fences[a]) && isInside(y, fences[b]));
    const without = inside.length < both.length && inside.length >= FEWEST_ROWS ? pearsonOf(inside) : null;
    const strongest = Math.max(Math.abs(pearson), Math.abs(spearman), Math.abs(without ?? 0));
    if (!(strongest >= WEAKEST)) continue;
    const shared = { a: names[a]!, b: names[b]!, rows: both.length };
    found.push({
      ...shared,
      method: "pearson",
      value: round(pearson),
      without_outliers: without === null ? null : round(without),
    });
    found.push({ ...shared, method: "spearman", value: round(spearman), without_outliers: null });
  }
  for (const [a, b] of pairs(words)) {
    const both = complete(values.get(a)!, values.get(b)!);
    const value = both.length < FEWEST_ROWS ? 0 : cramersV(both);
    if (value >= WEAKEST) {
      found.push({
        a: names[a]!,
        b: names[b]!,
        method: "cramers_v",
        value: round(value),
        without_outliers: null,
        rows: both.length,
      });
    }
  }
  const strength = (each: Correlation) => Math.max(Math.abs(each.value), Math.abs(each.without_outliers ?? 0));
  return found.sort((x, y) => strength(y) - strength(x)).slice(0, KEPT);
}

const isCategory = (distinct: number, rows: number): boolean =>
  distinct > 1 && distinct <= MOST_CATEGORIES && distinct < rows / 3;
const isInside = (value: number, fences: Fences | undefined): boolean =>
  !fences || value >= fences.low && value <= fences.high;

function pairs(indexes: readonly number[]): [number, number][] {
  return indexes.flatMap((a, i) => indexes.slice(i + 1).map((b): [number, number] => [a, b]));
}

type Pair = readonly [number, number];

function complete(a: Float64Array, b: Float64Array): Pair[] {
  const both: Pair[] = [];
  for (let i = 0; i < a.length; i++) if (!Number.isNaN(a[i]!) && !Number.isNaN(b[i]!)) both.push([a[i]!, b[i]!]);
  return both;
}

function pearsonOf(both: readonly Pair[]): number {
  let n = 0, meanX = 0, meanY = 0, xx = 0, yy = 0, xy = 0;
  for (const [x, y] of both) {
    n++;
    const dx = x - meanX, dy = y - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : NaN;
}

function ranked(both: readonly Pair[]): Pair[] {
  const ranksX = ranksOf(both.map(([x]) => x)), ranksY = ranksOf(both.map(([, y]) => y));
  return both.map((_, i) => [ranksX[i]!, ranksY[i]!]);
}

/** Equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end++;
    for (let i = start; i <= end; i++) ranks[order[i]!] = (start + end) / 2;
    start = end + 1;
  }
  return ranks;
}

/** With the correction for small samples (Bergsma, 2013). */
function cramersV(both: readonly Pair[]): number {
  const rows = new Map<number, number>(), columns = new Map<number, number>(), cells = new Map<string, number>();
  const more = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [x, y] of both) {
    more(rows, x);
    more(columns, y);
    more(cells, `${x} ${y}`);
  }
  const n = both.length, r = rows.size, k = columns.size;
  if (r < 2 || k < 2) return 0;
  let chi = 0;
  for (const [x, a] of rows) {
    for (const [y, b] of columns) {
      const expected = a * b / n, seen = cells.get(`${x} ${y}`) ?? 0;
      chi += (seen - expected) ** 2 / expected;
    }
  }
  const phi = Math.max(0, chi / n - (k - 1) * (r - 1) / (n - 1));
  const least = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1;
  return least > 0 ? Math.min(1, Math.sqrt(phi / least)) : 0;
}

import type { ColumnProfile } from "../profile/column_profile.ts";

/**
 * How differently two columns' values lie: 0 the same, 1 nothing in common. Numbers and dates by the largest difference of
 * their cumulative shares (Kolmogorov-Smirnov), words by half the sum of the differences of their shares (total variation).
 *
 * @returns null where they cannot be compared
 */
export function distanceOf(before: ColumnProfile, after: ColumnProfile): number | null {
  if (before.quantiles.n > 0 && after.quantiles.n > 0) return kolmogorovSmirnov(before, after);
  if (before.reading.type !== after.reading.type || before.top.error > 0 || after.top.error > 0) return null;
  return totalVariation(before, after);
}

function kolmogorovSmirnov(before: ColumnProfile, after: ColumnProfile): number {
  const a = before.quantiles.weighted(), b = after.quantiles.weighted();
  const totalA = a.reduce((sum, [, weight]) => sum + weight, 0),
    totalB = b.reduce((sum, [, weight]) => sum + weight, 0);
  let i = 0, j = 0, shareA = 0, shareB = 0, largest = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]![0], b[j]![0]);
    for (; i < a.length && a[i]![0] === value; i++) shareA += a[i]![1] / totalA;
    for (; j < b.length && b[j]![0] === value; j++) shareB += b[j]![1] / totalB;
    largest = Math.max(largest, Math.abs(shareA - shareB));
  }
  return Math.round(largest * 1000) / 1000;
}

const ALL = 1000;

function totalVariation(before: ColumnProfile, after: ColumnProfile): number | null {
  const a = new Map(before.top.top(ALL)), b = new Map(after.top.top(ALL));
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
  const totalA = sum(a), totalB = sum(b);
  if (totalA === 0 || totalB === 0) return null;
  let distance = 0;
  for (const value of new Set([...a.keys(), ...b.keys()])) {
    distance += Math.abs((a.get(value) ?? 0) / totalA - (b.get(value) ?? 0) / totalB);
  }
  return Math.round(distance / 2 * 1000) / 1000;
}

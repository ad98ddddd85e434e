export interface NumberBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const MOST = 24;

/** Bins of equal width; a few whole numbers get a bin each. */
export function histogramOf(
  weighted: readonly (readonly [number, number])[],
  min: number | null,
  max: number | null,
  whole: boolean,
): NumberBin[] {
  if (weighted.length === 0 || min === null || max === null) return [];
  if (min === max) return [{ from: min, to: max, count: weighted.reduce((sum, [, weight]) => sum + weight, 0) }];
  const single = whole && max - min < MOST;
  const amount = single ? max - min + 1 : Math.min(MOST, Math.max(5, Math.ceil(Math.log2(weighted.length) + 4)));
  const width = single ? 1 : (max - min) / amount;
  const counts = new Array<number>(amount).fill(0);
  for (const [value, weight] of weighted) {
    counts[Math.max(0, Math.min(amount - 1, Math.floor((value - min) / width)))]! += weight;
  }
  return counts.map((count, i) => ({
    from: min + i * width,
    to: single ? min + i : i === amount - 1 ? max : min + (i + 1) * width,
    count,
  }));
}

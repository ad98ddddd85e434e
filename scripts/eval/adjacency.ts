/**
 * How alike two tables are, by adjacency relations: the measure of the ICDAR 2013 table competition (Göbel, Hassan,
 * Oro, Orsi: "A Methodology for Evaluating Algorithms for Table Understanding in PDF Documents", 2012). Each cell with
 * text is related to the next cell with text to its right and to the next below; text counts without white space and
 * case, and a spanning cell counts in its first row and column only.
 *
 * @module
 */
export type Rows = readonly (readonly string[])[];
export type Relations = ReadonlyMap<string, number>;

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export const plain = (text: string): string => text.replace(/\s+/g, "").toLowerCase();

export function relationsOf(rows: Rows): Relations {
  const grid = rows.map((row) => row.map(plain));
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  grid.forEach((row, r) =>
    row.forEach((text, c) => {
      if (!text) return;
      const right = row.slice(c + 1).find((other) => other);
      if (right) add(`${text}\u0001${right}\u0001right`);
      const below = grid.slice(r + 1).find((other) => other[c])?.[c];
      if (below) add(`${text}\u0001${below}\u0001below`);
    })
  );
  return counts;
}

export function sizeOf(relations: Relations): number {
  let size = 0;
  for (const count of relations.values()) size += count;
  return size;
}

/** How many relations both have. */
export function common(a: Relations, b: Relations): number {
  let shared = 0;
  for (const [key, count] of a) shared += Math.min(count, b.get(key) ?? 0);
  return shared;
}

export function score(right: number, gold: number, found: number): Score {
  const precision = found > 0 ? right / found : 0, recall = gold > 0 ? right / gold : 0;
  return { precision, recall, f1: precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 };
}

export interface Match {
  readonly gold: number;
  /** Index of the found table; undefined when none shares a relation with the gold table. */
  readonly found: number | undefined;
  readonly right: number;
}

/** Pairs each gold table with at most one found table, the pairs with most common relations first. */
export function matchTables(gold: readonly Relations[], found: readonly Relations[]): Match[] {
  const pairs = gold.flatMap((a, i) => found.map((b, j) => ({ gold: i, found: j, right: common(a, b) })))
    .filter((pair) => pair.right > 0)
    .sort((a, b) => b.right - a.right || b.gold - a.gold || b.found - a.found);
  const taken = new Set<number>(), matches = new Map<number, Match>();
  for (const pair of pairs) {
    if (matches.has(pair.gold) || taken.has(pair.found)) continue;
    matches.set(pair.gold, pair);
    taken.add(pair.found);
  }
  return gold.map((_, i) => matches.get(i) ?? { gold: i, found: undefined, right: 0 });
}

/**
 * The columns that a table has in common with the one that it is compared with, sorted by name: the same order in both.
 *
 * @returns null when they are all columns, in the same order in both
 */
export function sharedColumns(names: readonly string[], others: readonly string[]): number[] | null {
  if (names.length === others.length && names.every((name, column) => name === others[column])) return null;
  const known = new Set(others);
  return names.map((_, column) => column).filter((column) => known.has(names[column]!))
    .sort((a, b) => names[a]! < names[b]! ? -1 : 1);
}

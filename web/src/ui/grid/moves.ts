import type { CellAt } from "./cell.ts";

const PAGE_ROWS = 10;

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Where a key takes the cursor, as in a spreadsheet; undefined for a key that does not move it. */
export function moved(
  from: CellAt | undefined,
  { key, ctrlKey, metaKey }: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  { rows, columns }: Size,
): CellAt | undefined {
  const isFar = ctrlKey || metaKey;
  const { row, column } = from ?? { row: 0, column: 0 };
  const targets: Record<string, readonly [number, number]> = {
    ArrowUp: [isFar ? 0 : row - 1, column],
    ArrowDown: [isFar ? rows : row + 1, column],
    ArrowLeft: [row, isFar ? 0 : column - 1],
    ArrowRight: [row, isFar ? columns : column + 1],
    PageUp: [row - PAGE_ROWS, column],
    PageDown: [row + PAGE_ROWS, column],
    Home: [isFar ? 0 : row, 0],
    End: [isFar ? rows : row, columns],
  };
  const target = targets[key];
  if (!target) return undefined;
  if (!from) return { row: 0, column: 0 };
  const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at));
  return { row: within(target[0], rows), column: within(target[1], columns) };
}

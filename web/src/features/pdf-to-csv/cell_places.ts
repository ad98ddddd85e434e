import type { CellAt } from "../../ui/grid/cell.ts";
import type { PdfBox } from "../../ui/pdf/rectangle.ts";

/** As in `cells.json`: `[row, column, rowSpan, columnSpan, page, x0, y0, x1, y1]`. */
export type PlacedCell = readonly [number, number, number, number, number, number, number, number, number];

export interface CellPlace {
  readonly page: number;
  readonly box: PdfBox;
}

/** The cell of a page whose box is the one that is looked for. */
export function cellAt(
  cells: readonly PlacedCell[],
  page: number,
  isIt: (box: PdfBox) => boolean,
): CellAt | undefined {
  const cell = cells.find(([, , , , at, x0, y0, x1, y1]) => at === page && isIt([x0, y0, x1, y1]));
  return cell && { row: cell[0], column: cell[1] };
}

/** Where a cell was; undefined for one without text. Whoever chooses a place that a cell spans means that cell. */
export function placeOf(cells: readonly PlacedCell[], { row, column }: CellAt): CellPlace | undefined {
  const cell = cells.find(([top, left, rowSpan, columnSpan]) =>
    row >= top && row < top + rowSpan && column >= left && column < left + columnSpan
  );
  if (!cell) return undefined;
  const [, , , , page, x0, y0, x1, y1] = cell;
  return { page, box: [x0, y0, x1, y1] };
}

import type { KeyboardEvent } from "react";
import type { CellPlace } from "../cell_places.ts";
import type { TablePlace } from "../use_table_places.ts";
import classes from "./page_overlay.module.css";
import { rectangleOf } from "./rectangle.ts";

interface PageOverlayProps {
  readonly page: number;
  readonly viewport: { readonly width: number; readonly height: number; readonly transform: readonly number[] };
  readonly places: readonly TablePlace[];
  readonly chosen: number;
  readonly cell: CellPlace | undefined;
  readonly onChoose: (table: number) => void;
}

const TABLE_MARGIN = 3;
const CELL_MARGIN = 1.5;

/** The page's tables, outlined, and the chosen cell's source. It has the page's own measures, and so it scales with it. */
export function PageOverlay({ page, viewport, places, chosen, cell, onChoose }: PageOverlayProps) {
  const outlines = places.flatMap(({ regions }, table) =>
    regions.filter((region) => region.page === page).map(({ bbox }) => ({ table, bbox }))
  );
  const onKeyDown = (event: KeyboardEvent, table: number) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onChoose(table);
  };
  return (
    <svg viewBox={`0 0 ${viewport.width} ${viewport.height}`} className={classes["overlay"]}>
      {outlines.map(({ table, bbox }) => (
        <rect
          key={table}
          role="button"
          tabIndex={0}
          aria-label={`Table ${table + 1} on page ${page}`}
          aria-pressed={table === chosen}
          className={classes["table"]}
          {...rectangleOf(bbox, viewport.transform, TABLE_MARGIN)}
          rx={2}
          onClick={() => onChoose(table)}
          onKeyDown={(event) => onKeyDown(event, table)}
        />
      ))}
      {cell?.page === page && (
        <rect
          data-testid="cell-source"
          className={classes["cell"]}
          {...rectangleOf(cell.box, viewport.transform, CELL_MARGIN)}
          rx={1}
        />
      )}
    </svg>
  );
}

import { Fragment, type KeyboardEvent, type MouseEvent } from "react";
import type { CellPlace } from "../cell_places.ts";
import type { PageFrame } from "../../../ui/pdf/page_frame.ts";
import { type Point, rectangleOf } from "../../../ui/pdf/rectangle.ts";
import type { TablePlace } from "../use_table_places.ts";
import classes from "./page_overlay.module.css";

interface PageOverlayProps {
  readonly frame: PageFrame;
  readonly places: readonly TablePlace[];
  readonly chosen: number;
  readonly cell: CellPlace | undefined;
  readonly onChoose: (table: number) => void;
  /** A click within the chosen table, in points of the page as it is shown. */
  readonly onPick: (point: Point) => void;
}

const TABLE_MARGIN = 3;
const CELL_MARGIN = 1.5;

/** The page's tables, outlined, and the chosen cell's source. It has the page's own measures, and so it scales with it. */
export function PageOverlay({ frame, places, chosen, cell, onChoose, onPick }: PageOverlayProps) {
  const page = frame.number;
  const outlines = places.flatMap(({ regions }, table) =>
    regions.filter((region) => region.page === page).map(({ bbox }) => ({ table, bbox }))
  );
  const onKeyDown = (event: KeyboardEvent, table: number) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onChoose(table);
  };
  const onClick = (event: MouseEvent<SVGRectElement>, table: number) => {
    if (table !== chosen) return onChoose(table);
    const toPage = event.currentTarget.getScreenCTM()?.inverse();
    if (toPage) onPick(new DOMPoint(event.clientX, event.clientY).matrixTransform(toPage));
  };
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} className={classes["overlay"]}>
      {outlines.map(({ table, bbox }, key) => {
        const outline = { ...rectangleOf(bbox, frame.transform, TABLE_MARGIN), rx: 2 };
        return (
          <Fragment key={key}>
            <rect className={classes["halo"]} {...outline} />
            <rect
              role="button"
              tabIndex={0}
              aria-label={`Table ${table + 1} on page ${page}`}
              aria-pressed={table === chosen}
              className={classes["table"]}
              {...outline}
              onClick={(event) => onClick(event, table)}
              onKeyDown={(event) => onKeyDown(event, table)}
            />
          </Fragment>
        );
      })}
      {cell?.page === page && (
        <rect
          data-testid="cell-source"
          className={classes["cell"]}
          {...rectangleOf(cell.box, frame.transform, CELL_MARGIN)}
          rx={1}
        />
      )}
    </svg>
  );
}

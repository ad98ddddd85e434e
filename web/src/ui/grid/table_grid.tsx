import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { CellEditor } from "./cell_editor.tsx";
import { type CellAt, type CorrectedCells, keyOf } from "./cell.ts";
import { layOut } from "./columns.ts";
import type { CsvTable } from "./csv_tables.ts";
import { moved } from "./moves.ts";
import classes from "./table_grid.module.css";

const ROW_HEIGHT = 30;
const HEAD_ROW_HEIGHT = 32;

interface TableGridProps {
  readonly table: CsvTable;
  readonly headerRows: number;
  readonly label: string;
  /** Without it the table can only be read. */
  readonly cursor?: GridCursor;
}

/** The active cell and what has been written into cells. */
export interface GridCursor {
  readonly corrected: CorrectedCells;
  readonly active: CellAt | undefined;
  readonly onActivate: (cell: CellAt | undefined) => void;
  readonly onCorrect: (cell: CellAt, text: string) => void;
}

const NO_CURSOR: GridCursor = { corrected: new Map(), active: undefined, onActivate: () => {}, onCorrect: () => {} };

/**
 * A table of any length: only the rows in view are in the page. With a cursor one cell is active and can be corrected in
 * place.
 */
export function TableGrid({ table, headerRows, label, cursor }: TableGridProps) {
  const { corrected, active, onActivate, onCorrect } = cursor ?? NO_CURSOR;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [isEditing, setEditing] = useState(false);
  const columns = useMemo(() => layOut(table, headerRows), [table, headerRows]);
  const activeBodyRow = active && active.row >= headerRows ? active.row - headerRows : undefined;
  const rows = useVirtualizer({
    count: table.rows.length - headerRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    // The active row stays in the page wherever one scrolls: the cursor and an open editor are in it.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (activeBodyRow === undefined || activeBodyRow >= range.count || shown.includes(activeBodyRow)) return shown;
      return [...shown, activeBodyRow].sort((a, b) => a - b);
    },
  });
  const cellId = ({ row, column }: CellAt) => `${id}-${row}-${column}`;
  useEffect(() => {
    if (active) document.getElementById(cellId(active))?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);

  const edit = (cell: CellAt) => {
    onActivate(cell);
    setEditing(true);
  };
  const endEdit = (text: string | undefined) => {
    setEditing(false);
    scroller.current?.focus({ preventScroll: true });
    if (active && text !== undefined) onCorrect(active, text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!cursor || event.target !== scroller.current) return;
    if (active && (event.key === "Enter" || event.key === "F2")) edit(active);
    else if (event.key === "Escape") onActivate(undefined);
    else {
      const next = moved(active, event, { rows: table.rows.length, columns: table.columns });
      if (!next) return;
      onActivate(next);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, act: (cell: CellAt) => void) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-cell]");
    if (!cell || (event.target as Element).closest("textarea")) return;
    const [row = 0, column = 0] = cell.dataset["cell"]!.split(",").map(Number);
    act({ row, column });
  };

  // Not every touch screen tells of a double click.
  const isSecondTap = ({ nativeEvent }: MouseEvent, { row, column }: CellAt) =>
    (nativeEvent as PointerEvent).pointerType === "touch" && active?.row === row && active.column === column;

  const template = `4.5ch ${columns.map(({ width }) => `calc(${width}ch + 1.5rem)`).join(" ")} minmax(0, 1fr)`;
  const plain = cursor ? "gridcell" : "cell";
  const cells = (row: number, role: typeof plain | "columnheader") =>
    columns.map(({ isNumeric }, column) => {
      const isActive = active?.row === row && active.column === column;
      const correction = corrected.get(keyOf(row, column));
      const text = correction ?? table.rows[row]?.[column] ?? "";
      return (
        <div
          key={column}
          id={cellId({ row, column })}
          // A heading that says nothing heads nothing.
          role={text.trim() === "" ? plain : role}
          aria-colindex={column + 2}
          aria-selected={cursor && isActive}
          className={classes["cell"]}
          data-cell={cursor && `${row},${column}`}
          data-numeric={isNumeric || undefined}
          data-corrected={correction !== undefined || undefined}
          title={correction === undefined ? text : `${text} (was: ${table.rows[row]?.[column] || "empty"})`}
        >
          {isActive && isEditing
            ? <CellEditor text={text} label={`Row ${row + 1}, column ${column + 1}`} onEnd={endEdit} />
            : text}
        </div>
      );
    });

  return (
    <div
      ref={scroller}
      role={cursor ? "grid" : "table"}
      aria-label={label}
      aria-rowcount={table.rows.length}
      aria-colcount={columns.length + 1}
      aria-activedescendant={active && !isEditing ? cellId(active) : undefined}
      tabIndex={0}
      className={classes["scroller"]}
      style={{ "--head-height": `${headerRows * HEAD_ROW_HEIGHT}px` } as object}
      onKeyDown={onKeyDown}
      onClick={(event) => onClick(event, (cell) => isSecondTap(event, cell) ? edit(cell) : onActivate(cell))}
      onDoubleClick={(event) => onClick(event, edit)}
    >
      <div className={classes["table"]}>
        <div role="rowgroup" className={classes["head"]}>
          {table.rows.slice(0, headerRows).map((_, index) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 1}
              className={classes["row"]}
              style={{ gridTemplateColumns: template }}
            >
              <div role="columnheader" className={classes["number"]}>
                <span className="visually-hidden">Row</span>
              </div>
              {cells(index, "columnheader")}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={classes["body"]} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={headerRows + index + 1}
              className={classes["row"]}
              style={{ gridTemplateColumns: template, height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              <div role="rowheader" className={classes["number"]}>{index + 1}</div>
              {cells(headerRows + index, plain)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

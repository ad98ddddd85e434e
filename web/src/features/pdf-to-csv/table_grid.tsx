import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { layOut } from "./columns.ts";
import type { CsvTable } from "./csv_tables.ts";
import classes from "./table_grid.module.css";

const ROW_HEIGHT = 30;

interface TableGridProps {
  readonly table: CsvTable;
  readonly headerRows: number;
  readonly label: string;
}

/** A table of any length: only the rows in view are in the page. */
export function TableGrid({ table, headerRows, label }: TableGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => layOut(table, headerRows), [table, headerRows]);
  const rows = useVirtualizer({
    count: table.rows.length - headerRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const template = `4.5ch ${columns.map(({ width }) => `calc(${width}ch + 1.5rem)`).join(" ")} minmax(0, 1fr)`;
  const cells = (row: readonly string[], role: "cell" | "columnheader") =>
    columns.map(({ isNumeric }, index) => (
      <div key={index} role={role} className={classes["cell"]} data-numeric={isNumeric || undefined} title={row[index]}>
        {row[index]}
      </div>
    ));

  return (
    <div ref={scroller} role="region" aria-label={label} tabIndex={0} className={classes["scroller"]}>
      <div role="table" aria-label={label} aria-rowcount={table.rows.length} className={classes["table"]}>
        <div role="rowgroup" className={classes["head"]}>
          {table.rows.slice(0, headerRows).map((row, index) => (
            <div key={index} role="row" className={classes["row"]} style={{ gridTemplateColumns: template }}>
              <div role="columnheader" className={classes["number"]}>
                <span className="visually-hidden">Row</span>
              </div>
              {cells(row, "columnheader")}
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
              {cells(table.rows[headerRows + index] ?? [], "cell")}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import type { JobWithFiles } from "../../api/jobs.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatBytes, formatCount } from "../../ui/format.ts";
import type { CellAt } from "../../ui/grid/cell.ts";
import { TableGrid } from "../../ui/grid/table_grid.tsx";
import { useCsvPreview } from "../../ui/grid/use_csv_preview.ts";
import { type PlacedCell, placeOf } from "./cell_places.ts";
import { CorrectionBar } from "./correction_bar.tsx";
import { cellsOf } from "./corrections.ts";
import classes from "./csv_view.module.css";
import { confidenceOf } from "./confidence.ts";
import { nameOf, pagesOf, TableChoice } from "./table_choice.tsx";
import { useCorrections } from "./use_corrections.ts";
import { useCellPlaces, useRacePlaces, useTablePlaces } from "./use_table_places.ts";

const PagePanel = lazy(async () => ({ default: (await import("./page/page_panel.tsx")).PagePanel }));

const NO_CELLS: readonly PlacedCell[] = [];

interface CsvViewProps {
  readonly job: JobWithFiles;
  readonly csv: JobFile;
}

/** The tables of a CSV, each beside the page that it was taken from. */
export function CsvView({ job, csv }: CsvViewProps) {
  const delimiter = String(job.options["delimiter"] ?? ",");
  const total = Number(job.result?.["tables"] ?? 0);
  const fileOf = (name: string) => job.files.find((file) => file.role === "output" && file.name === name);
  const tables = useTablePlaces(fileOf("result.json"));
  const cellPlaces = useCellPlaces(fileOf("cells.json"));
  const races = useRacePlaces(fileOf("races.json"));
  const places = useMemo(() => races ? tables.map((table) => ({ ...table, regions: races.regions })) : tables, [
    tables,
    races,
  ]);
  const input = job.files.find((file) => file.role === "input");
  const preview = useCsvPreview(csv, delimiter);
  const corrections = useCorrections(job.id);
  const [chosen, setChosen] = useState(0);
  const [active, setActive] = useState<CellAt>();

  const index = chosen < preview.tables.length ? chosen : 0;
  const corrected = useMemo(() => cellsOf(corrections.all, index), [corrections.all, index]);
  const cells = races?.cells ?? cellPlaces?.[index] ?? NO_CELLS;
  const cell = useMemo(() => active && placeOf(cells, active), [cells, active]);
  const choose = useCallback((table: number) => {
    setChosen(table);
    setActive(undefined);
  }, []);

  if (preview.isError) {
    return <ErrorNote title="Cannot show the table" error={preview.error} onRetry={() => preview.refetch()} />;
  }
  const table = preview.tables[index];
  if (!table) return <Skeleton height={320} radius={4} role="status" aria-label="Loading the table" />;

  const place = places[index];
  const headerRows = Math.min(place?.header_rows ?? 1, table.rows.length);
  const rows = table.rows.length - headerRows;
  const isCut = !preview.isWhole && index === preview.tables.length - 1;
  const confidence = place && confidenceOf(place.confidence);
  return (
    <>
      <div className={classes["caption"]}>
        {preview.tables.length > 1 && (
          <TableChoice count={preview.tables.length} total={total} places={places} chosen={index} onChoose={choose} />
        )}
        <p>
          {isCut && "Showing the first "}
          {formatCount(rows, "row")} × {formatCount(table.columns, "column")}
          {preview.tables.length === 1 && place && `, ${pagesOf(place)}`}
        </p>
        {confidence && <p className={classes["confidence"]} data-level={confidence.level}>{confidence.text}</p>}
        {!preview.isWhole && (
          <Button
            size="compact-sm"
            variant="default"
            loading={preview.isFetchingNextPage}
            onClick={() => preview.fetchNextPage()}
          >
            Show more of {formatBytes(csv.bytes)}
          </Button>
        )}
      </div>
      <div className={classes["split"]}>
        <div className={classes["rows"]}>
          <TableGrid
            key={index}
            table={table}
            headerRows={headerRows}
            label={nameOf(index, total, place)}
            cursor={{
              corrected,
              active,
              onActivate: setActive,
              onCorrect: (at, text) => corrections.add({ table: index, ...at, text }),
            }}
          />
          <CorrectionBar
            csv={csv}
            delimiter={delimiter}
            name={`${job.title.replace(/\.pdf$/i, "")}-corrected.csv`}
            corrections={corrections}
          />
        </div>
        {input && place && (
          <div className={classes["page"]}>
            <Suspense fallback={<Skeleton height={480} radius={4} />}>
              <PagePanel
                file={input}
                places={places}
                chosen={index}
                cell={cell}
                cells={cells}
                onChoose={choose}
                onActivate={setActive}
              />
            </Suspense>
          </div>
        )}
      </div>
    </>
  );
}

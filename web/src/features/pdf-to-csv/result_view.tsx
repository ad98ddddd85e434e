import { ActionIcon, Button, Group, Select, Skeleton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { JobFile } from "../../../../supabase/functions/_shared/jobs/job.ts";
import { ErrorNote } from "../../ui/error_note.tsx";
import { formatBytes, formatCount } from "../../ui/format.ts";
import type { ResultViewProps } from "../kinds.ts";
import classes from "./result_view.module.css";
import { TableGrid } from "./table_grid.tsx";
import { useCsvPreview } from "./use_csv_preview.ts";
import { type TablePlace, useTablePlaces } from "./use_table_places.ts";

/** The tables that were found, as they stand in the CSV. */
export function ResultView({ job }: ResultViewProps) {
  const outputs = job.files.filter((file) => file.role === "output");
  const csv = outputs.find((file) => file.name.endsWith(".csv"));
  const places = useTablePlaces(outputs.find((file) => file.name === "result.json"));
  if (!csv) return null;
  if (csv.bytes === 0) {
    return (
      <p className={classes["none"]}>
        {job.title} has text, but none of it stands in a table that could be recognised.
      </p>
    );
  }
  const delimiter = String(job.options["delimiter"] ?? ",");
  return <CsvView csv={csv} delimiter={delimiter} places={places} total={Number(job.result?.["tables"] ?? 0)} />;
}

interface CsvViewProps {
  readonly csv: JobFile;
  readonly delimiter: string;
  readonly places: readonly TablePlace[];
  /** How many tables the whole file holds. */
  readonly total: number;
}

function CsvView({ csv, delimiter, places, total }: CsvViewProps) {
  const preview = useCsvPreview(csv, delimiter);
  const [chosen, setChosen] = useState(0);
  if (preview.isError) {
    return <ErrorNote title="Cannot show the table" error={preview.error} onRetry={() => preview.refetch()} />;
  }
  const table = preview.tables[chosen] ?? preview.tables[0];
  if (!table) return <Skeleton height={320} radius={4} aria-label="Loading the table" />;

  const index = preview.tables.indexOf(table);
  const headerRows = Math.min(places[index]?.header_rows ?? 1, table.rows.length);
  const rows = table.rows.length - headerRows;
  const isCut = !preview.isWhole && index === preview.tables.length - 1;
  return (
    <>
      <div className={classes["caption"]}>
        {preview.tables.length > 1 && (
          <Group gap={4}>
            <ActionIcon
              variant="default"
              aria-label="Previous table"
              disabled={index === 0}
              onClick={() => setChosen(index - 1)}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Select
              size="xs"
              aria-label="Table"
              allowDeselect={false}
              checkIconPosition="right"
              value={String(index)}
              onChange={(value) => setChosen(Number(value))}
              data={preview.tables.map((_, at) => ({ value: String(at), label: nameOf(at, total, places[at]) }))}
            />
            <ActionIcon
              variant="default"
              aria-label="Next table"
              disabled={index === preview.tables.length - 1}
              onClick={() => setChosen(index + 1)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </Group>
        )}
        <p>
          {isCut && "Showing the first "}
          {formatCount(rows, "row")} × {formatCount(table.columns, "column")}
          {preview.tables.length === 1 && places[0] && `, ${pagesOf(places[0])}`}
        </p>
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
      <TableGrid key={index} table={table} headerRows={headerRows} label={nameOf(index, total, places[index])} />
    </>
  );
}

function nameOf(index: number, total: number, place: TablePlace | undefined): string {
  const name = total > 1 ? `Table ${index + 1} of ${total}` : "Table";
  return place ? `${name}, ${pagesOf(place)}` : name;
}

function pagesOf({ page, regions }: TablePlace): string {
  const last = regions.at(-1)?.page ?? page;
  return last === page ? `page ${page}` : `pages ${page}–${last}`;
}

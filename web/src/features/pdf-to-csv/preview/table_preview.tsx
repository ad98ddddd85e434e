import { Button, Skeleton } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { Area } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/options.ts";
import type { PagePreview } from "../../../../../supabase/functions/_shared/pipelines/pdf-to-csv/preview.ts";
import { formatCount } from "../../../ui/format.ts";
import { parseTables } from "../../../ui/grid/csv_tables.ts";
import { TableGrid } from "../../../ui/grid/table_grid.tsx";
import type { PreviewProps } from "../../kinds.ts";
import { confidenceOf } from "../confidence.ts";
import view from "../csv_view.module.css";
import classes from "./table_preview.module.css";
import { usePreview } from "./use_preview.ts";

/** The tables of a page as the options give them, before the document is sent. */
export function TablePreview({ id, file, options, onOptions }: PreviewProps) {
  const [index, setIndex] = useState(0);
  useEffect(() => setIndex(0), [options["pages"]]);
  const { pages, page, preview, error, password } = usePreview(file, id, options, index);
  if (error) return <p className={classes["note"]} role="alert">{sentenceOf(error, file.name, password !== "")}</p>;
  if (!preview) return <Skeleton height={180} radius={4} role="status" aria-label="Reading the first page" />;
  const isRace = options["preset"] === "race-chart";
  const at = Math.min(index, pages - 1), hasAreas = Array.isArray(options["areas"]) && options["areas"].length > 0;
  return (
    <>
      <div className={view["caption"]}>
        <p role="status">Page {page}: {foundIn(preview)}</p>
        {pages > 1 && (
          <Button.Group>
            <Button size="compact-sm" variant="default" disabled={at === 0} onClick={() => setIndex(at - 1)}>
              Page before
            </Button>
            <Button size="compact-sm" variant="default" disabled={at === pages - 1} onClick={() => setIndex(at + 1)}>
              Next page
            </Button>
          </Button.Group>
        )}
        {hasAreas && (
          <Button size="compact-sm" variant="default" onClick={() => onOptions({ ...options, areas: [] })}>
            Look everywhere
          </Button>
        )}
        {preview.isChart && !isRace && (
          <Button
            size="compact-sm"
            onClick={() => onOptions({ ...options, preset: "race-chart" })}
          >
            This is a race chart: one tidy table
          </Button>
        )}
      </div>
      <Tables
        preview={preview}
        delimiter={String(options["delimiter"] ?? ",")}
        onArea={hasAreas || isRace ? undefined : (area) => onOptions({ ...options, areas: [area] })}
      />
    </>
  );
}

interface TablesProps {
  readonly preview: PagePreview;
  readonly delimiter: string;
  /** Undefined where areas have been chosen already, or do not matter. */
  readonly onArea: ((area: Area) => void) | undefined;
}

function Tables({ preview, delimiter, onArea }: TablesProps) {
  const tables = useMemo(() => parseTables(preview.csv, true, delimiter), [preview, delimiter]);
  return (
    <div className={classes["tables"]}>
      {tables.map((table, index) => {
        const { header_rows = 1, confidence, page, bbox } = preview.tables[index] ?? {};
        const sure = confidence === undefined ? undefined : confidenceOf(confidence);
        const choose = page !== undefined && bbox && onArea && (() => onArea({ page, bbox }));
        return (
          <section key={index} className={classes["table"]}>
            <div className={view["caption"]}>
              {sure && <p className={view["confidence"]} data-level={sure.level}>{sure.text}</p>}
              {choose && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Look only here: table ${index + 1}`}
                  onClick={choose}
                >
                  Look only here
                </Button>
              )}
            </div>
            <TableGrid
              table={table}
              headerRows={Math.min(header_rows, table.rows.length)}
              label={`Table ${index + 1} of the page`}
            />
          </section>
        );
      })}
    </div>
  );
}

function foundIn({ tables, hasText }: PagePreview): string {
  if (!hasText) return "a picture; its text is recognised once the job has started";
  return tables.length === 0 ? "no table with these options" : formatCount(tables.length, "table");
}

function sentenceOf(error: Error, name: string, hasPassword: boolean): string {
  if (error.name === "PasswordException") {
    return hasPassword
      ? `Cannot read ${name}: the password is wrong. Type the right one in the options above.`
      : `Cannot read ${name}: it is password-protected. Type its password in the options above.`;
  }
  // Ours say what to do; those of the reader mean that the file is damaged.
  return error.name === "JobError"
    ? error.message
    : `Cannot read ${name}: it is damaged. Save it anew from a PDF viewer.`;
}

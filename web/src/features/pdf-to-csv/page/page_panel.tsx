import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { JobFile } from "../../../../../supabase/functions/_shared/jobs/job.ts";
import { ErrorNote } from "../../../ui/error_note.tsx";
import { formatBytes } from "../../../ui/format.ts";
import { PasswordForm } from "../../../ui/pdf/password_form.tsx";
import type { PagesHandle } from "../../../ui/pdf/pdf_pages.tsx";
import { PdfViewer } from "../../../ui/pdf/pdf_viewer.tsx";
import type { PDFDocumentProxy } from "../../../ui/pdf/pdfjs.ts";
import { contains, rectangleOf } from "../../../ui/pdf/rectangle.ts";
import { useJobPdf } from "../../jobs/use_job_pdf.ts";
import type { CellAt } from "../../../ui/grid/cell.ts";
import { cellAt, type CellPlace, type PlacedCell } from "../cell_places.ts";
import type { TablePlace } from "../use_table_places.ts";
import { PageOverlay } from "./page_overlay.tsx";

interface PagePanelProps extends SourceProps {
  readonly file: JobFile;
}

interface SourceProps {
  readonly places: readonly TablePlace[];
  readonly chosen: number;
  readonly cell: CellPlace | undefined;
  /** The chosen table's. */
  readonly cells: readonly PlacedCell[];
  readonly onChoose: (table: number) => void;
  readonly onActivate: (cell: CellAt) => void;
}

/** A larger document is fetched only when somebody asks for it. */
const MAX_UNASKED_BYTES = 20 * 1024 * 1024;

/** The pages that the tables and their cells were taken from. */
export function PagePanel(props: PagePanelProps) {
  const [isWanted, setWanted] = useState(props.file.bytes <= MAX_UNASKED_BYTES);
  if (isWanted) return <OpenedPanel {...props} />;
  return (
    <Button variant="default" onClick={() => setWanted(true)}>
      Show the pages: fetches {formatBytes(props.file.bytes)}
    </Button>
  );
}

function OpenedPanel({ file, ...source }: PagePanelProps) {
  const opened = useJobPdf(file);
  if (opened.state === "locked") return <PasswordForm name={file.name} locked={opened} />;
  if (opened.state === "failed") {
    return <ErrorNote title="Cannot show the page" error={opened.error} onRetry={opened.retry} />;
  }
  if (opened.state === "loading") {
    return <Skeleton height={480} radius={4} role="status" aria-label="Loading the page" />;
  }
  return <Source pdf={opened.pdf} {...source} />;
}

function Source(props: SourceProps & { readonly pdf: PDFDocumentProxy }) {
  const { pdf, places, chosen, cell, cells, onChoose, onActivate } = props;
  const pages = useRef<PagesHandle>(null);
  const table = places[chosen];
  // Whoever turns pages stays where he is until another table or cell is chosen.
  useEffect(() => {
    if (cell) pages.current?.show(cell.page, cell.box);
    else if (table) pages.current?.show(table.page, table.regions.find(({ page }) => page === table.page)?.bbox);
  }, [table, cell]);
  return (
    <PdfViewer
      ref={pages}
      pdf={pdf}
      overlay={(frame) => (
        <PageOverlay
          frame={frame}
          places={places}
          chosen={chosen}
          cell={cell}
          onChoose={onChoose}
          onPick={(point) => {
            const picked = cellAt(cells, frame.number, (box) => contains(rectangleOf(box, frame.transform), point));
            if (picked) onActivate(picked);
          }}
        />
      )}
    />
  );
}

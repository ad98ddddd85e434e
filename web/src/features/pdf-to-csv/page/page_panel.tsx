import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { JobFile } from "../../../../../supabase/functions/_shared/jobs/job.ts";
import { ErrorNote } from "../../../ui/error_note.tsx";
import { formatBytes } from "../../../ui/format.ts";
import { type CellAt, cellAt, type CellPlace, type PlacedCell } from "../cell_places.ts";
import type { TablePlace } from "../use_table_places.ts";
import { PageOverlay } from "./page_overlay.tsx";
import classes from "./page_panel.module.css";
import type { PDFDocumentProxy } from "./pdfjs.ts";
import { contains, rectangleOf } from "./rectangle.ts";
import { useDocument } from "./use_document.ts";
import { useDrawnPage } from "./use_drawn_page.ts";

interface PagePanelProps extends SourceProps {
  readonly jobId: string;
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

/** The page that a table, or one of its cells, was taken from. */
export function PagePanel(props: PagePanelProps) {
  const [isWanted, setWanted] = useState(props.file.bytes <= MAX_UNASKED_BYTES);
  if (isWanted) return <OpenedPanel {...props} />;
  return (
    <Button variant="default" onClick={() => setWanted(true)}>
      Show the pages: fetches {formatBytes(props.file.bytes)}
    </Button>
  );
}

function OpenedPanel({ jobId, file, ...source }: PagePanelProps) {
  const opened = useDocument(jobId, file);
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
  const target = cell?.page ?? places[chosen]?.page ?? 1;
  const [number, setNumber] = useState(target);
  // Whoever turns pages stays where he is until another table or cell is chosen.
  useEffect(() => setNumber(target), [target, chosen, cell]);
  const [isLarge, setLarge] = useState(false);

  const { ref: sheet, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLDivElement>(null);
  const { page, isDrawing, error } = useDrawnPage(canvas, pdf, number, width);
  const viewport = page?.getViewport({ scale: 1 });
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLarge) showMark(scroller.current);
  }, [isLarge, chosen, cell, viewport === undefined, width]);

  return (
    <>
      <div className={classes["bar"]}>
        <ActionIcon
          variant="default"
          aria-label="Previous page"
          disabled={number <= 1}
          onClick={() => setNumber(number - 1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <p>Page {number} of {pdf.numPages}</p>
        <ActionIcon
          variant="default"
          aria-label="Next page"
          disabled={number >= pdf.numPages}
          onClick={() => setNumber(number + 1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
        <ActionIcon
          className={classes["zoom"] ?? ""}
          variant="default"
          aria-label={isLarge ? "Show the whole page" : "Enlarge the page"}
          onClick={() => setLarge(!isLarge)}
        >
          {isLarge ? <IconZoomOut size={16} /> : <IconZoomIn size={16} />}
        </ActionIcon>
      </div>
      {error && (
        <ErrorNote
          title={`Cannot draw page ${number}`}
          error="It is damaged. The table was read without it."
        />
      )}
      <div
        ref={scroller}
        role="region"
        aria-label={`Page ${number}`}
        tabIndex={0}
        className={classes["scroller"]}
        data-large={isLarge || undefined}
      >
        <div
          ref={sheet}
          className={classes["sheet"]}
          aria-busy={isDrawing}
          style={viewport ? { aspectRatio: `${viewport.width} / ${viewport.height}` } : {}}
        >
          <div ref={canvas} className={classes["canvas"]} aria-hidden="true" />
          {viewport && (
            <PageOverlay
              page={number}
              viewport={viewport}
              places={places}
              chosen={chosen}
              cell={cell}
              onChoose={onChoose}
              onPick={(point) => {
                const picked = cellAt(cells, number, (box) => contains(rectangleOf(box, viewport.transform), point));
                if (picked) onActivate(picked);
              }}
            />
          )}
        </div>
      </div>
    </>
  );
}

/** Scrolls within the enlarged page to what is marked on it. */
function showMark(scroller: HTMLElement | null): void {
  const mark = scroller?.querySelector('[data-testid="cell-source"], [aria-pressed="true"]');
  if (!scroller || !mark) return;
  const frame = scroller.getBoundingClientRect(), box = mark.getBoundingClientRect();
  const middle = (start: number, length: number, room: number) => start + Math.min(0, (length - room) / 2);
  scroller.scrollBy(
    middle(box.left - frame.left, box.width, frame.width),
    middle(box.top - frame.top, box.height, frame.height),
  );
}

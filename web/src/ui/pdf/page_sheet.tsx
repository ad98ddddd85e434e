import { type ReactNode, useEffect, useRef } from "react";
import type { DrawQueue } from "./draw_queue.ts";
import type { PageFrame } from "./page_frame.ts";
import classes from "./pdf_pages.module.css";
import type { PDFDocumentProxy } from "./pdfjs.ts";
import { useDrawnPage } from "./use_drawn_page.ts";

interface PageSheetProps {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  /** CSS pixels. */
  readonly width: number;
  readonly queue: DrawQueue;
  readonly onFrame: (frame: PageFrame) => void;
  readonly overlay: ((frame: PageFrame) => ReactNode) | undefined;
}

/** One page: its drawing, and over it what the feature lays there. */
export function PageSheet({ pdf, number, width, queue, onFrame, overlay }: PageSheetProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const { frame, isDrawing, error } = useDrawnPage(canvas, pdf, number, width, queue);
  useEffect(() => {
    if (frame) onFrame(frame);
  }, [frame]);
  return (
    <div className={classes["sheet"]} data-page={number} aria-busy={isDrawing}>
      <div ref={canvas} className={classes["canvas"]} aria-hidden="true" />
      {error && <p className={classes["damaged"]}>Page {number} cannot be drawn: it is damaged.</p>}
      {frame && overlay?.(frame)}
    </div>
  );
}

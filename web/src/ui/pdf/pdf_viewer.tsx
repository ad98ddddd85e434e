import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from "react";
import { PageBar } from "./page_bar.tsx";
import type { PageFrame } from "./page_frame.ts";
import { type PagesHandle, PdfPages, type ScrollHandle } from "./pdf_pages.tsx";
import type { PDFDocumentProxy } from "./pdfjs.ts";
import { zoomed } from "./zoom.ts";

interface PdfViewerProps {
  readonly pdf: PDFDocumentProxy;
  readonly label?: string;
  /** What lies over a page, for instance a `BoxLayer`. */
  readonly overlay?: (frame: PageFrame) => ReactNode;
  /** Another page is looked at. */
  readonly onPage?: (page: number) => void;
  /** What else can be done with the pages, in the bar above them. */
  readonly actions?: ReactNode;
  readonly ref?: Ref<PagesHandle>;
}

/** The pages of a PDF with a bar to turn, jump and enlarge. */
export function PdfViewer({ pdf, label, overlay, onPage, actions, ref }: PdfViewerProps) {
  const pages = useRef<ScrollHandle>(null);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  useImperativeHandle(ref, () => ({
    show: (page, box) => pages.current?.show(page, box),
    middle: () => pages.current?.middle(),
    turn: (by) => pages.current?.show(page + by),
    zoom: (way) => setZoom(way === "fit" ? 1 : zoomed(zoom, way) ?? zoom),
  }), [page, zoom]);
  const turn = (page: number) => {
    setPage(page);
    onPage?.(page);
  };
  return (
    <>
      <PageBar
        page={page}
        count={pdf.numPages}
        zoom={zoom}
        onPage={(page) => pages.current?.show(page)}
        onZoom={setZoom}
      >
        {actions}
      </PageBar>
      <PdfPages
        ref={pages}
        pdf={pdf}
        zoom={zoom}
        onPage={turn}
        {...(label === undefined ? {} : { label })}
        {...(overlay ? { overlay } : {})}
      />
    </>
  );
}

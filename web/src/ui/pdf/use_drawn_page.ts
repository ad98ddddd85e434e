import { type RefObject, useEffect, useState } from "react";
import type { DrawQueue } from "./draw_queue.ts";
import type { PageFrame } from "./page_frame.ts";
import type { PDFDocumentProxy, PDFPageProxy } from "./pdfjs.ts";

/** Above this a phone's browser refuses a canvas. */
const MAX_PIXELS = 12 * 1024 * 1024;
/** Drawn a little too large rather than anew for each pixel by which a window is dragged. */
const WIDTH_STEP = 128;

export interface DrawnPage {
  /** Undefined until it is known. */
  readonly frame: PageFrame | undefined;
  readonly isDrawing: boolean;
  readonly error: Error | undefined;
}

/**
 * Draws one page into `host`, as sharp as `width` CSS pixels on this screen need. While it is drawn anew, larger or
 * smaller, the drawing before stays.
 */
export function useDrawnPage(
  host: RefObject<HTMLElement | null>,
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
  queue: DrawQueue,
): DrawnPage {
  const [frame, setFrame] = useState<PageFrame>();
  const [drawn, setDrawn] = useState(0);
  const [error, setError] = useState<Error>();
  const pixels = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP * Math.min(2, globalThis.devicePixelRatio || 1);

  useEffect(() => {
    if (pixels === 0) return;
    let isOver = false;
    let cancel = () => {};
    const draw = async () => {
      const page = await pdf.getPage(number);
      if (isOver) return;
      const frame = frameOf(page);
      setFrame((known) => known ?? frame);
      const scale = Math.min(pixels / frame.width, Math.sqrt(MAX_PIXELS / (frame.width * frame.height)));
      const viewport = page.getViewport({ scale });
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const task = page.render({ canvas, viewport });
      cancel = () => task.cancel();
      await task.promise;
      page.cleanup();
      if (isOver) return;
      host.current?.replaceChildren(canvas);
      setDrawn(pixels);
    };
    setError(undefined);
    const takeBack = queue.add(number, () => draw().catch((error: Error) => void (!isOver && setError(error))));
    return () => {
      isOver = true;
      takeBack();
      cancel();
    };
  }, [pdf, number, pixels, queue]);

  return { frame, isDrawing: drawn !== pixels && !error, error };
}

export function frameOf(page: PDFPageProxy): PageFrame {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  return { number: page.pageNumber, width, height, transform };
}

import { type RefObject, useEffect, useState } from "react";
import type { PDFDocumentProxy, PDFPageProxy } from "./pdfjs.ts";

/** Above this a phone's browser refuses a canvas. */
const MAX_PIXELS = 12 * 1024 * 1024;
/** Drawn a little too large rather than anew for each pixel by which a window is dragged. */
const WIDTH_STEP = 128;

export interface DrawnPage {
  /** Undefined until it is known. */
  readonly page: PDFPageProxy | undefined;
  readonly isDrawing: boolean;
  readonly error: Error | undefined;
}

/**
 * Draws one page into `host`, as sharp as `width` CSS pixels on this screen need. The page before stays until the new
 * one is whole.
 */
export function useDrawnPage(
  host: RefObject<HTMLElement | null>,
  pdf: PDFDocumentProxy,
  number: number,
  width: number,
): DrawnPage {
  const [page, setPage] = useState<PDFPageProxy>();
  const [drawn, setDrawn] = useState("");
  const [error, setError] = useState<Error>();
  const pixels = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP * Math.min(2, globalThis.devicePixelRatio || 1);
  const wanted = `${number} at ${pixels}`;

  useEffect(() => {
    let isOver = false;
    let cancel = () => {};
    const draw = async () => {
      const page = await pdf.getPage(number);
      if (isOver) return;
      setPage(page);
      if (pixels === 0) return;
      const { width, height } = page.getViewport({ scale: 1 });
      const scale = Math.min(pixels / width, Math.sqrt(MAX_PIXELS / (width * height)));
      const viewport = page.getViewport({ scale });
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const task = page.render({ canvas, viewport });
      cancel = () => task.cancel();
      await task.promise;
      if (isOver) return;
      host.current?.replaceChildren(canvas);
      setDrawn(wanted);
    };
    setError(undefined);
    draw().catch((error: Error) => !isOver && setError(error));
    return () => {
      isOver = true;
      cancel();
    };
  }, [pdf, number, pixels]);

  return { page: page?.pageNumber === number ? page : undefined, isDrawing: drawn !== wanted && !error, error };
}

import type { FormPage } from "../../../documents/pdf/form_page.ts";
import { turnBox } from "../../../documents/pdf/turn.ts";
import { type RenderedFile, withRenderer } from "../../../documents/render/renderer.ts";
import type { PagePicture } from "./detector.ts";

/** Draws a page as it is shown; a scan is shown as it lies. */
export async function pagePicture(file: RenderedFile, page: FormPage, dpi: number): Promise<PagePicture> {
  const { drawn, frame } = await withRenderer(file, (pdf) => ({
    drawn: pdf.gray(page.number, dpi),
    frame: pdf.frame(page.number),
  }));
  const points = 72 / drawn.dpi, shown = turnBox(frame.box, frame.turns);
  return {
    width: drawn.width,
    height: drawn.height,
    data: drawn.data,
    boxOf: ({ x0, y0, x1, y1 }) => {
      const box = {
        x0: shown.x0 + x0 * points,
        y0: shown.y1 - y1 * points,
        x1: shown.x0 + x1 * points,
        y1: shown.y1 - y0 * points,
      };
      return turnBox(box, page.turns - frame.turns);
    },
  };
}

import type { PDFDocumentProxy } from "../../ui/pdf/pdfjs.ts";
import { rectangleOf } from "../../ui/pdf/rectangle.ts";
import { pdfBoxOf, type QuestionBox } from "./question.ts";

/** As sharp as the pictures that the pipeline makes. */
const PIXELS_PER_POINT = 150 / 72;
const MARGIN = 4;
const GAP = 8;
const MAX_SIDE = 8192;

/** What is printed in the boxes, one below another, as a PNG. */
export async function cropPicture(pdf: PDFDocumentProxy, boxes: readonly QuestionBox[]): Promise<Blob> {
  const cuts: HTMLCanvasElement[] = [];
  for (const box of boxes) cuts.push(await cut(pdf, box));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(...cuts.map(({ width }) => width));
  canvas.height = Math.min(MAX_SIDE, cuts.reduce((sum, { height }) => sum + height + GAP, -GAP));
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const part of cuts) {
    context.drawImage(part, 0, top);
    top += part.height + GAP;
  }
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("The picture cannot be made.")), "image/png")
  );
}

async function cut(pdf: PDFDocumentProxy, box: QuestionBox): Promise<HTMLCanvasElement> {
  const page = await pdf.getPage(box.page);
  const { transform } = page.getViewport({ scale: 1 });
  const { x, y, width, height } = rectangleOf(pdfBoxOf(box), transform, MARGIN);
  const scale = Math.min(PIXELS_PER_POINT, MAX_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const viewport = page.getViewport({ scale, offsetX: -x * scale, offsetY: -y * scale });
  await page.render({ canvas, viewport }).promise;
  return canvas;
}

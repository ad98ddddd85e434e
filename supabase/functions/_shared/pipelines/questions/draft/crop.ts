/**
 * A question's picture: its box, or all its boxes below each other.
 *
 * @module
 */
import type { PdfRenderer } from "../../../documents/render/renderer.ts";
import { grayPng } from "../../../documents/render/png.ts";
import { crop, type Gray } from "../../../documents/render/raster.ts";
import { turnBox } from "../../../documents/pdf/turn.ts";
import type { PageBox } from "../reading.ts";

const DPI = 150;
/** White around a question, in points. */
const MARGIN = 4;
/** Between the boxes of one question, in pixels. */
const GAP = 16;

export function cropOf(pdf: PdfRenderer, boxes: readonly PageBox[]): Uint8Array<ArrayBuffer> {
  const [first] = boxes;
  if (boxes.length === 1) return pdf.crop(first!.page, withMargin(first!), DPI);
  return grayPng(below(boxes.map((box) => part(pdf, box))), DPI);
}

function part(pdf: PdfRenderer, box: PageBox): Gray {
  const page = pdf.gray(box.page, DPI);
  const frame = pdf.frame(box.page);
  const scale = page.dpi / 72;
  const whole = turnBox(frame.box, frame.turns), wanted = turnBox(withMargin(box), frame.turns);
  const round = (value: number) => Math.round(value * scale);
  return crop(
    page,
    round(wanted.x0 - whole.x0),
    round(whole.y1 - wanted.y1),
    round(wanted.x1 - wanted.x0),
    round(wanted.y1 - wanted.y0),
  );
}

function below(pictures: readonly Gray[]): Gray {
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = pictures.reduce((sum, picture) => sum + picture.height, 0) + GAP * (pictures.length - 1);
  const data = new Uint8Array(width * height).fill(255);
  let top = 0;
  for (const picture of pictures) {
    for (let y = 0; y < picture.height; y++) {
      data.set(picture.data.subarray(y * picture.width, (y + 1) * picture.width), (top + y) * width);
    }
    top += picture.height + GAP;
  }
  return { width, height, data };
}

const withMargin = ({ x0, y0, x1, y1 }: PageBox) => ({
  x0: x0 - MARGIN,
  y0: y0 - MARGIN,
  x1: x1 + MARGIN,
  y1: y1 + MARGIN,
});

/**
 * The pictures on a page: where they are and how large they are.
 *
 * @module
 */
import { type Box, type Matrix, transformBox } from "../pdf/geometry.ts";
import type { Pdfium } from "./pdfium.ts";

export interface Picture extends Box {
  /** Of the picture itself, not of the page. */
  readonly pixels: number;
}

const IMAGE = 3, FORM = 5;
/** A page with more objects than this is drawn, not scanned. */
const MAX_OBJECTS = 2_000;
const MAX_DEPTH = 8;

/** In the page's user space. */
export function pictureBoxes(pdfium: Pdfium, page: number): Picture[] {
  const found: Picture[] = [];
  const scratch = pdfium.pdfium.wasmExports.malloc(24);
  let objects = 0;
  const visit = (count: number, at: (index: number) => number, depth: number, placed: (box: Box) => Box) => {
    for (let i = 0; i < count && objects < MAX_OBJECTS; i++, objects++) {
      const object = at(i);
      const type = pdfium.FPDFPageObj_GetType(object);
      if (type === IMAGE) found.push(pictureOf(pdfium, object, scratch, placed));
      if (type === FORM && depth < MAX_DEPTH) {
        const matrix = matrixOf(pdfium, object, scratch);
        const inner = (box: Box) => placed(transformBox(matrix, box));
        visit(
          pdfium.FPDFFormObj_CountObjects(object),
          (index) => pdfium.FPDFFormObj_GetObject(object, index),
          depth + 1,
          inner,
        );
      }
    }
  };
  visit(pdfium.FPDFPage_CountObjects(page), (index) => pdfium.FPDFPage_GetObject(page, index), 0, (box) => box);
  pdfium.pdfium.wasmExports.free(scratch);
  return found;
}

function pictureOf(pdfium: Pdfium, object: number, scratch: number, placed: (box: Box) => Box): Picture {
  pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12);
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = pdfium.pdfium.HEAPF32.slice(scratch >> 2, (scratch >> 2) + 4);
  const known = pdfium.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4);
  const [width = 0, height = 0] = pdfium.pdfium.HEAPU32.slice(scratch >> 2, (scratch >> 2) + 2);
  return { ...placed({ x0, y0, x1, y1 }), pixels: known ? width * height : 0 };
}

function matrixOf(pdfium: Pdfium, object: number, scratch: number): Matrix {
  if (!pdfium.FPDFPageObj_GetMatrix(object, scratch)) return [1, 0, 0, 1, 0, 0];
  return Array.from(pdfium.pdfium.HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 6)) as unknown as Matrix;
}

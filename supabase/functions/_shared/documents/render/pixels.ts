/**
 * A drawn bitmap in PDFium's memory, until it is disposed of.
 *
 * @module
 */
import type { Pdfium } from "./pdfium.ts";
import type { Gray, Rgb } from "./raster.ts";

const WHITE = 0xffffffff;

export class Pixels implements Disposable {
  #disposed = false;

  constructor(
    private readonly pdfium: Pdfium,
    private readonly bitmap: number,
    readonly width: number,
    readonly height: number,
    readonly dpi: number,
  ) {}

  /** Brightness as Rec. 601 weighs the colours. */
  gray(): Gray {
    const { width, height } = this;
    const data = new Uint8Array(width * height);
    this.#each((pixel, at) => {
      data[at] = pixel === WHITE ? 255 : brightness(pixel);
    });
    return { width, height, data };
  }

  /** Undefined when there is colour in it. */
  grayUnlessColoured(): Gray | undefined {
    const { width, height } = this;
    const data = new Uint8Array(width * height);
    let coloured = false;
    this.#each((pixel, at) => {
      const blue = pixel & 0xff, green = pixel >>> 8 & 0xff, red = pixel >>> 16 & 0xff;
      coloured ||= Math.abs(blue - green) > 2 || Math.abs(red - green) > 2;
      data[at] = green;
    });
    return coloured ? undefined : { width, height, data };
  }

  rgb(): Rgb {
    const { width, height } = this;
    const data = new Uint8Array(width * height * 3);
    this.#each((pixel, at) => {
      data[3 * at] = pixel >>> 16 & 0xff;
      data[3 * at + 1] = pixel >>> 8 & 0xff;
      data[3 * at + 2] = pixel & 0xff;
    });
    return { width, height, data };
  }

  [Symbol.dispose](): void {
    if (!this.#disposed) this.pdfium.FPDFBitmap_Destroy(this.bitmap);
    this.#disposed = true;
  }

  #each(visit: (pixel: number, at: number) => void): void {
    const { HEAPU32 } = this.pdfium.pdfium;
    const stride = this.pdfium.FPDFBitmap_GetStride(this.bitmap) >> 2;
    const start = this.pdfium.FPDFBitmap_GetBuffer(this.bitmap) >> 2;
    for (let y = 0, at = 0; y < this.height; y++) {
      for (let x = 0, from = start + y * stride; x < this.width; x++, at++) visit(HEAPU32[from++]!, at);
    }
  }
}

function brightness(pixel: number): number {
  return (pixel & 0xff) * 29 + (pixel >>> 8 & 0xff) * 150 + (pixel >>> 16 & 0xff) * 77 >> 8;
}

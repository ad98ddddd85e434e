/**
 * Forms for the tests, drawn in the ways in which forms are drawn.
 *
 * @module
 */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "@cantoo/pdf-lib";

export class FormSheet {
  private constructor(readonly document: PDFDocument, readonly page: PDFPage, private readonly fonts: Fonts) {}

  static async create(): Promise<FormSheet> {
    const document = await PDFDocument.create();
    const fonts = {
      text: await document.embedFont(StandardFonts.Helvetica),
      symbols: await document.embedFont(StandardFonts.ZapfDingbats),
    };
    return new FormSheet(document, document.addPage([595, 842]), fonts);
  }

  text(text: string, x: number, y: number, size = 10): this {
    this.page.drawText(text, { x, y, size, font: this.fonts.text });
    return this;
  }

  symbol(text: string, x: number, y: number, size = 10): this {
    this.page.drawText(text, { x, y, size, font: this.fonts.symbols });
    return this;
  }

  box(x: number, y: number, width: number, height: number): this {
    this.page.drawRectangle({ x, y, width, height, borderWidth: 0.5, borderColor: BLACK });
    return this;
  }

  /** With round corners. */
  rounded(x: number, y: number, width: number, height: number, radius: number): this {
    const [r, w, h] = [radius, width, height];
    const path = `M ${r},0 L ${w - r},0 Q ${w},0 ${w},${r} L ${w},${h - r} Q ${w},${h} ${w - r},${h} ` +
      `L ${r},${h} Q 0,${h} 0,${h - r} L 0,${r} Q 0,0 ${r},0 Z`;
    this.page.drawSvgPath(path, { x, y: y + height, borderWidth: 0.5, borderColor: BLACK });
    return this;
  }

  circle(x: number, y: number, radius: number): this {
    this.page.drawCircle({ x, y, size: radius, borderWidth: 0.5, borderColor: BLACK });
    return this;
  }

  line(x0: number, y0: number, x1: number, y1: number): this {
    this.page.drawLine({ start: { x: x0, y: y0 }, end: { x: x1, y: y1 }, thickness: 0.5 });
    return this;
  }

  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.document.save());
  }
}

interface Fonts {
  readonly text: PDFFont;
  readonly symbols: PDFFont;
}

const BLACK = rgb(0, 0, 0);

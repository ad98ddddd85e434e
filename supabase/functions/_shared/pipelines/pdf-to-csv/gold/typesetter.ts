/**
 * Sets documents for tests: lines of text and tables at given places, as a writer's program would.
 *
 * @module
 */
import { degrees, PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "@cantoo/pdf-lib";

export type Align = "left" | "right" | "centre";

export interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: Align;
}

export interface Cell {
  readonly text: string;
  /** Columns it covers; 1 unless told. */
  readonly span?: number;
}

export const SIZE = 10;
const INK = rgb(0, 0, 0);
const PROSE =
  "The survey was carried out again in the spring among all members, and the answers were weighted by region and by " +
  "size, so that the figures can be compared with those of earlier years; where a question had changed, this is said in " +
  "the text. Readers who want the details will find them in the annex, together with the wording of each question and " +
  "the number of replies on which the figures rest. ";

export class Typesetter {
  private constructor(
    readonly pdf: PDFDocument,
    readonly regular: PDFFont,
    readonly bold: PDFFont,
    public page: PDFPage,
  ) {}

  static async start(): Promise<Typesetter> {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    const regular = await pdf.embedFont(StandardFonts.TimesRoman),
      bold = await pdf.embedFont(StandardFonts.TimesRomanBold);
    return new Typesetter(pdf, regular, bold, pdf.addPage([595, 842]));
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.pdf.save());
  }

  newPage(): void {
    this.page = this.pdf.addPage([595, 842]);
  }

  text(text: string, x: number, y: number, options: { size?: number; bold?: boolean } = {}): number {
    const font = options.bold ? this.bold : this.regular, size = options.size ?? SIZE;
    this.page.drawText(text, { x, y, size, font, color: INK });
    return font.widthOfTextAtSize(text, size);
  }

  /** Text running upwards, as on a table that is turned to fit the page. */
  sideways(text: string, x: number, y: number): void {
    this.page.drawText(text, { x, y, size: SIZE, font: this.regular, rotate: degrees(90) });
  }

  widthOf(text: string, bold = false): number {
    return (bold ? this.bold : this.regular).widthOfTextAtSize(text, SIZE);
  }

  rule(x0: number, x1: number, y: number): void {
    this.page.drawLine({ start: { x: x0, y }, end: { x: x1, y }, thickness: 0.6 });
  }

  vertical(x: number, y0: number, y1: number): void {
    this.page.drawLine({ start: { x, y: y0 }, end: { x, y: y1 }, thickness: 0.6 });
  }

  /** Sets one line of a table. */
  row(columns: readonly Column[], cells: readonly (string | Cell)[], y: number, bold = false): void {
    let index = 0;
    for (const cell of cells) {
      const { text, span = 1 } = typeof cell === "string" ? { text: cell } : cell;
      const first = columns[index]!, last = columns[index + span - 1]!;
      const width = last.x + last.width - first.x, own = this.widthOf(text, bold);
      const align = span > 1 ? "centre" : first.align;
      const indent = align === "left" ? 0 : align === "right" ? width - own : (width - own) / 2;
      if (text) this.text(text, first.x + indent, y, { bold });
      index += span;
    }
  }

  /** Dots from the end of a label to the next column, as close as they come or `spaced`. */
  leader(label: string, x: number, end: number, y: number, spaced = false): void {
    const from = x + this.widthOf(label) + 3, dot = spaced ? " ." : ".";
    this.text(dot.repeat(Math.max(0, Math.floor((end - from) / this.widthOf(dot)))), from, y);
  }

  /** Running text, justified as far as breaking lines goes. Returns the y after it. */
  prose(x: number, y: number, width: number, lines: number): number {
    const words = PROSE.repeat(20).split(" ");
    for (let line = 0; line < lines; line++) {
      let text = words.shift()!;
      while (this.widthOf(`${text} ${words[0]}`) <= width) text += ` ${words.shift()}`;
      this.text(text, x, y);
      y -= 12;
    }
    return y;
  }
}

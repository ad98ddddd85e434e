/**
 * Pages to set made-up documents on, drawn the ways that writers' programs draw: whole strings or word by word, rules as lines
 * or as thin boxes, upright or turned.
 *
 * @module
 */
import {
  concatTransformationMatrix,
  degrees,
  PDFDocument,
  type PDFFont,
  type PDFPage,
  pushGraphicsState,
  rgb,
  StandardFonts,
} from "@cantoo/pdf-lib";
import { sentence } from "./content.ts";
import type { Random } from "./random.ts";

export interface SheetWishes {
  readonly landscape?: boolean;
  /** `rotated`: by the page's own entry; `sideways`: text runs up on an upright page. */
  readonly turn?: "rotated" | "sideways";
}

const FONTS = [
  [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
  [StandardFonts.TimesRoman, StandardFonts.TimesRomanBold],
  [StandardFonts.Helvetica, StandardFonts.HelveticaBold],
  [StandardFonts.Courier, StandardFonts.CourierBold],
] as const;

export class Sheet {
  private constructor(
    readonly random: Random,
    readonly pdf: PDFDocument,
    readonly regular: PDFFont,
    readonly bold: PDFFont,
    readonly wordByWord: boolean,
    readonly ruleAsBox: boolean,
    private readonly wishes: SheetWishes,
    public page: PDFPage,
  ) {}

  static async start(random: Random, wishes: SheetWishes = {}): Promise<Sheet> {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    const [regular, bold] = random.pick(FONTS);
    const fonts = [await pdf.embedFont(regular), await pdf.embedFont(bold)] as const;
    const sheet = new Sheet(random, pdf, ...fonts, random.chance(0.4), random.chance(0.4), wishes, pdf.addPage());
    sheet.layOut();
    return sheet;
  }

  get width(): number {
    return this.#lies ? 842 : 595;
  }

  get height(): number {
    return this.#lies ? 595 : 842;
  }

  get #lies(): boolean {
    return this.wishes.landscape === true || this.wishes.turn !== undefined;
  }

  newPage(): void {
    this.page = this.pdf.addPage();
    this.layOut();
  }

  private layOut(): void {
    const { turn, landscape } = this.wishes;
    this.page.setSize(turn ? 595 : landscape ? 842 : 595, turn ? 842 : landscape ? 595 : 842);
    if (!turn) return;
    this.page.pushOperators(pushGraphicsState(), concatTransformationMatrix(0, 1, -1, 0, 595, 0));
    if (turn === "rotated") this.page.setRotation(degrees(90));
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.pdf.save());
  }

  widthOf(text: string, size: number, bold = false): number {
    const font = bold ? this.bold : this.regular;
    // Letter by letter: nothing is kerned where it is drawn.
    let width = 0;
    for (const letter of text) width += font.widthOfTextAtSize(letter, size);
    return width;
  }

  text(text: string, x: number, y: number, size: number, bold = false): void {
    const font = bold ? this.bold : this.regular;
    const draw = (part: string, at: number) => this.page.drawText(part, { x: at, y, size, font });
    if (!this.wordByWord) return draw(text, x);
    let before = "";
    for (const word of text.split(" ")) {
      if (word) draw(word, x + this.widthOf(before, size, bold));
      before += `${word} `;
    }
  }

  /** A footnote's mark. Returns its width. */
  raised(mark: string, x: number, y: number, size: number): number {
    this.text(mark, x, y + 0.35 * size, 0.65 * size);
    return this.widthOf(mark, 0.65 * size);
  }

  rule(x0: number, x1: number, y: number, thickness = 0.5): void {
    if (this.ruleAsBox) this.box(x0, y - thickness / 2, x1, y + thickness / 2, 0);
    else this.page.drawLine({ start: { x: x0, y }, end: { x: x1, y }, thickness });
  }

  vertical(x: number, y0: number, y1: number, thickness = 0.5): void {
    if (this.ruleAsBox) this.box(x - thickness / 2, y0, x + thickness / 2, y1, 0);
    else this.page.drawLine({ start: { x, y: y0 }, end: { x, y: y1 }, thickness });
  }

  /** @param gray 0 black, 1 white */
  box(x0: number, y0: number, x1: number, y1: number, gray: number): void {
    this.page.drawRectangle({ x: x0, y: y0, width: x1 - x0, height: y1 - y0, color: rgb(gray, gray, gray) });
  }

  /** Text in lines of at most `width`. */
  wrapped(text: string, width: number, size: number, bold = false): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
      if (lines.length > 0 && this.widthOf(longer, size, bold) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** A paragraph, ragged or spread to fill its lines. Returns the y of its last line. */
  prose(x: number, y: number, width: number, lines: number, size: number, spread = false): number {
    const text = Array.from({ length: lines }, () => sentence(this.random, 30)).join(" ");
    const set = this.wrapped(text, width, size).slice(0, lines);
    set.forEach((line, i) => {
      const at = y - i * 1.2 * size, words = line.split(" ");
      if (!spread || i === set.length - 1 || words.length < 2) return this.text(line, x, at, size);
      const room = (width - words.reduce((sum, word) => sum + this.widthOf(word, size), 0)) / (words.length - 1);
      let left = x;
      for (const word of words) {
        this.text(word, left, at, size);
        left += this.widthOf(word, size) + room;
      }
    });
    return y - (set.length - 1) * 1.2 * size;
  }
}

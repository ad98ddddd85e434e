/**
 * Worksheets for tests: text, rules and boxes where a test puts them.
 *
 * @module
 */
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "@cantoo/pdf-lib";
import { type FinishedRun, runToEnd } from "../testing.ts";
import { questions } from "./index.ts";
import type { Worksheet } from "./outputs.ts";

export const LEFT = 60, RIGHT = 535, TOP = 760, LINE = 18;

export interface Style {
  readonly size?: number;
  readonly bold?: boolean;
}

export class Paper {
  #page!: PDFPage;

  private constructor(
    private readonly pdf: PDFDocument,
    private readonly regular: PDFFont,
    private readonly bold: PDFFont,
  ) {
    this.page();
  }

  static async create(): Promise<Paper> {
    const pdf = await PDFDocument.create();
    return new Paper(
      pdf,
      await pdf.embedFont(StandardFonts.TimesRoman),
      await pdf.embedFont(StandardFonts.TimesRomanBold),
    );
  }

  /** Begins a new page. */
  page(): void {
    this.#page = this.pdf.addPage([595, 842]);
  }

  text(x: number, y: number, text: string, { size = 11, bold = false }: Style = {}): void {
    this.#page.drawText(text, { x, y, size, font: bold ? this.bold : this.regular });
  }

  /** Ends at `x`. */
  right(x: number, y: number, text: string, style: Style = {}): void {
    const font = style.bold ? this.bold : this.regular;
    this.text(x - font.widthOfTextAtSize(text, style.size ?? 11), y, text, style);
  }

  /** Lines below each other. @returns the height of the line after them */
  lines(x: number, y: number, lines: readonly string[], style: Style = {}): number {
    for (const [i, line] of lines.entries()) if (line !== "") this.text(x, y - i * LINE, line, style);
    return y - lines.length * LINE;
  }

  rule(x0: number, x1: number, y: number, thickness = 0.7): void {
    this.#page.drawLine({ start: { x: x0, y }, end: { x: x1, y }, thickness });
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.#page.drawRectangle({ x, y, width, height, borderWidth: 1 });
  }

  circle(x: number, y: number, radius: number): void {
    this.#page.drawCircle({ x, y, size: radius, borderWidth: 1 });
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.pdf.save());
  }
}

export interface Extracted extends FinishedRun {
  readonly worksheet: Worksheet;
}

export async function extract(
  paper: Paper,
  setup: { options?: Record<string, unknown>; scale?: number; repeatSteps?: boolean } = {},
): Promise<Extracted> {
  const { options, ...rest } = setup;
  const run = await runToEnd(questions, {
    files: [{ name: "sheet.pdf", data: await paper.bytes() }],
    options: { llm: "off", ...options },
    ...rest,
  });
  return Object.assign(run, { worksheet: JSON.parse(run.text("questions.json")) as Worksheet });
}

/** A question in one line: its number, marks, text, parts and options. */
export function shown({ worksheet }: Extracted): string[] {
  type Said = Pick<Worksheet["questions"][number], "text" | "marks" | "options" | "parts">;
  const inside = ({ text, marks, options, parts }: Said): string =>
    [
      text.replaceAll("\n", " / "),
      marks === null ? "" : `[${marks}]`,
      options.map((option) => `<${option.label} ${option.text}>`).join(""),
      parts.map((part) => `{${part.label} ${inside(part)}}`).join(""),
    ].filter(Boolean).join(" ");
  return worksheet.questions.map((question) => `${question.number}: ${inside(question)}`);
}

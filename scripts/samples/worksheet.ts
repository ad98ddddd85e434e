/**
 * A worksheet as teachers hand them out, for trying things out: numbered questions with marks, sub-parts and choices.
 *
 * @module
 */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "@cantoo/pdf-lib";

export interface WorksheetOptions {
  readonly pages: number;
  readonly title?: string;
}

/** What one page of four questions asks; `n` makes each page its own. */
const QUESTIONS: readonly ((n: number) => readonly string[])[] = [
  (n) => [`Work out ${n + 12} × ${n + 7}.`, "[2]"],
  (n) => [
    `A train leaves at 08:${String(10 + (n % 40))} and travels ${60 + n} km in 45 minutes.`,
    "    (a) How far does it travel in one hour?  [2]",
    "    (b) When has it travelled 200 km?  [3]",
  ],
  (n) => [
    `Which of these numbers is divisible by ${3 + (n % 5)}? [1]`,
    `    A  ${(3 + (n % 5)) * 14}`,
    `    B  ${(3 + (n % 5)) * 14 + 1}`,
    `    C  ${(3 + (n % 5)) * 14 + 2}`,
  ],
  (n) => [
    `The sides of a rectangle are ${n + 3} cm and ${n + 5} cm long.`,
    "Find its area, and the length of its diagonal to one decimal place.",
    "[4]",
  ],
];

const LEFT = 60, RIGHT = 535, LINE = 17;

export async function worksheet({ pages, title = "Numbers and shapes" }: WorksheetOptions): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica), bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  let number = 1;
  for (let index = 0; index < pages; index++) {
    const page = pdf.addPage([595, 842]);
    page.drawText(title, index === 0 ? { x: LEFT, y: 780, size: 20, font: bold } : { x: LEFT, y: 805, size: 9, font });
    if (index === 0) {
      page.drawText("Name ______________________    Date ____________", { x: LEFT, y: 750, size: 11, font });
    }
    let y = 700;
    for (const question of QUESTIONS) {
      y = ask(page, font, `${number}.`, question(number), y) - 75;
      number++;
    }
    page.drawText(`Page ${index + 1} of ${pages}`, { x: 270, y: 40, size: 9, font, color: rgb(0.4, 0.4, 0.4) });
  }
  return await pdf.save();
}

/** Marks stand at the end of the line before them, on the right. */
function ask(page: PDFPage, font: PDFFont, number: string, lines: readonly string[], top: number): number {
  page.drawText(number, { x: LEFT, y: top, size: 12, font });
  let y = top;
  for (const line of lines) {
    const [, text = "", marks] = /^(.*?)\s*(\[\d+\])?$/.exec(line)!;
    if (text) {
      page.drawText(text, { x: LEFT + 26, y, size: 12, font });
      y -= LINE;
    }
    if (marks) page.drawText(marks, { x: RIGHT - 20, y: y + LINE, size: 12, font });
  }
  return y;
}

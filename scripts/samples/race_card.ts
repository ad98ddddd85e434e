/**
 * Draws a race card: a PDF of results with one table a race, two races a page. The same options give the same bytes.
 *
 * @module
 */
import {
  PDFDocument,
  type PDFFont,
  type PDFPage,
  type PDFPageDrawTextOptions,
  rgb,
  StandardFonts,
} from "@cantoo/pdf-lib";
import { HEADINGS, inventRaces, type Race } from "./races.ts";

export interface RaceCardOptions {
  /** How many pages; or how many races. One page with two races when neither is given. */
  readonly pages?: number;
  readonly races?: number;
  readonly seed?: number;
}

const PAGE = { width: 612, height: 792, margin: 40 };
const RACES_A_PAGE = 2;
const COLUMNS = [26, 112, 92, 28, 24, 24, 46, 40, 140];
const RIGHT_ALIGNED = new Set([0, 3, 4, 5, 7]);
const ROW = 17;
const GREEN = rgb(0.07, 0.29, 0.22),
  PALE = rgb(0.93, 0.96, 0.94),
  INK = rgb(0.1, 0.12, 0.12),
  GREY = rgb(0.45, 0.5, 0.48);

export async function raceCard(options: RaceCardOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const count = options.races ?? (options.pages ?? 1) * RACES_A_PAGE;
  const races = inventRaces(count, options.seed ?? 1);
  const pages = Math.ceil(count / RACES_A_PAGE);
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle("Race card");
  pdf.setCreationDate(new Date(0));
  pdf.setModificationDate(new Date(0));
  const pen: Pen = {
    regular: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  };
  for (let i = 0; i < pages; i++) {
    const page = pdf.addPage([PAGE.width, PAGE.height]);
    page.setFont(pen.regular);
    const shown = races.slice(i * RACES_A_PAGE, (i + 1) * RACES_A_PAGE);
    drawHead(page, pen, shown[0]!, `Page ${i + 1} of ${pages}`);
    let y = PAGE.height - 92;
    for (const race of shown) y = drawRace(page, pen, race, y) - 34;
  }
  return new Uint8Array(await pdf.save({ useObjectStreams: true }));
}

interface Pen {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** A font given with a text is put into the page anew each time: it is set when it changes. */
function write(page: PDFPage, text: string, { font, ...how }: PDFPageDrawTextOptions & { font: PDFFont }): void {
  if (page.getFont()[0] !== font) page.setFont(font);
  page.drawText(text, how);
}

function drawHead(page: PDFPage, pen: Pen, race: Race, pageLabel: string): void {
  page.drawRectangle({ x: 0, y: PAGE.height - 58, width: PAGE.width, height: 58, color: GREEN });
  const white = rgb(1, 1, 1);
  write(page, race.track, { x: PAGE.margin, y: PAGE.height - 36, size: 20, font: pen.bold, color: white });
  write(page, race.date, { x: 420, y: PAGE.height - 34, size: 11, font: pen.regular, color: white });
  write(page, `${pageLabel}  |  All names are invented.`, {
    x: PAGE.margin,
    y: 24,
    size: 8,
    font: pen.regular,
    color: GREY,
  });
}

/** Draws one race from `top` down and returns where it ends. */
function drawRace(page: PDFPage, pen: Pen, race: Race, top: number): number {
  write(page, race.title, { x: PAGE.margin, y: top, size: 13, font: pen.bold, color: GREEN });
  write(page, race.conditions, { x: PAGE.margin, y: top - 15, size: 9, font: pen.regular, color: INK });
  const width = COLUMNS.reduce((sum, column) => sum + column, 0);
  let y = top - 26 - ROW;
  page.drawRectangle({ x: PAGE.margin, y, width, height: ROW, color: GREEN });
  drawRow(page, pen.bold, HEADINGS, y, rgb(1, 1, 1));
  race.rows.forEach((row, i) => {
    y -= ROW;
    if (i % 2 === 1) page.drawRectangle({ x: PAGE.margin, y, width, height: ROW, color: PALE });
    drawRow(page, pen.regular, row, y, INK);
  });
  page.drawLine({ start: { x: PAGE.margin, y }, end: { x: PAGE.margin + width, y }, thickness: 0.8, color: GREEN });
  write(page, race.payoffs, { x: PAGE.margin, y: y - 14, size: 9, font: pen.regular, color: INK });
  return y - 14;
}

function drawRow(page: PDFPage, font: PDFFont, row: readonly string[], y: number, color: ReturnType<typeof rgb>): void {
  const size = 8.5;
  let x = PAGE.margin;
  row.forEach((text, column) => {
    const width = COLUMNS[column]!;
    const indent = RIGHT_ALIGNED.has(column) ? width - 6 - font.widthOfTextAtSize(text, size) : 6;
    write(page, text, { x: x + indent, y: y + 5, size, font, color });
    x += width;
  });
}

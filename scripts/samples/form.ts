/**
 * Draws a flat form: rows of labels with lines to write upon, and boxes to tick. The same options give the same bytes.
 *
 * @module
 */
import { PDFDocument, PDFName, PDFString, rgb, StandardFonts } from "@cantoo/pdf-lib";

export interface FormOptions {
  readonly pages: number;
  /** Lines of labels on each page, three to a line; 30 unless told. */
  readonly rows?: number;
  /** Bytes of pictures that do not get any smaller, on the first page. */
  readonly pictureBytes?: number;
}

const LABELS = ["First name", "Last name", "Street", "City", "Country", "Date of birth", "E-mail", "Phone", "Employer"];
const COLUMNS = 3, CHOICES = ["Yes", "No", "Unknown", "Refused", "Other"];
const WIDTH = 1024, PICTURE = WIDTH * 1024;

export async function flatForm({ pages, rows = 30, pictureBytes = 0 }: FormOptions): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setCreationDate(new Date(0));
  pdf.setModificationDate(new Date(0));
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    const page = pdf.addPage([595, 842]);
    const text = (content: string, x: number, y: number, size = 8) => page.drawText(content, { x, y, size, font });
    text(`Application, part ${number}`, 50, 795, 14);
    for (let row = 0; row < rows; row++) {
      const y = 760 - 23 * row;
      for (let column = 0; column < COLUMNS; column++) {
        const x = 50 + 170 * column;
        text(`${LABELS[(row + 3 * column) % LABELS.length]}:`, x, y);
        page.drawLine({ start: { x: x + 60, y: y - 2 }, end: { x: x + 155, y: y - 2 }, thickness: 0.5 });
      }
    }
    text("Member?", 50, 60);
    CHOICES.forEach((choice, index) => {
      const x = 110 + 80 * index;
      page.drawRectangle({ x, y: 58, width: 9, height: 9, borderWidth: 0.6, borderColor: rgb(0, 0, 0) });
      text(choice, x + 14, 60);
    });
  }
  for (let at = 0; at < pictureBytes; at += PICTURE) {
    const height = Math.ceil(Math.min(PICTURE, pictureBytes - at) / WIDTH);
    const noise = new Uint8Array(WIDTH * height);
    let state = at + 1;
    for (let i = 0; i < noise.length; i++) {
      noise[i] = state = state * 1_103_515_245 + 12_345 >>> 3 & 0xff | state << 8 & 0xffff00;
    }
    const picture = pdf.context.stream(noise, {
      Type: "XObject",
      Subtype: "Image",
      Width: WIDTH,
      Height: height,
      ColorSpace: "DeviceGray",
      BitsPerComponent: 8,
    });
    pdf.getPage(0).node.setXObject(PDFName.of(`Im${at}`), pdf.context.register(picture));
  }
  pdf.context.trailerInfo.ID = pdf.context.obj([PDFString.of("form"), PDFString.of("form")]);
  return new Uint8Array(await pdf.save({ objectsPerTick: Infinity }));
}

import assert from "node:assert/strict";
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import type { Gray } from "../render/raster.ts";
import { takeDashes } from "./dashes.ts";
import { withPoints } from "./points.ts";
import { scannedPages } from "./testing.ts";

const DPI = 300, SIZE = 10;

/** A page of 200 by 100 points with each text at its place. */
async function pictureOf(texts: readonly (readonly [text: string, x: number, y: number])[]): Promise<Gray> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([200, 100]);
  for (const [text, x, y] of texts) page.drawText(text, { x, y, size: SIZE, font });
  const [picture] = await scannedPages(new Uint8Array(await pdf.save()), { dpi: DPI });
  return picture!;
}

/** What a number becomes that is printed as `printed` and recognised as `read`. */
async function seen(printed: string, read: string): Promise<string> {
  const pdf = await PDFDocument.create();
  const width = (await pdf.embedFont(StandardFonts.Helvetica)).widthOfTextAtSize(printed, SIZE);
  const picture = await pictureOf([[printed, 40, 50]]);
  const pixel = DPI / 72, base = 50 * pixel;
  return withPoints(picture, {
    text: read,
    confidence: 0.9,
    x0: 40 * pixel,
    x1: (40 + width) * pixel,
    y0: base - 8 * pixel,
    y1: base + pixel,
    base,
    line: 0,
    lineHeight: 10 * pixel,
  }).text;
}

const NUMBERS = [
  ["2.3", "23", "2.3"],
  ["1.1", "11", "1.1"],
  ["13.47", "1347", "13.47"],
  ["1,204,380.5", "1204380.5", "1,204,380.5"],
  ["15.7", "15:7", "15.7"],
  ["2031", "2031", "2031"],
  ["48.50", "48.50", "48.50"],
] as const;
for (const [printed, read, wanted] of NUMBERS) {
  Deno.test(`a number printed as ${printed} and recognised as ${read} is ${wanted}`, async () => {
    assert.equal(await seen(printed, read), wanted);
  });
}

Deno.test("what is no number keeps its signs", async () => {
  assert.equal(await seen("v.2", "v2"), "v2");
});

Deno.test("dashes that stand alone are found and taken out, those in words and between them stay", async () => {
  const picture = await pictureOf([["-", 30, 80], ["\u2013", 120, 80], ["well-known", 30, 50], ["a - b", 120, 50]]);
  const dashes = takeDashes(picture, DPI).map((box) => Math.round(box.x0 * 72 / DPI));
  assert.deepEqual(dashes, [30, 120]);
  assert.deepEqual(takeDashes(picture, DPI), []);
});

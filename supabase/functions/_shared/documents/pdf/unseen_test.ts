import assert from "node:assert/strict";
import { PDFDocument, type PDFPage, rgb, StandardFonts } from "@cantoo/pdf-lib";
import { openPdf } from "./open.ts";

/** The words of a page that says "seen" in black and "secret" in whatever way `draw` does. */
async function wordsOf(draw: (page: PDFPage) => void): Promise<string[]> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([300, 300]);
  page.setFont(await pdf.embedFont(StandardFonts.Helvetica));
  page.drawText("seen", { x: 20, y: 200, size: 12 });
  draw(page);
  const data = new Uint8Array(await pdf.save());
  const readRange = (start: number, end: number) => Promise.resolve(data.slice(start, end));
  const opened = await openPdf({ name: "a.pdf", bytes: data.length, readRange });
  try {
    return (await opened.page(1)).words.map(({ text }) => text);
  } finally {
    await opened.close();
  }
}

const WHITE = rgb(1, 1, 1), SECRET = { x: 20, y: 100, size: 12 };

Deno.test("letters without any opacity are not seen, faint ones are", async () => {
  assert.deepEqual(await wordsOf((page) => page.drawText("secret", { ...SECRET, opacity: 0 })), ["seen"]);
  assert.deepEqual(await wordsOf((page) => page.drawText("secret", { ...SECRET, opacity: 0.3 })), ["seen", "secret"]);
});

Deno.test("white letters are not seen on white paper, nor between the rules of a table", async () => {
  assert.deepEqual(await wordsOf((page) => page.drawText("secret", { ...SECRET, color: WHITE })), ["seen"]);
  const framed = (page: PDFPage) => {
    page.drawRectangle({ x: 15, y: 94, width: 80, height: 20, borderWidth: 1, borderColor: rgb(0, 0, 0) });
    page.drawText("secret", { ...SECRET, color: WHITE });
  };
  assert.deepEqual(await wordsOf(framed), ["seen"]);
});

Deno.test("white letters on a ground of another colour are seen: a box, a broad line, a picture", async () => {
  const grounds: ((page: PDFPage) => void)[] = [
    (page) => page.drawRectangle({ x: 15, y: 94, width: 80, height: 20, color: rgb(0, 0.2, 0.4) }),
    (page) => page.drawLine({ start: { x: 15, y: 104 }, end: { x: 95, y: 104 }, thickness: 20 }),
    (page) => page.drawCircle({ x: 50, y: 104, size: 60, color: rgb(0.5, 0, 0) }),
  ];
  for (const ground of grounds) {
    const draw = (page: PDFPage) => {
      ground(page);
      page.drawText("secret", { ...SECRET, color: WHITE });
    };
    assert.deepEqual(await wordsOf(draw), ["seen", "secret"]);
  }
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([300, 300]), font = await pdf.embedFont(StandardFonts.Helvetica);
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  page.drawImage(await pdf.embedPng(png), { x: 0, y: 0, width: 300, height: 300 });
  page.drawText("secret", { ...SECRET, font, color: WHITE });
  const data = new Uint8Array(await pdf.save());
  const opened = await openPdf({
    name: "a.pdf",
    bytes: data.length,
    readRange: (a, b) => Promise.resolve(data.slice(a, b)),
  });
  assert.deepEqual((await opened.page(1)).words.map(({ text }) => text), ["secret"]);
  await opened.close();
});

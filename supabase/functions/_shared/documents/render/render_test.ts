import assert from "node:assert/strict";
import { decode } from "fast-png";
import { degrees, PDFDocument, rgb } from "@cantoo/pdf-lib";
import { JobError } from "../../jobs/errors.ts";
import { closeRenderer, type RenderedFile, withRenderer } from "./renderer.ts";
import { WHOLE_BYTES } from "./sources.ts";
import { imagePdf } from "../images/image_pdf.ts";
import { pngPage } from "../images/png.ts";
import { grayPng } from "./png.ts";

interface Reads {
  bytes: number;
  fails?: boolean;
}

function fileOf(data: Uint8Array<ArrayBuffer>, reads: Reads = { bytes: 0 }): RenderedFile {
  return {
    id: crypto.randomUUID(),
    name: "plan.pdf",
    bytes: data.length,
    readRange: (start, end) => {
      if (reads.fails) {
        return Promise.reject(new JobError("storage_unavailable", "It does not answer.", { transient: true }));
      }
      reads.bytes += Math.min(end, data.length) - start;
      return Promise.resolve(data.slice(start, end));
    },
  };
}

/** A page of 400 by 300 points with a red square at 100, 50. */
async function plan(change: (pdf: PDFDocument) => void = () => {}, turned = 0): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([400, 300]);
  page.drawRectangle({ x: 100, y: 50, width: 60, height: 60, color: rgb(1, 0, 0) });
  page.setRotation(degrees(turned));
  change(pdf);
  return new Uint8Array(await pdf.save());
}

function redBox(png: Uint8Array): { width: number; height: number; box: number[] } {
  const { width, height, channels, data } = decode(png);
  assert.equal(channels, 3);
  const box = [width, height, 0, 0];
  for (let i = 0; i < width * height; i++) {
    if (data[3 * i]! < 200 || data[3 * i + 1]! > 60) continue;
    const x = i % width, y = Math.floor(i / width);
    box.splice(0, 4, Math.min(box[0]!, x), Math.min(box[1]!, y), Math.max(box[2]!, x + 1), Math.max(box[3]!, y + 1));
  }
  return { width, height, box };
}

const PLACES: [turned: number, page: number[], square: number[]][] = [
  [0, [400, 300], [100, 190, 160, 250]],
  [90, [300, 400], [50, 100, 110, 160]],
  [180, [400, 300], [240, 50, 300, 110]],
  [270, [300, 400], [190, 240, 250, 300]],
];
for (const [turned, [width, height], box] of PLACES) {
  Deno.test(`a page turned by ${turned} is drawn as it is shown`, async () => {
    const png = await withRenderer(fileOf(await plan(undefined, turned)), (pdf) => pdf.image(1, 72));
    assert.deepEqual(redBox(png), { width, height, box });
  });

  Deno.test(`a part of a page turned by ${turned} is named by its place in the page, and drawn as it is shown`, async () => {
    const part = { x0: 90, y0: 40, x1: 170, y1: 120 };
    const png = await withRenderer(fileOf(await plan(undefined, turned)), (pdf) => pdf.crop(1, part, 144));
    assert.deepEqual(redBox(png), { width: 160, height: 160, box: [20, 20, 140, 140] });
  });
}

Deno.test("a part outside of the page is an error, a part across its edge is cut", async () => {
  const file = fileOf(await plan());
  const outside = withRenderer(file, (pdf) => pdf.crop(1, { x0: 500, y0: 0, x1: 600, y1: 50 }, 72));
  await assert.rejects(outside, { type: "invalid_options" });
  const cut = await withRenderer(file, (pdf) => pdf.crop(1, { x0: 100, y0: 50, x1: 900, y1: 900 }, 72));
  assert.deepEqual([redBox(cut).width, redBox(cut).height], [300, 250]);
});

Deno.test("a picture without colour has one channel", async () => {
  const file = fileOf(await plan());
  const png = await withRenderer(file, (pdf) => pdf.crop(1, { x0: 200, y0: 200, x1: 300, y1: 300 }, 72));
  assert.equal(decode(png).channels, 1);
});

Deno.test("a page as large as a wall is drawn with fewer dots, not with more memory", async () => {
  const data = await plan((pdf) => pdf.getPage(0).setSize(14_400, 14_400));
  const { width, height, dpi } = await withRenderer(fileOf(data), (pdf) => pdf.gray(1, 300));
  assert.ok(width * height <= 12_100_000 && dpi < 20, `${width} by ${height} at ${dpi}`);
});

const bytes = (text: string) => new TextEncoder().encode(text);
const REFUSED: [type: string, data: () => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>][] = [
  ["empty_file", () => new Uint8Array()],
  ["not_a_pdf", () => bytes("Dear Sir or Madam, this is a letter.")],
  ["corrupt_pdf", () => bytes("%PDF-1.7\nand nothing else")],
  ["encrypted_pdf", () => plan((pdf) => pdf.encrypt({ userPassword: "sesame", ownerPassword: "owner" }))],
];
for (const [type, make] of REFUSED) {
  Deno.test(`what cannot be opened is told by its name: ${type}`, async () => {
    const work = withRenderer(fileOf(await make()), (pdf) => pdf.pages);
    await assert.rejects(work, (error) => error instanceof JobError && error.type === type && !error.transient);
  });
}

Deno.test("a page that is not there is damaged, and its document can be drawn from all the same", async () => {
  const file = fileOf(await plan());
  await assert.rejects(withRenderer(file, (pdf) => pdf.gray(7, 72)), { type: "corrupt_page" });
  assert.equal((await withRenderer(file, (pdf) => pdf.gray(1, 72))).width, 400);
});

Deno.test("a picture with more dots than memory is refused before it is unpacked", async () => {
  const data = await plan((pdf) => {
    const entries = { Type: "XObject", Subtype: "Image", Width: 30_000, Height: 30_000, BitsPerComponent: 8 };
    const picture = pdf.context.stream(new Uint8Array(9), { ...entries, ColorSpace: "DeviceRGB" });
    const name = pdf.getPage(0).node.newXObject("Bomb", pdf.context.register(picture));
    const content = pdf.context.stream(`q 400 0 0 300 0 0 cm ${name} Do Q`);
    pdf.getPage(0).node.addContentStream(pdf.context.register(content));
  });
  await assert.rejects(withRenderer(fileOf(data), (pdf) => pdf.gray(1, 72)), { type: "too_large" });
});

/** Two pages with a square, and noise that no page shows between their parts. */
async function largePlan(): Promise<Uint8Array<ArrayBuffer>> {
  const noise = new Uint8Array(WHOLE_BYTES + 1);
  for (let i = 0, state = 1; i < noise.length; i++) noise[i] = state = state * 75 % 65_537 & 0xff || 1;
  return await plan((pdf) => {
    pdf.context.register(pdf.context.stream(noise, { Type: "XObject", Subtype: "Image", Filter: "DCTDecode" }));
    pdf.addPage([400, 300]).drawRectangle({ x: 10, y: 10, width: 30, height: 30, color: rgb(1, 0, 0) });
  });
}

Deno.test("of a large file only what a page needs is read, and it is drawn like any other", async () => {
  const data = await largePlan();
  const reads = { bytes: 0 };
  const file = fileOf(data, reads);
  assert.equal(await withRenderer(file, (pdf) => pdf.pages), 2);
  assert.deepEqual(redBox(await withRenderer(file, (pdf) => pdf.image(1, 72))).box, [100, 190, 160, 250]);
  assert.deepEqual(redBox(await withRenderer(file, (pdf) => pdf.image(2, 72))).box, [10, 260, 40, 290]);
  assert.ok(reads.bytes < data.length / 8, `${reads.bytes} of ${data.length} bytes`);
});

Deno.test("a part that cannot be read is the storage's failure, not a damaged file", async () => {
  const reads: Reads = { bytes: 0, fails: true };
  await assert.rejects(withRenderer(fileOf(await largePlan(), reads), (pdf) => pdf.pages), {
    type: "storage_unavailable",
  });
  await closeRenderer();
});

Deno.test("a large file of scans is drawn although PDFium gives up while parts of a picture are missing", async () => {
  const side = 2_900, noise = new Uint8Array(side * side);
  for (let at = 0; at < noise.length; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
  const scan = pngPage(grayPng({ width: side, height: side, data: noise }, 300), "scan.png");
  const data = imagePdf([scan, scan]);
  assert.ok(data.length > WHOLE_BYTES);
  const picture = await withRenderer(fileOf(data), (pdf) => pdf.gray(2, 30));
  const mean = picture.data.reduce((sum, dot) => sum + dot, 0) / picture.data.length;
  assert.ok(Math.abs(mean - 128) < 8, `noise is gray on the whole, this is ${mean}`);
  await closeRenderer();
});

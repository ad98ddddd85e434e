import assert from "node:assert/strict";
import { encode } from "fast-png";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../../pipelines/pipeline.ts";
import { ocrStep } from "../ocr/step.ts";
import { pagesOf } from "../ocr/source.ts";
import { grayPng } from "../render/png.ts";
import { type Gray, turned } from "../render/raster.ts";
import { withRenderer } from "../render/renderer.ts";
import { memoryOcrRun } from "../ocr/testing.ts";
import { asPdf } from "./image_file.ts";
import { SAMPLE_NAMES, sampleImage, type SampleName } from "./samples.ts";

const TYPES: Record<string, string> = { jpg: "image/jpeg", tiff: "image/tiff", webp: "image/webp", png: "image/png" };

function fileOf(name: string, data: Uint8Array<ArrayBuffer>): InputFile {
  return {
    id: crypto.randomUUID(),
    name,
    mediaType: TYPES[name.split(".").pop()!]!,
    bytes: data.length,
    read: () => Promise.resolve(data.slice()),
    readRange: (start, end) => Promise.resolve(data.slice(start, end)),
  };
}

const sample = (name: SampleName) => fileOf(name, sampleImage(name));

async function textOf(file: InputFile, page = 1): Promise<string> {
  const run = memoryOcrRun();
  const request = { file, page, key: "page", languages: ["eng"] } as const;
  for (let answer = await ocrStep(run, request);; answer = await ocrStep(run, request, answer.next)) {
    if ("page" in answer) return answer.page.words.map((word) => word.text).join(" ");
  }
}

async function pixels(file: InputFile): Promise<Gray> {
  return await withRenderer(await asPdf(file), (pdf) => pdf.gray(1, 150));
}

for (const name of SAMPLE_NAMES) {
  Deno.test(`text is read off ${name}`, async () => {
    const file = sample(name);
    const pages = await pagesOf(file);
    assert.equal(pages, name === "two-pages.tiff" ? 2 : 1);
    for (let page = 1; page <= pages; page++) assert.equal(await textOf(file, page), "Invoice 4711");
  });
}

/** A dark upper left quarter on white, in which nothing is the same turned. */
function corner(): Gray {
  const picture = { width: 300, height: 150, data: new Uint8Array(300 * 150).fill(255) };
  for (let y = 0; y < 60; y++) picture.data.fill(0, y * 300, y * 300 + 100);
  return picture;
}

const darkShare = ({ width, height, data }: Gray, right: boolean, lower: boolean): number => {
  let dark = 0;
  data.forEach((value, at) => {
    const x = at % width, y = Math.floor(at / width);
    if (value < 128 && x >= width / 2 === right && y >= height / 2 === lower) dark++;
  });
  return dark / data.length;
};

Deno.test("PNGs of every kind are drawn as they look, transparency on white paper", async () => {
  const { width, height, data } = corner();
  const alpha = new Uint8Array(width * height * 4);
  data.forEach((value, at) => alpha.set([0, 0, 0, 255 - value], 4 * at));
  const wide = Uint16Array.from(data, (value) => value * 257);
  const files = {
    gray: grayPng(corner(), 150),
    transparent: encode({ width, height, data: alpha, channels: 4 }),
    "16 bits": encode({ width, height, data: wide, channels: 1, depth: 16 }),
  };
  for (const [name, content] of Object.entries(files)) {
    const drawn = await pixels(fileOf(`${name}.png`, new Uint8Array(content)));
    assert.ok(Math.abs(darkShare(drawn, false, false) - 60 * 100 / (300 * 150)) < 0.01, name);
    assert.equal(darkShare(drawn, true, true), 0, name);
  }
});

/** EXIF data that say nothing but how the camera was held. */
function withOrientation(jpeg: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  exif.push(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...jpeg.subarray(2)]);
}

Deno.test("a photograph is turned as its camera was held", async () => {
  const upright = await pixels(sample("gray.jpg"));
  const ink = ({ data }: Gray) => data.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0);
  for (const [orientation, quarters] of [[3, 2], [6, 1], [8, 3]] as const) {
    const held = await pixels(fileOf("held.jpg", withOrientation(sampleImage("gray.jpg"), orientation)));
    const expected = turned(upright, quarters);
    assert.deepEqual([held.width, held.height], [expected.width, expected.height]);
    const differing = held.data.reduce(
      (sum, value, at) => sum + (Math.abs(value - expected.data[at]!) > 90 ? 1 : 0),
      0,
    );
    assert.ok(
      differing < 0.2 * ink(upright),
      `orientation ${orientation}: ${differing} of ${ink(upright)} dots differ`,
    );
  }
});

async function errorOf(file: InputFile): Promise<JobError> {
  const error = await asPdf(file).then(() => undefined, (error: unknown) => error);
  assert.ok(error instanceof JobError, `${file.name}: ${error}`);
  return error;
}

Deno.test("an image that would unpack to more than memory is refused by its header", async () => {
  const bomb = grayPng(corner(), 150);
  new DataView(bomb.buffer).setUint32(16, 29_000);
  new DataView(bomb.buffer).setUint32(20, 29_000);
  const error = await errorOf(fileOf("bomb.png", bomb));
  assert.equal(error.type, "too_large");
  assert.match(error.detail, /bomb\.png.*29000 by 29000/);
});

Deno.test("images that are cut off or rubbish are called damaged, at whatever byte they end", async () => {
  for (const name of SAMPLE_NAMES) {
    const whole = sampleImage(name);
    for (const length of [5, 20, 60]) {
      const error = await errorOf(fileOf(name, whole.slice(0, length)));
      assert.ok(
        ["corrupt_image", "too_large", "unsupported_media_type"].includes(error.type),
        `${name}: ${error.type}`,
      );
    }
  }
  assert.equal((await errorOf(fileOf("empty.png", new Uint8Array()))).type, "empty_file");
});

Deno.test("a TIFF whose directories point at each other comes to an end", async () => {
  const loop = sampleImage("fax4.tiff");
  const view = new DataView(loop.buffer);
  const first = view.getUint32(4, true), entries = view.getUint16(first, true);
  view.setUint32(first + 2 + 12 * entries, first, true);
  assert.equal(await pagesOf(fileOf("loop.tiff", loop)), 1);
});

/** A TIFF of one gray page: entries of its directory, `[tag, type, count, value]`, and bytes behind it. */
function tiffOf(entries: readonly (readonly [number, number, number, number])[], behind: Uint8Array) {
  const data = new Uint8Array(8 + 2 + 12 * entries.length + 4 + behind.length);
  const view = new DataView(data.buffer);
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, type, count, value], i) => {
    view.setUint16(10 + 12 * i, tag, true);
    view.setUint16(12 + 12 * i, type, true);
    view.setUint32(14 + 12 * i, count, true);
    view.setUint32(18 + 12 * i, value, true);
  });
  data.set(behind, data.length - behind.length);
  return data;
}

Deno.test("a TIFF whose strips all lie in the same bytes does not grow", async () => {
  const strips = 2_000;
  const behind = new Uint8Array(1_000_000);
  const start = 8 + 2 + 12 * 6 + 4;
  const view = new DataView(behind.buffer);
  for (let i = 0; i < strips; i++) view.setUint32(4 * (strips + i), behind.length, true);
  const data = tiffOf([
    [256, 4, 1, 100],
    [257, 4, 1, strips],
    [258, 3, 1, 8],
    [273, 4, strips, start],
    [278, 4, 1, 1],
    [279, 4, strips, start + 4 * strips],
  ], behind);
  assert.equal((await errorOf(fileOf("same.tiff", data))).type, "corrupt_image");
});

Deno.test("a TIFF whose entries all have the same many values does not grow", async () => {
  const many = Array.from({ length: 400 }, (_, i) => [1_000 + i, 1, 100_000, 8] as const);
  const data = tiffOf([[256, 4, 1, 10], [257, 4, 1, 10], ...many], new Uint8Array(100_000));
  assert.equal((await errorOf(fileOf("values.tiff", data))).type, "corrupt_image");
});

Deno.test("a JPEG in a TIFF is as large as it says itself", async () => {
  const data = sampleImage("jpeg.tiff");
  for (let at = 0; at < data.length - 9; at++) {
    // The head of a frame: of 60,000 by 60,000 dots.
    if (data[at] === 0xff && data[at + 1] === 0xc0) data.set([0xea, 0x60, 0xea, 0x60], at + 5);
  }
  assert.equal((await errorOf(fileOf("jpeg.tiff", data))).type, "too_large");
});

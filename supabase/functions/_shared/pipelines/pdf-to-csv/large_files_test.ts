import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { PDFDocument } from "@cantoo/pdf-lib";
import { raceCard } from "../../../../../scripts/samples/race_card.ts";
import { look, type Looked, NOT_LOOKED } from "../../documents/pdf/guard.ts";
import { closePdf, withPdf } from "../../documents/pdf/kept_pdfs.ts";
import { WHOLE_BYTES } from "../../documents/pdf/open.ts";
import { JobError } from "../../jobs/errors.ts";
import type { InputFile } from "../pipeline.ts";
import { runToEnd } from "../testing.ts";
import { checkFile } from "../../documents/pdf/check.ts";
import { pdfToCsv } from "./index.ts";

const BUDGET = { remainingCpuMs: () => 1_000, scale: 1 };

interface Reads {
  count: number;
  largest: number;
  failsAfter?: number;
}

function fileOf(data: Uint8Array<ArrayBuffer>, reads: Reads, id = "one"): InputFile {
  const readRange = (start: number, end: number) => {
    if (reads.count++ === reads.failsAfter) {
      return Promise.reject(new JobError("storage_unavailable", "It does not answer.", { transient: true }));
    }
    reads.largest = Math.max(reads.largest, Math.min(end, data.length) - start);
    return Promise.resolve(data.slice(start, end));
  };
  const read = () => readRange(0, data.length);
  return { id, name: "race.pdf", mediaType: "application/pdf", bytes: data.length, read, readRange };
}

/** A race card with a picture larger than what is read at once: noise, which no page shows. */
async function cardWithPicture(): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.load(await raceCard({ pages: 3, seed: 4 }));
  const noise = new Uint8Array(WHOLE_BYTES + 1);
  for (let i = 0, state = 1; i < noise.length; i++) noise[i] = state = state * 75 % 65_537 & 0xff || 1;
  pdf.context.register(pdf.context.stream(noise, { Type: "XObject", Subtype: "Image", Filter: "DCTDecode" }));
  return new Uint8Array(await pdf.save());
}

/** Streams that unpack to 30 MB each. */
function bombs(count: number): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(new Uint8Array(30 * 1024 * 1024).fill(0x20), { level: 9 });
  const head = new TextEncoder().encode(`1 0 obj<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n`);
  const tail = new TextEncoder().encode("\nendstream\nendobj\n");
  const one = new Uint8Array([...head, ...packed, ...packed.subarray(0, 4096), ...tail]);
  const all = new Uint8Array(one.length * count);
  for (let i = 0; i < count; i++) all.set(one, i * one.length);
  return all;
}

Deno.test("a large file gives the same tables as the small one in it, and is never read as a whole", async () => {
  const data = await cardWithPicture();
  const options = { options: {} };
  const large = await runToEnd(pdfToCsv, { files: [{ name: "race.pdf", data }], ...options });
  const small = await runToEnd(pdfToCsv, {
    files: [{ name: "race.pdf", data: await raceCard({ pages: 3, seed: 4 }) }],
    ...options,
  });
  for (const [name, { bytes }] of small.outputs) assert.deepEqual(large.outputs.get(name)?.bytes, bytes, name);
  const reads = { count: 0, largest: 0 };
  const file = fileOf(data, reads);
  let looked = NOT_LOOKED;
  while (looked.at < data.length) looked = (await checkFile(file, looked, BUDGET)).looked;
  assert.equal(looked.images, true);
  await withPdf(file, (pdf) => pdf.page(2));
  await closePdf(file);
  assert.ok(reads.largest <= WHOLE_BYTES / 2, `${reads.largest} bytes at once`);
});

Deno.test("a file of many bombs is looked at a little in each step, and refused when they are too much together", async () => {
  const file = fileOf(bombs(6), { count: 0, largest: 0 });
  let looked: Looked = { ...NOT_LOOKED, unpacked: 400 * 1024 * 1024 }, steps = 0;
  const go = async () => {
    for (;; steps++) {
      const before = looked.unpacked;
      looked = (await checkFile(file, looked, { ...BUDGET, scale: 0 })).looked;
      assert.ok(looked.unpacked - before <= 32 * 1024 * 1024, "one stream a step when there is no time");
    }
  };
  await assert.rejects(go(), (error) => error instanceof JobError && error.type === "too_large");
  assert.ok(steps >= 3, `${steps} steps`);
});

Deno.test("looking window by window sees what looking at the whole sees", async () => {
  const bytes = await raceCard({ pages: 20, seed: 4 });
  const whole = look({ bytes, start: 0, last: true }, NOT_LOOKED, "race.pdf", () => true);
  let looked = NOT_LOOKED;
  while (looked.at < bytes.length) {
    const start = Math.max(0, looked.at - 1024), end = Math.min(bytes.length, start + 20_000);
    const window = { bytes: bytes.slice(start, end), start, last: end === bytes.length };
    looked = look(window, looked, "race.pdf", () => true);
  }
  assert.deepEqual(looked, whole);
});

Deno.test("the next invocation takes the document that is open; another document closes it", async () => {
  const reads = { count: 0, largest: 0 }, data = await raceCard();
  const pages = (id: string) => withPdf(fileOf(data, reads, id), (pdf) => Promise.resolve(pdf.pages));
  assert.equal(await pages("one"), 1);
  assert.equal(await pages("one"), 1);
  assert.equal(reads.count, 1);
  await pages("two");
  await pages("one");
  assert.equal(reads.count, 3);
  await closePdf(fileOf(data, reads, "one"));
});

Deno.test("a part that cannot be read is the storage's failure, not a damaged page", async () => {
  const reads: Reads = { count: 0, largest: 0 };
  const file = fileOf(await cardWithPicture(), reads);
  reads.failsAfter = 1;
  await assert.rejects(withPdf(file, (pdf) => pdf.page(1)), { type: "storage_unavailable" });
});

import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { raceCard } from "../../../../../scripts/samples/race_card.ts";
import { HEADINGS, inventRaces } from "../../../../../scripts/samples/races.ts";
import { JobError } from "../../jobs/errors.ts";
import { type FinishedRun, runToEnd } from "../testing.ts";
import { pdfToCsv } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function convert(data: Uint8Array<ArrayBuffer>, options = {}, more = {}): Promise<FinishedRun> {
  return runToEnd(pdfToCsv, { files: [{ name: "race.pdf", data }], options, ...more });
}

async function pdfOf(draw: (pdf: PDFDocument) => Promise<void> | void): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  await draw(pdf);
  return new Uint8Array(await pdf.save());
}

/** A one-pixel picture and nothing else. */
function pictureOnly(): Promise<Uint8Array<ArrayBuffer>> {
  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return pdfOf(async (pdf) => {
    pdf.addPage().drawImage(await pdf.embedPng(png), { x: 0, y: 0, width: 595, height: 842 });
  });
}

/** A PDF written by hand, its page's content packed as given. */
function onePage(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const head =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>endobj\n" +
    `4 0 obj<</Length ${content.length}/Filter/FlateDecode>>\nstream\n`;
  return new Uint8Array([...bytes(head), ...content, ...bytes("\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF")]);
}

async function errorOf(work: Promise<unknown>): Promise<JobError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof JobError, String(error));
    assert.equal(error.transient, false);
    return error;
  }
  throw new Error("It did not fail.");
}

Deno.test("a race card becomes one table a race, every cell as it was printed", async () => {
  const run = await convert(await raceCard({ races: 8, seed: 7 }));
  const { tables } = JSON.parse(run.text("result.json"));
  const expected = inventRaces(8, 7).map((race) => [[...HEADINGS], ...race.rows]);
  assert.deepEqual(tables.map((table: { rows: string[][] }) => table.rows), expected);
  assert.equal(run.summary.tables, 8);
  assert.deepEqual(run.filesDone, [{ index: 0, error: undefined }]);
});

Deno.test("every table says its page, its box from the bottom left, and how sure it is", async () => {
  const run = await convert(await raceCard({ races: 4, seed: 2 }));
  const { tables } = JSON.parse(run.text("result.json"));
  assert.deepEqual(tables.map((table: { page: number }) => table.page), [1, 1, 2, 2]);
  for (const { bbox: [x0, y0, x1, y1], confidence } of tables) {
    assert.ok(x0 >= 38 && x1 <= 574 && x1 - x0 > 400 && y1 > y0 && y0 > 24 && y1 < 700, `${x0} ${y0} ${x1} ${y1}`);
    assert.ok(confidence > 0 && confidence <= 1);
  }
  assert.ok(tables[0].bbox[1] > tables[1].bbox[3], "the first race stands above the second");
});

Deno.test("the outputs are the same bytes however the work is sliced and however often a step is repeated", async () => {
  const data = await raceCard({ pages: 12, seed: 5 });
  const once = await convert(data);
  const slow = await convert(data, {}, { scale: 0.01, repeatSteps: true });
  assert.ok(slow.steps > once.steps, `${slow.steps} steps against ${once.steps}`);
  for (const [name, { bytes }] of once.outputs) assert.deepEqual(slow.outputs.get(name)?.bytes, bytes, name);
});

Deno.test("progress never falls, and tells the page", async () => {
  const run = await convert(await raceCard({ pages: 6, seed: 5 }), {}, { scale: 0.01 });
  const extracting = run.reports.filter((report) => report.stage === "extracting");
  assert.equal(extracting.at(-1)?.message, "Page 6 of 6");
  assert.deepEqual(extracting.map((r) => r.fraction), extracting.map((r) => r.fraction).toSorted((a, b) => a - b));
});

Deno.test("a PDF with text and no table is completed with no table, and says so", async () => {
  const run = await convert(
    await pdfOf(async (pdf) => {
      const font = await pdf.embedFont(StandardFonts.Helvetica);
      pdf.addPage().drawText("Nothing to see here but a sentence.", { x: 50, y: 700, font });
    }),
  );
  assert.deepEqual(JSON.parse(run.text("result.json")), { tables: [] });
  assert.equal(run.text("table.csv"), "");
  assert.equal(run.summary.message, "No table was found in race.pdf.");
});

Deno.test("pictures in which there is no text fail with what to do about it", async () => {
  const error = await errorOf(convert(await pictureOnly()));
  assert.equal(error.type, "no_text");
  assert.match(error.detail, /race\.pdf.*Scan it again/);
});

Deno.test("blank pages are no scan: there is just no table", async () => {
  const run = await convert(await pdfOf((pdf) => void pdf.addPage()));
  assert.equal(run.summary.tables, 0);
});

Deno.test("what is empty, no PDF, or damaged is called so", async () => {
  for (
    const [data, type, words] of [
      [bytes(""), "empty_file", /race\.pdf.*empty/],
      [bytes("hello"), "not_a_pdf", /race\.pdf.*not a PDF/],
      [bytes("%PDF-1.7\n"), "corrupt_pdf", /race\.pdf.*damaged/],
    ] as const
  ) {
    const error = await errorOf(convert(data));
    assert.equal(error.type, type);
    assert.match(error.detail, words);
  }
});

Deno.test("a page that would unpack to a gigabyte, or never end, is refused before it is read", async () => {
  for (
    const [content, type] of [
      [deflateSync(new Uint8Array(64 * 1024 * 1024).fill(0x20)), "too_large"],
      [deflateSync(bytes("q ".repeat(100_000))), "too_complex"],
      [deflateSync(bytes("(a) Tj ".repeat(100_000))), "too_complex"],
    ] as const
  ) {
    const started = performance.now();
    const error = await errorOf(convert(onePage(content)));
    assert.equal(error.type, type);
    assert.ok(performance.now() - started < 1_000);
  }
});

async function encryptedCard(password: string): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.load(await raceCard({ pages: 3, seed: 5 }));
  pdf.encrypt({ userPassword: password, ownerPassword: "owner", permissions: {} });
  return new Uint8Array(await pdf.save());
}

Deno.test("a PDF with a password says whether it is missing or wrong", async () => {
  const data = await encryptedCard("sesame");
  for (
    const [options, words] of [
      [{}, /^Cannot read race\.pdf: it is password-protected\. Give its password in the options/],
      [{ password: "guess" }, /^Cannot read race\.pdf: the password is wrong\. Give the right one/],
    ] as const
  ) {
    const error = await errorOf(convert(data, options));
    assert.equal(error.type, "encrypted_pdf");
    assert.match(error.detail, words);
    assert.doesNotMatch(String(error.cause), /guess|sesame/);
  }
});

for (const password of ["sesame", "Schlüssel 鍵"]) {
  Deno.test(`with its password, ${password}, an encrypted PDF gives what it gives unencrypted`, async () => {
    const open = await convert(await raceCard({ pages: 3, seed: 5 }));
    const locked = await convert(await encryptedCard(password), { password }, { scale: 0.01, repeatSteps: true });
    for (const [name, { bytes }] of open.outputs) assert.deepEqual(locked.outputs.get(name)?.bytes, bytes, name);
    const kept = [...locked.parts.values(), ...[...locked.outputs.values()].map(({ bytes }) => bytes)];
    assert.ok(kept.every((bytes) => !new TextDecoder().decode(bytes).includes(password)));
  });
}

Deno.test("a password does no harm to a PDF that opens without one, whether it is encrypted or not", async () => {
  for (const data of [await raceCard({ pages: 3, seed: 5 }), await encryptedCard("")]) {
    const run = await convert(data, { password: "sesame" });
    assert.equal(run.summary["pages"], 3);
    assert.ok(run.summary["tables"] as number > 0);
  }
});

Deno.test("only the pages asked for are read", async () => {
  const run = await convert(await raceCard({ pages: 5, seed: 1 }), { pages: "2, 4-" });
  const { tables } = JSON.parse(run.text("result.json"));
  assert.deepEqual([...new Set(tables.map((table: { page: number }) => table.page))], [2, 4, 5]);
});

Deno.test("pages that the PDF does not have are an error that says how many it has", async () => {
  const error = await errorOf(convert(await raceCard(), { pages: "3" }));
  assert.equal(error.type, "invalid_options");
  assert.match(error.detail, /race\.pdf.*has 1 page\b/);
});

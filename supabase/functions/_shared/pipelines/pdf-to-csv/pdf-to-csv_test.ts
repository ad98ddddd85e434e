import assert from "node:assert/strict";
import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { raceCard } from "../../../../../scripts/samples/race-card.ts";
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

Deno.test("a PDF without text is called a scan", async () => {
  const error = await errorOf(convert(await pdfOf((pdf) => void pdf.addPage())));
  assert.equal(error.type, "no_text");
  assert.match(error.detail, /race\.pdf.*scan/);
});

Deno.test("what is not a PDF, or a damaged one, is called so", async () => {
  for (const data of [bytes("%PDF-1.7\n"), bytes("hello"), bytes("")]) {
    const error = await errorOf(convert(data));
    assert.equal(error.type, "corrupt_pdf");
    assert.match(error.detail, /race\.pdf.*damaged/);
  }
});

Deno.test("a PDF with a password is called so", async () => {
  const pdf = await PDFDocument.load(await raceCard());
  pdf.encrypt({ userPassword: "sesame", ownerPassword: "open", permissions: {} });
  const error = await errorOf(convert(new Uint8Array(await pdf.save())));
  assert.equal(error.type, "encrypted_pdf");
  assert.match(error.detail, /race\.pdf.*password/);
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

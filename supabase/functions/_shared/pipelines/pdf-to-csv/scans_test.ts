import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { scanOf, type ScanOptions } from "../../documents/ocr/testing.ts";
import { runToEnd } from "../testing.ts";
import { GOLD_DOCUMENTS } from "./gold/documents.ts";
import { pdfToCsv } from "./index.ts";

const convert = (data: Uint8Array<ArrayBuffer>, options = {}, more = {}) =>
  runToEnd(pdfToCsv, { files: [{ name: "scan.pdf", data }], options, ...more });

function gold(words: string) {
  const document = GOLD_DOCUMENTS.find(({ name }) => name.includes(words));
  if (!document) throw new Error(`No document is about ${words}.`);
  return document;
}

const SCANS: [name: string, about: string, scan: ScanOptions][] = [
  ["a grid drawn with rules", "a grid with spanning cells", {}],
  ["a grid that lies askew", "a grid with spanning cells", { askew: 1.3 }],
  ["rows without rules", "a financial statement", {}],
  ["a table on its side", "a table turned by a quarter", {}],
];
for (const [name, about, scan] of SCANS) {
  Deno.test(`a scanned table is read as it was set: ${name}`, async () => {
    const document = gold(about);
    const run = await convert(await scanOf(await document.make(), scan));
    const { tables } = JSON.parse(run.text("result.json"));
    assert.deepEqual(tables.map((table: { rows: string[][] }) => table.rows), document.tables);
    assert.equal(run.summary.pages_without_text, 0);
  });
}

Deno.test("cells of a scan say how sure they are, and make their table less sure; cells of text do not", async () => {
  const data = await gold("two tables side by side").make();
  const cellsOf = async (pdf: Uint8Array<ArrayBuffer>) => {
    const run = await convert(pdf);
    const [{ confidence }] = JSON.parse(run.text("result.json")).tables;
    return { confidence, cells: JSON.parse(run.text("cells.json")).tables[0].cells as number[][] };
  };
  const printed = await cellsOf(data), scanned = await cellsOf(await scanOf(data));
  assert.ok(printed.cells.every((cell) => cell.length === 9));
  assert.ok(scanned.cells.every((cell) => cell.length === 10 && cell[9]! > 0 && cell[9]! <= 1));
  assert.ok(scanned.confidence < printed.confidence);
  scanned.cells.forEach((cell, i) => {
    const [x, y] = [cell[5]!, cell[6]!], [sameX, sameY] = [printed.cells[i]![5]!, printed.cells[i]![6]!];
    assert.ok(Math.hypot(x - sameX, y - sameY) < 3, `cell ${i} at ${x}, ${y}, not at ${sameX}, ${sameY}`);
  });
});

Deno.test("pages of text and scans in one file become one result, the same bytes however its steps are repeated", async () => {
  const document = gold("a grid with spanning cells");
  const made = await document.make();
  const both = await PDFDocument.load(made);
  const [scan] = await both.copyPages(await PDFDocument.load(await scanOf(made)), [0]);
  both.addPage(scan!);
  const data = new Uint8Array(await both.save());
  const once = await convert(data, { stitch: false });
  const { tables } = JSON.parse(once.text("result.json"));
  assert.deepEqual(tables.map((table: { page: number; rows: string[][] }) => [table.page, table.rows]), [
    [1, document.tables[0]],
    [2, document.tables[0]],
  ]);
  const again = await convert(data, { stitch: false }, { repeatSteps: true });
  for (const [name, { bytes }] of once.outputs) assert.deepEqual(again.outputs.get(name)?.bytes, bytes, name);
});

const PASSWORDS = [["open sesame", "open sesame"], ["Schlüssel", "Schlüssel"], ["", "open sesame"]] as const;
for (const [needed, password] of PASSWORDS) {
  Deno.test(`an encrypted scan that opens with "${needed}" is read with "${password}"`, async () => {
    const document = gold("a grid with spanning cells");
    const scan = await PDFDocument.load(await scanOf(await document.make()));
    scan.encrypt({ userPassword: needed, ownerPassword: "owner" });
    const run = await convert(new Uint8Array(await scan.save()), { password });
    assert.deepEqual(JSON.parse(run.text("result.json")).tables[0].rows, document.tables[0]);
  });
}

Deno.test("a language that nobody has data for is refused by name", async () => {
  const data = await gold("a grid with spanning cells").make();
  await assert.rejects(convert(data, { languages: ["klingon"] }), /languages/);
});

Deno.test("of all pictures of recognised pages only the last one stays until the job ends", async () => {
  const made = await gold("a grid with spanning cells").make();
  const stack = await PDFDocument.load(await scanOf(made));
  for (const page of await stack.copyPages(await PDFDocument.load(await scanOf(made)), [0])) stack.addPage(page);
  const run = await convert(new Uint8Array(await stack.save()));
  assert.equal(run.summary.tables, 1);
  assert.deepEqual([...run.parts.keys()].filter((name) => name.endsWith("pixels.bin")), ["ocr/2/pixels.bin"]);
});

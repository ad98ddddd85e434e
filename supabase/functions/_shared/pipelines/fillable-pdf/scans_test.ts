import assert from "node:assert/strict";
import { degrees, PDFDocument } from "@cantoo/pdf-lib";
import { scanOf } from "../../documents/ocr/testing.ts";
import { JobError } from "../../jobs/errors.ts";
import { runToEnd } from "../testing.ts";
import type { PageFields, PlacedField } from "./field.ts";
import { fillablePdf } from "./index.ts";
import { FormSheet } from "./sample_forms.ts";

async function application(): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = (await FormSheet.create()).text("Application for membership", 60, 760, 16)
    .text("First name:", 60, 700).line(130, 698, 330, 698).text("City:", 60, 670).line(130, 668, 330, 668)
    .text("Member?", 60, 630).box(120, 628, 10, 10).text("Yes", 136, 630).box(180, 628, 10, 10).text("No", 196, 630)
    .text("Gender", 60, 590).circle(124, 593, 5).text("Male", 136, 590).circle(184, 593, 5).text("Female", 196, 590)
    .box(60, 500, 250, 30).text("Account number", 64, 520, 8).line(60, 440, 260, 440).text("Signature", 60, 428, 9);
  return await sheet.save();
}

async function found(data: Uint8Array<ArrayBuffer>, options: Record<string, unknown> = {}) {
  const run = await runToEnd(fillablePdf, { files: [{ name: "scan.pdf", data }], options });
  const { pages } = JSON.parse(run.text("fields.json")) as { pages: PageFields[] };
  return { run, pages, fields: pages.flatMap((page) => page.fields) };
}

/** Finds each field of the original at its place in the scan, within some points. */
function assertSame(scanned: readonly PlacedField[], original: readonly PlacedField[], slack: number): void {
  const told = (fields: readonly PlacedField[]) => fields.map(({ type, name }) => `${type} ${name}`);
  assert.deepEqual(told(scanned), told(original));
  for (const [index, field] of scanned.entries()) {
    const off = field.rect.map((value, side) => Math.abs(value - original[index]!.rect[side]!));
    assert.ok(Math.max(...off) <= slack, `${field.name} is off by ${off}`);
  }
}

Deno.test("a scan has the fields of its original, with their names, at their places", async () => {
  const data = await application();
  const original = await found(data);
  assert.equal(original.fields.length, 8);
  const { run, fields } = await found(await scanOf(data));
  assertSame(fields, original.fields, 3);
  assert.equal(run.summary["scanned_pages"], 1);
});

Deno.test("a scan that was laid askew and sideways on the glass is straightened", async () => {
  const data = await application();
  const { fields, pages } = await found(await scanOf(data, { askew: 1.2, turns: 1 }));
  const original = await found(data);
  assert.deepEqual(
    fields.map(({ type }) => type).sort(),
    original.fields.map(({ type }) => type).sort(),
  );
  assert.equal(pages[0]?.turns, 3);
});

Deno.test("of pages of both kinds the fields stand in the order of the pages", async () => {
  const data = await application();
  const both = await PDFDocument.load(await scanOf(data, { dpi: 200 }));
  const [page] = await both.copyPages(await PDFDocument.load(data), [0]);
  both.addPage(page);
  const { pages } = await found(new Uint8Array(await both.save()));
  assert.deepEqual(pages.map(({ page, fields }) => [page, fields.length]), [[1, 8], [2, 8]]);
});

Deno.test("an encrypted scan is read with its password", async () => {
  const scan = await PDFDocument.load(await scanOf(await application(), { dpi: 200 }));
  scan.encrypt({ userPassword: "paper", ownerPassword: "moon" });
  const { fields } = await found(new Uint8Array(await scan.save()), { password: "paper" });
  assert.equal(fields.length, 8);
});

Deno.test("a scan of a blank page has nothing to find fields by, and says so", async () => {
  const blank = await PDFDocument.create();
  blank.addPage([595, 842]).setRotation(degrees(0));
  const data = await scanOf(new Uint8Array(await blank.save()), { dpi: 100 });
  await assert.rejects(found(data), (error) => error instanceof JobError && error.type === "no_text");
});

import assert from "node:assert/strict";
import { rgb } from "@cantoo/pdf-lib";
import { runToEnd } from "../testing.ts";
import type { PageFields, PlacedField } from "./field.ts";
import { fillablePdf } from "./index.ts";
import { FormSheet } from "./sample_forms.ts";

async function fieldsOf(sheet: FormSheet, options: Record<string, unknown> = {}): Promise<readonly PlacedField[]> {
  const run = await runToEnd(fillablePdf, { files: [{ name: "form.pdf", data: await sheet.save() }], options });
  return (JSON.parse(run.text("fields.json")) as { pages: PageFields[] }).pages.flatMap((page) => page.fields);
}

const names = (fields: readonly PlacedField[]) => fields.map((field) => field.name);

Deno.test("a line behind a label is a text field of that name", async () => {
  const sheet = (await FormSheet.create()).text("First name:", 60, 700).line(120, 698, 300, 698);
  const [field, ...others] = await fieldsOf(sheet);
  assert.deepEqual(others, []);
  assert.equal(field?.type, "text");
  assert.equal(field.name, "first_name");
  assert.equal(field.tooltip, "First name");
  assert.ok(Math.abs(field.rect[0] - 120) < 1 && Math.abs(field.rect[2] - 300) < 1);
});

Deno.test("typed underscores and dots are lines", async () => {
  const sheet = (await FormSheet.create()).text("E-mail ____________________ City ....................", 60, 700);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(names(fields), ["e_mail", "city"]);
  assert.equal(fields[0]?.format, "email");
});

Deno.test("dots that lead to a page number are no line", async () => {
  const sheet = (await FormSheet.create()).text("Introduction .................... 12", 60, 700);
  assert.deepEqual(await fieldsOf(sheet), []);
});

Deno.test("the free part of a cell below its label is a field", async () => {
  const sheet = (await FormSheet.create()).box(60, 660, 200, 30).text("Account number", 64, 680, 7);
  const [field] = await fieldsOf(sheet);
  assert.equal(field?.name, "account_number");
  assert.ok(field.rect[3] <= 680, "the label stays free");
});

Deno.test("blank cells beside label cells are fields, the label cells are not", async () => {
  const sheet = await FormSheet.create();
  for (const [row, label] of ["Street", "City"].entries()) {
    sheet.box(60, 700 - 20 * row, 100, 20).box(160, 700 - 20 * row, 200, 20).text(label, 64, 706 - 20 * row);
  }
  assert.deepEqual(names(await fieldsOf(sheet)), ["street", "city"]);
});

Deno.test("a table of data has no fields", async () => {
  const sheet = await FormSheet.create();
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 3; column++) {
      sheet.box(60 + 90 * column, 700 - 16 * row, 90, 16).text("1,204", 64 + 90 * column, 704 - 16 * row, 9);
    }
  }
  assert.deepEqual(await fieldsOf(sheet), []);
});

Deno.test("a rule across the page between paragraphs is no field", async () => {
  const sheet = (await FormSheet.create()).text("The first chapter ends here.", 60, 720).line(60, 700, 535, 700)
    .text("The second chapter begins.", 60, 670);
  assert.deepEqual(await fieldsOf(sheet), []);
});

Deno.test("squares are check boxes, named by question and answer", async () => {
  const sheet = (await FormSheet.create()).text("Do you smoke?", 60, 700).box(150, 699, 9, 9).text("Yes", 164, 700)
    .box(200, 699, 9, 9).text("No", 214, 700);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(fields.map((field) => field.type), ["checkbox", "checkbox"]);
  assert.deepEqual(names(fields), ["do_you_smoke_yes", "do_you_smoke_no"]);
});

Deno.test("brackets and the boxes of symbol fonts are check boxes", async () => {
  const sheet = (await FormSheet.create()).text("[ ] Single", 60, 700).text("[ ] Family", 140, 700)
    .symbol("\u274f", 60, 660).text("I agree", 75, 660);
  assert.deepEqual((await fieldsOf(sheet)).map((field) => field.type), ["checkbox", "checkbox", "checkbox"]);
});

Deno.test("circles of one question are radio buttons of one group", async () => {
  const sheet = (await FormSheet.create()).text("Sex", 60, 700).circle(104, 703, 4).text("Male", 112, 700)
    .circle(164, 703, 4).text("Female", 172, 700);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(fields.map((field) => field.type), ["radio", "radio"]);
  assert.deepEqual(names(fields), ["sex", "sex"]);
  assert.deepEqual(fields.map((field) => field.export), ["male", "female"]);
});

Deno.test("squares side by side are one comb", async () => {
  const sheet = (await FormSheet.create()).text("Number", 60, 700);
  for (let i = 0; i < 9; i++) sheet.box(110 + 14 * i, 697, 14, 14);
  const [field, ...others] = await fieldsOf(sheet);
  assert.deepEqual(others, []);
  assert.equal(field?.comb, 9);
});

Deno.test("ticks that rise from a line part the characters of a comb", async () => {
  const sheet = (await FormSheet.create()).text("Postal code", 60, 700).line(130, 697, 220, 697);
  sheet.line(130, 697, 130, 712).line(220, 697, 220, 712);
  for (let i = 1; i < 6; i++) sheet.line(130 + 15 * i, 697, 130 + 15 * i, 703);
  assert.equal((await fieldsOf(sheet))[0]?.comb, 6);
});

Deno.test("blank cells below Yes and No are check boxes", async () => {
  const sheet = await FormSheet.create();
  sheet.box(60, 700, 200, 14).box(260, 700, 24, 14).box(284, 700, 24, 14).text("Yes", 263, 704, 8).text(
    "No",
    288,
    704,
    8,
  );
  sheet.box(60, 686, 200, 14).box(260, 686, 24, 14).box(284, 686, 24, 14).text("Do you own a car?", 64, 690, 8);
  assert.deepEqual((await fieldsOf(sheet)).map((field) => field.type), ["checkbox", "checkbox"]);
});

Deno.test("where somebody signs is a signature, beside it a date", async () => {
  const sheet = (await FormSheet.create()).line(60, 700, 260, 700).text("Signature of applicant", 60, 690, 8)
    .line(320, 700, 420, 700).text("Date", 320, 690, 8);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(fields.map((field) => field.type), ["signature", "text"]);
  assert.equal(fields[1]?.format, "date");
});

Deno.test("fields that are too uncertain are left out", async () => {
  const sheet = (await FormSheet.create()).text("Name", 60, 700).line(100, 698, 300, 698);
  assert.equal((await fieldsOf(sheet, { confidence: 0.99 })).length, 0);
});

Deno.test("the heads of a table of data are no fields, though there is room below them", async () => {
  const sheet = await FormSheet.create();
  for (const [column, head] of ["Form type", "Letter code"].entries()) {
    const x = 60 + 110 * column;
    sheet.box(x, 700, 110, 32).text(head, x + 4, 720, 9);
    for (const row of [1, 2, 3]) sheet.box(x, 700 - 14 * row, 110, 14).text(`W-${row}`, x + 4, 704 - 14 * row, 9);
  }
  assert.deepEqual(await fieldsOf(sheet), []);
});

Deno.test("a box to tick is all that its cell is for, even where it stands upon the cell's floor", async () => {
  const sheet = await FormSheet.create();
  for (const [row, name] of ["Mill", "Farm", "Shop"].entries()) {
    const y = 700 - 12 * row;
    sheet.box(60, y, 100, 12).text(name, 64, y + 3, 8).box(160, y, 60, 12).box(186, y + 1.8, 8, 8);
  }
  sheet.text("Owned", 164, 716, 8);
  assert.deepEqual((await fieldsOf(sheet)).map((field) => field.type), ["checkbox", "checkbox", "checkbox"]);
});

Deno.test("parts of a number that dashes part have its label", async () => {
  const sheet = (await FormSheet.create()).line(60, 700, 110, 700).text("-", 114, 702).line(122, 700, 160, 700)
    .text("-", 164, 702).line(172, 700, 240, 700).text("Insurance number", 60, 691, 8);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(fields.map((field) => field.tooltip), Array(3).fill("Insurance number"));
});

Deno.test("boxes with round corners are boxes, each named by the label above it", async () => {
  const sheet = (await FormSheet.create()).text("Full name", 60, 772, 9).rounded(60, 745, 300, 22, 4)
    .text("E-mail", 60, 722, 9).rounded(60, 690, 300, 26, 9).text("City", 60, 672, 9).rounded(60, 640, 300, 26, 13)
    .rounded(60, 600, 12, 12, 3).text("I agree", 78, 603, 9);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(names(fields), ["full_name", "e_mail", "city", "i_agree"]);
  assert.deepEqual(fields.map((field) => field.type), ["text", "text", "text", "checkbox"]);
});

Deno.test("outlines that are painted as rings are boxes, thin and thick", async () => {
  const sheet = (await FormSheet.create()).text("Yes", 75, 702).text("No", 135, 702).text("Story", 60, 672);
  const ring = (x: number, y: number, w: number, h: number, t: number) =>
    sheet.page.drawSvgPath(
      `M 0,0 L ${w},0 L ${w},${h} L 0,${h} Z M ${t},${t} L ${t},${h - t} L ${w - t},${h - t} L ${w - t},${t} Z`,
      { x, y: y + h, color: rgb(0, 0, 0) },
    );
  ring(60, 700, 10, 10, 0.7);
  ring(120, 700, 10, 10, 1.2);
  ring(60, 560, 300, 105, 3);
  const fields = await fieldsOf(sheet);
  assert.deepEqual(fields.map(({ type, name }) => `${type} ${name}`), ["checkbox yes", "checkbox no", "text story"]);
});

Deno.test("lines below each other with labels below them have those labels", async () => {
  const sheet = (await FormSheet.create()).text("APPLICANT", 60, 740);
  for (const [row, label] of ["Last name", "First name", "City"].entries()) {
    sheet.line(60, 700 - 30 * row, 300, 700 - 30 * row).text(label, 60, 692 - 30 * row, 7);
  }
  const fields = await fieldsOf(sheet);
  assert.deepEqual(names(fields), ["last_name", "first_name", "city"]);
  assert.deepEqual(fields.map((field) => Math.round(field.rect[1])), [701, 671, 641]);
});

Deno.test("a line with room below its label is a field, a heading's rule and a paragraph's are not", async () => {
  const sheet = (await FormSheet.create()).text("Full name", 60, 730).line(60, 705, 300, 705)
    .text("Address", 60, 690).line(60, 665, 250, 665)
    .text("About this form", 60, 600, 14).line(60, 580, 300, 580)
    .text("Please read this page", 60, 550).text("before you begin", 60, 538).line(60, 520, 300, 520);
  assert.deepEqual(names(await fieldsOf(sheet)), ["full_name", "address"]);
});

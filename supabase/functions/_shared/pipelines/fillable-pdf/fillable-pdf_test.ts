import assert from "node:assert/strict";
import { degrees, PDFDict, PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import { JobError } from "../../jobs/errors.ts";
import { fileOf, runToEnd } from "../testing.ts";
import { fillablePdf } from "./index.ts";
import { FormSheet } from "./sample_forms.ts";
import { openSource } from "./source.ts";

async function application(): Promise<FormSheet> {
  return (await FormSheet.create()).text("Name:", 60, 700).line(100, 698, 300, 698)
    .text("Member?", 60, 660).box(120, 659, 9, 9).text("Yes", 134, 660)
    .text("Sex", 60, 620).circle(104, 623, 4).text("Male", 112, 620).circle(164, 623, 4).text("Female", 172, 620)
    .line(60, 580, 260, 580).text("Signature", 60, 570, 8);
}

async function made(data: Uint8Array<ArrayBuffer>, options: Record<string, unknown> = {}) {
  const run = await runToEnd(fillablePdf, { files: [{ name: "form.pdf", data }], options });
  return { run, document: await PDFDocument.load(run.outputs.get("fillable.pdf")!.bytes) };
}

Deno.test("the result is a form that can be filled in", async () => {
  const { document } = await made(await (await application()).save());
  const form = document.getForm();
  form.getTextField("name").setText("Ada Lovelace");
  form.getCheckBox("member_yes").check();
  form.getRadioGroup("sex").select("female");
  assert.equal(form.getTextField("name").getText(), "Ada Lovelace");
  assert.ok(form.getCheckBox("member_yes").isChecked());
  assert.equal(form.getRadioGroup("sex").getSelected(), "female");
});

Deno.test("every widget has an appearance, is printed and belongs to its page", async () => {
  const { document } = await made(await (await application()).save());
  const annotations = document.getPage(0).node.Annots()!;
  assert.equal(annotations.size(), 5);
  for (let i = 0; i < annotations.size(); i++) {
    const widget = annotations.lookup(i, PDFDict);
    assert.ok(widget.lookup(PDFName.of("AP"), PDFDict).has(PDFName.of("N")));
    assert.equal(String(widget.get(PDFName.of("F"))), "4");
    assert.equal(widget.get(PDFName.of("P")), document.getPage(0).ref);
  }
});

Deno.test("signatures are text unless signature fields are asked for", async () => {
  const data = await (await application()).save();
  const type = async (options: Record<string, unknown>) =>
    (await made(data, options)).document.getForm().getField("signature").constructor.name;
  assert.equal(await type({}), "PDFTextField");
  assert.equal(await type({ use_signature_fields: true }), "PDFSignature");
});

Deno.test("however the steps are cut and repeated the outputs are the same", async () => {
  const data = await (await application()).save();
  const outputs = async (setup: { scale?: number; repeatSteps?: boolean }) => {
    const options = { data: "name,sex\nAda,female\n" };
    const run = await runToEnd(fillablePdf, { files: [{ name: "form.pdf", data }], options, ...setup });
    return [...run.outputs].map(([name, { bytes }]) => [name, new TextDecoder("latin1").decode(bytes)]);
  };
  const once = await outputs({});
  assert.deepEqual(await outputs({ repeatSteps: true }), once);
  assert.deepEqual(await outputs({ scale: 0.01 }), once);
});

Deno.test("the stages are told in their order", async () => {
  const { run } = await made(await (await application()).save());
  const stages = [...new Set(run.reports.map((report) => report.stage))];
  assert.deepEqual(stages, ["validating", "rendering", "detecting", "writing", "ready"]);
});

Deno.test("scripts, actions, attachments and XFA do not survive", async () => {
  const sheet = await application();
  const { document } = sheet;
  document.addJavaScript("hello", "app.alert('hello')");
  await document.attach(new TextEncoder().encode("payload-of-the-attachment"), "a.exe");
  const { context, catalog } = document;
  catalog.set(PDFName.of("OpenAction"), context.obj({ S: "Launch", F: PDFString.of("calc.exe") }));
  catalog.set(PDFName.of("AcroForm"), context.obj({ Fields: [], XFA: PDFString.of("<xdp/>") }));
  const link = context.obj({
    Type: "Annot",
    Subtype: "Link",
    Rect: [0, 0, 9, 9],
    A: { S: "URI", URI: PDFString.of("javascript:alert(1)") },
  });
  sheet.page.node.set(PDFName.of("Annots"), context.obj([link]));
  const { document: result } = await made(await sheet.save(), { keep_existing_fields: true });
  const objects = result.context.enumerateIndirectObjects().map(([, object]) => String(object)).join("\n");
  assert.doesNotMatch(objects, /JavaScript|OpenAction|Launch|EmbeddedFile|XFA|app\.alert|javascript:/i);
});

Deno.test("a form whose pages only Adobe's reader makes is told of, with what to do", async () => {
  const sheet = (await FormSheet.create()).text("Please wait... If this message is not eventually replaced", 60, 700);
  const { context, catalog } = sheet.document;
  const template = [PDFString.of("template"), context.register(context.stream("<xdp/>"))];
  catalog.set(PDFName.of("AcroForm"), context.obj({ Fields: [], XFA: template }));
  await assert.rejects(
    made(await sheet.save()),
    (error) => error instanceof JobError && error.type === "dynamic_xfa" && /print it to a PDF/.test(error.detail),
  );
});

Deno.test("what would take longer to write than a step may is refused, and what has many parts is not", async () => {
  const sheet = await application();
  const { context, catalog } = sheet.document;
  const withParts = async (count: number) => {
    const parts = Array.from({ length: count }, () => context.register(context.obj({ S: "P" })));
    catalog.set(PDFName.of("Parts"), context.obj(parts));
    return new Uint8Array(await sheet.document.save({ useObjectStreams: false, objectsPerTick: Infinity }));
  };
  const { document } = await made(await withParts(10_000));
  assert.equal(document.getForm().getFields().length, 4);
  await assert.rejects(
    made(await withParts(60_000)),
    (error) => error instanceof JobError && error.type === "too_complex" && /60000 parts/.test(error.detail),
  );
});

Deno.test("a form with more fields than can be flattened in time is refused", async () => {
  const fields = Array.from({ length: 2_100 }, (_, i) => ({ type: "checkbox", rect: [9, 9, 19, 19], name: `f${i}` }));
  const options = { fields: { pages: [{ page: 1, fields }] }, data: "f1\nx\n" };
  const data = await (await application()).save();
  await assert.rejects(
    made(data, { ...options, flatten: true }),
    (error) => error instanceof JobError && error.type === "too_complex" && /2100 fields/.test(error.detail),
  );
  assert.equal((await made(data, options)).run.summary["copies"], 1);
});

Deno.test("existing fields are kept when asked for, and replaced otherwise", async () => {
  const sheet = await application();
  sheet.document.getForm().createTextField("old").addToPage(sheet.page, { x: 100, y: 699, width: 200, height: 14 });
  const data = await sheet.save();
  const names = async (keep: boolean) =>
    (await made(data, { keep_existing_fields: keep })).document.getForm().getFields().map((field) => field.getName());
  assert.deepEqual((await names(true)).includes("name"), false, "no second field where one is");
  assert.ok((await names(true)).includes("old"));
  assert.deepEqual((await names(false)).includes("old"), false);
});

Deno.test("a password opens an encrypted PDF; without it the job says what to do", async () => {
  const { document } = await application();
  document.encrypt({ userPassword: "secret", ownerPassword: "owner" });
  const data = new Uint8Array(await document.save());
  const failure = (detail: RegExp) => (error: unknown) =>
    error instanceof JobError && error.type === "encrypted_pdf" && !error.transient && detail.test(error.detail);
  await assert.rejects(made(data), failure(/form\.pdf.*Give its password/));
  await assert.rejects(made(data, { password: "wrong" }), failure(/password is wrong/));
  const { run } = await made(data, { password: "secret" });
  assert.match(String(run.summary["message"]), /not encrypted any more/);
});

Deno.test("fields of a turned page are turned with its text", async () => {
  const source = await PDFDocument.load(await (await application()).save());
  const document = await PDFDocument.create();
  const [embedded] = await document.embedPdf(source, [0]);
  const page = document.addPage([842, 595]);
  page.drawPage(embedded!, { x: 842, y: 0, rotate: degrees(90) });
  page.setRotation(degrees(90));
  const { run, document: result } = await made(new Uint8Array(await document.save()));
  assert.equal(run.summary["fields"], 5);
  const widget = result.getPage(0).node.Annots()!.lookup(0, PDFDict);
  assert.equal(String(widget.lookup(PDFName.of("MK"), PDFDict).get(PDFName.of("R"))), "90");
});

Deno.test("a copy is filled in for each row of the data", async () => {
  const data = 'name,Member Yes,sex\nAda,x,female\n"Grace, Admiral",,male\n';
  const { run } = await made(await (await application()).save(), { data });
  assert.equal(run.summary["copies"], 2);
  assert.deepEqual(run.summary["problems"], []);
  const copy = async (name: string) => (await PDFDocument.load(run.outputs.get(name)!.bytes)).getForm();
  const ada = await copy("filled/0001.pdf"), grace = await copy("filled/0002.pdf");
  assert.equal(ada.getTextField("name").getText(), "Ada");
  assert.ok(ada.getCheckBox("member_yes").isChecked());
  assert.equal(grace.getTextField("name").getText(), "Grace, Admiral");
  assert.equal(grace.getCheckBox("member_yes").isChecked(), false);
  assert.equal(grace.getRadioGroup("sex").getSelected(), "male");
});

Deno.test("flattened copies have no fields any more, and show the values", async () => {
  const options = { data: '[{"name":"Ada"}]', flatten: true };
  const { run } = await made(await (await application()).save(), options);
  const bytes = run.outputs.get("filled/0001.pdf")!.bytes;
  assert.equal((await PDFDocument.load(bytes)).getForm().getFields().length, 0);
  const source = await openSource(fileOf(bytes), { password: "", checked: false });
  const words = (await source.page(1)).words.map((word) => word.text);
  await source.close();
  assert.ok(words.includes("Ada"));
});

Deno.test("reviewed fields are written as they are", async () => {
  const data = await (await application()).save();
  const first = await made(data);
  const reviewed = JSON.parse(first.run.text("fields.json"));
  reviewed.pages[0].fields = [
    { ...reviewed.pages[0].fields[0], name: "full_name", rect: [100, 690, 400, 710] },
    { type: "checkbox", rect: [10, 10, 20, 20], name: "full_name" },
  ];
  const { run, document } = await made(data, { fields: reviewed });
  assert.deepEqual(document.getForm().getFields().map((field) => field.getName()), ["full_name", "full_name_2"]);
  assert.deepEqual(JSON.parse(run.text("fields.json")).pages[0].fields[0].rect, [100, 690, 400, 710]);
  reviewed.pages[0].page = 9;
  await assert.rejects(
    made(data, { fields: reviewed }),
    (error) => error instanceof JobError && /it has 1 page/.test(error.detail),
  );
});

Deno.test("columns without a field and data that cannot be read are told", async () => {
  const data = await (await application()).save();
  const { run } = await made(data, { data: "nickname\nAda\n" });
  assert.deepEqual(run.summary["problems"], ['No field is called "nickname".']);
  await assert.rejects(
    made(data, { data: "[1" }),
    (error) => error instanceof JobError && error.type === "invalid_options",
  );
});

Deno.test("only the pages asked for get fields", async () => {
  const sheet = await application();
  const [copy] = await sheet.document.copyPages(sheet.document, [0]);
  sheet.document.addPage(copy);
  const { document } = await made(await sheet.save(), { pages: "2" });
  assert.deepEqual(document.getPages().map((page) => page.node.Annots()?.size() ?? 0), [0, 5]);
});

Deno.test("rubbish, an empty file and pages that do not exist are told", async () => {
  const type = (expected: string) => (error: unknown) => error instanceof JobError && error.type === expected;
  await assert.rejects(made(new Uint8Array()), type("empty_file"));
  await assert.rejects(made(new TextEncoder().encode("no pdf")), type("not_a_pdf"));
  await assert.rejects(made(await (await application()).save(), { pages: "7" }), type("invalid_options"));
});

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from "@cantoo/pdf-lib";
import { flatForm } from "../../../../../scripts/samples/form.ts";
import { JobError } from "../../jobs/errors.ts";
import { fileOf, runToEnd } from "../testing.ts";
import { fillablePdf } from "./index.ts";
import { openSource } from "./source.ts";
import { complaintsAbout } from "./write/testing.ts";

const MB = 1024 * 1024;
const form = (): Promise<Uint8Array<ArrayBuffer>> => flatForm({ pages: 2, rows: 3, pictureBytes: 17 * MB });

async function made(data: Uint8Array<ArrayBuffer>, options: Record<string, unknown> = {}, repeatSteps = false) {
  const run = await runToEnd(fillablePdf, { files: [{ name: "scan.pdf", data }], options, repeatSteps });
  return { run, bytes: run.outputs.get("fillable.pdf")!.bytes };
}

function picturesIn({ context }: PDFDocument): string[] {
  return context.enumerateIndirectObjects().flatMap(([, object]) =>
    object instanceof PDFRawStream && object.dict.get(PDFName.of("Subtype")) === PDFName.of("Image")
      ? [Buffer.from(object.contents).toString("base64")]
      : []
  ).sort();
}

Deno.test("a form that is too large for memory becomes fillable, its pictures as they were", async () => {
  const data = await form();
  const { run, bytes } = await made(data);
  assert.equal(run.summary["fields"], 28);
  assert.ok(Math.max(...[...run.parts.values()].map((part) => part.length)) < MB, "its pictures are in no part");
  const document = await PDFDocument.load(bytes);
  document.getForm().getTextField("first_name").setText("Ada");
  assert.ok(picturesIn(document).length >= 17);
  assert.deepEqual(picturesIn(document), picturesIn(await PDFDocument.load(data)));
  assert.deepEqual(await complaintsAbout(bytes), []);
  const source = await openSource(fileOf(bytes), { password: "", checked: true });
  assert.equal((await source.page(2)).widgets.length, 14);
  await source.close();
});

Deno.test("repeating its steps does not change it", async () => {
  const data = await form();
  const [once, twice] = [await made(data), await made(data, {}, true)];
  assert.ok(Buffer.from(once.bytes).equals(twice.bytes));
});

Deno.test("its scripts and attachments are not in the result, not even as bytes that nothing leads to", async () => {
  const document = await PDFDocument.load(await form());
  const { context, catalog } = document;
  const script = context.register(context.stream("app.alert('hello');".repeat(100)));
  catalog.set(PDFName.of("OpenAction"), context.obj({ S: "JavaScript", JS: script }));
  const payload = context.register(context.stream("payload-of-the-attachment ".repeat(100), { Type: "EmbeddedFile" }));
  const attachment = context.obj({ Type: "Filespec", F: PDFString.of("a.exe"), EF: { F: payload } }) as PDFDict;
  catalog.set(PDFName.of("Names"), context.obj({ EmbeddedFiles: { Names: [PDFString.of("a"), attachment] } }));
  const data = new Uint8Array(await document.save({ useObjectStreams: false }));
  assert.ok(Buffer.from(data).includes("payload-of-the-attachment"));
  const { bytes } = await made(data);
  for (
    const active of ["payload-of-the-attachment", "app.alert", "JavaScript", "OpenAction", "EmbeddedFile", "a.exe"]
  ) {
    assert.ok(!Buffer.from(bytes).includes(active), active);
  }
});

Deno.test("copies of it are filled in, and flattened", async () => {
  const options = { data: "first_name\nAda\nGrace\n" };
  const { run } = await made(await form(), options);
  const names = await Promise.all(["filled/0001.pdf", "filled/0002.pdf"].map(async (name) => {
    const copy = await PDFDocument.load(run.outputs.get(name)!.bytes);
    assert.ok(picturesIn(copy).length >= 17);
    return copy.getForm().getTextField("first_name").getText();
  }));
  assert.deepEqual(names, ["Ada", "Grace"]);
  const { run: flat } = await made(await form(), { ...options, flatten: true });
  const copy = flat.outputs.get("filled/0001.pdf")!.bytes;
  assert.equal((await PDFDocument.load(copy)).getForm().getFields().length, 0);
  assert.deepEqual(await complaintsAbout(copy), []);
});

Deno.test("more copies than can be kept are refused before anything is done", async () => {
  const data = "first_name\n" + "Ada\n".repeat(200);
  await assert.rejects(
    made(await form(), { data }),
    (error) => error instanceof JobError && error.type === "too_large" && /120 are the most/.test(error.detail),
  );
});

Deno.test("one that is encrypted is made up to the size that fits into memory, and beyond it says what to do", async () => {
  const encrypted = async (size: number) => {
    const document = await PDFDocument.load(await flatForm({ pages: 1, rows: 1 }));
    document.encrypt({ userPassword: "", ownerPassword: "owner" });
    const data = Buffer.from(await document.save({ useObjectStreams: false }));
    const end = data.subarray(data.lastIndexOf("startxref"));
    return new Uint8Array(Buffer.concat([data, Buffer.alloc(size - data.length, " "), end]));
  };
  const { run } = await made(await encrypted(17 * MB));
  assert.equal(run.summary["encrypted"], true);
  await assert.rejects(
    made(await encrypted(25 * MB)),
    (error) => error instanceof JobError && error.type === "too_large" && /without a password/.test(error.detail),
  );
});

import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { flatForm } from "../../scripts/samples/form.ts";
import type { NewJob } from "../../scripts/client/jobs.ts";
import { FormSheet } from "../functions/_shared/pipelines/fillable-pdf/sample_forms.ts";
import { completeJob, guest } from "./support.ts";

const formJob = (content: Uint8Array<ArrayBuffer>, options?: NewJob["options"]): NewJob => ({
  kind: "fillable-pdf",
  files: [{ name: "form.pdf", content }],
  options,
});

Deno.test("a flat form comes back fillable, and filled in for each row of data", async () => {
  await using owner = await guest();
  const content = await (await FormSheet.create()).text("Name:", 60, 700).line(100, 698, 300, 698).save();
  const job = await completeJob(owner, formJob(content, { data: "name\nAda\nGrace\n" }));
  assert.deepEqual(job.result?.["by_type"], { text: 1 });
  const outputs = job.files.filter((file) => file.role === "output").map((file) => file.name).sort();
  assert.deepEqual(outputs, ["fields.json", "fillable.pdf", "filled/0001.pdf", "filled/0002.pdf"]);
  const bytes = await (await fetch(job.download_url!)).arrayBuffer();
  assert.deepEqual((await PDFDocument.load(bytes)).getForm().getFields().map((field) => field.getName()), ["name"]);
});

Deno.test("a password opens the form and is seen by nobody, neither in the job nor in its messages", async () => {
  await using owner = await guest();
  const { document } = (await FormSheet.create()).text("Name:", 60, 700).line(100, 698, 300, 698);
  document.encrypt({ userPassword: "open-sesame", ownerPassword: "owner" });
  const content = new Uint8Array(await document.save());
  const told: unknown[] = [];
  const options = { password: "open-sesame", multiline: true };
  const job = await completeJob(owner, formJob(content, options), (change) => told.push(change));
  assert.equal(job.result?.["encrypted"], true);
  assert.deepEqual(job.options, { multiline: true });
  assert.doesNotMatch(JSON.stringify([job, told]), /open-sesame/);
});

Deno.test("a review of hundreds of fields is taken, though no row of a job could hold it", async () => {
  await using owner = await guest();
  const content = await (await FormSheet.create()).text("Name:", 60, 700).save();
  const fields = Array.from({ length: 600 }, (_, index) => ({
    type: "text",
    rect: [60, 10 + index, 200, 20 + index],
    name: `a_name_that_is_rather_long_${index}`,
    tooltip: "What is printed beside the field",
  }));
  const options = { fields: { pages: [{ page: 1, fields }] } };
  const job = await completeJob(owner, formJob(content, options));
  assert.deepEqual(job.result?.["by_type"], { text: 600 });
  assert.deepEqual(job.options, {});
});

Deno.test("a form that is too large for a function's memory comes back fillable, with all that it showed", async () => {
  await using owner = await guest();
  const content = await flatForm({ pages: 1, rows: 2, pictureBytes: 40 * 1024 * 1024 });
  const job = await completeJob(owner, formJob(content));
  const told = job.files.find((file) => file.name === "fillable.pdf")!.bytes;
  const bytes = new Uint8Array(await (await fetch(job.download_url!)).arrayBuffer());
  assert.equal(bytes.length, told);
  assert.ok(bytes.length > content.length);
  assert.equal((await PDFDocument.load(bytes)).getForm().getFields().length, 11);
});

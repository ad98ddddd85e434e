import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { openFeed } from "../../scripts/client/feed.ts";
import { createJob } from "../../scripts/client/jobs.ts";
import { FormSheet } from "../functions/_shared/pipelines/fillable-pdf/sample_forms.ts";
import { guest } from "./support.ts";

Deno.test("a flat form comes back fillable, and filled in for each row of data", async () => {
  await using owner = await guest();
  const content = await (await FormSheet.create()).text("Name:", 60, 700).line(100, 698, 300, 698).save();
  const feed = await openFeed(owner);
  try {
    const job = await feed.watch(
      await createJob(owner, {
        kind: "fillable-pdf",
        files: [{ name: "form.pdf", content }],
        options: { data: "name\nAda\nGrace\n" },
      }),
    );
    assert.equal(job.status, "completed", job.error?.detail ?? "no error was told");
    assert.deepEqual(job.result?.["by_type"], { text: 1 });
    const outputs = job.files.filter((file) => file.role === "output").map((file) => file.name).sort();
    assert.deepEqual(outputs, ["fields.json", "fillable.pdf", "filled/0001.pdf", "filled/0002.pdf"]);
    const bytes = await (await fetch(job.download_url!)).arrayBuffer();
    assert.deepEqual((await PDFDocument.load(bytes)).getForm().getFields().map((field) => field.getName()), ["name"]);
  } finally {
    await feed.close();
  }
});

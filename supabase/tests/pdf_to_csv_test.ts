import assert from "node:assert/strict";
import { PDFDocument } from "@cantoo/pdf-lib";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { guest, runJob } from "./support.ts";

Deno.test("a password opens the PDF and is seen by nobody, neither in the job nor in its messages", async () => {
  await using owner = await guest();
  const pdf = await PDFDocument.load(await raceCard({ races: 2 }));
  pdf.encrypt({ userPassword: "open-sesame", ownerPassword: "owner" });
  const files = [{ name: "card.pdf", content: new Uint8Array(await pdf.save()) }];
  const run = async (options: Record<string, unknown>) => {
    const told: unknown[] = [];
    const job = await runJob(owner, { kind: "pdf-to-csv", files, options }, (change) => told.push(change));
    assert.ok(told.length > 0);
    assert.doesNotMatch(JSON.stringify([job, told]), /open-sesame|shut-sesame/);
    return job;
  };
  const job = await run({ password: "open-sesame", delimiter: ";" });
  assert.equal(job.status, "completed", job.error?.detail ?? "no error was told");
  assert.equal(job.result?.["tables"], 2);
  assert.deepEqual(job.options, { delimiter: ";" });
  const { error } = await run({ password: "shut-sesame" });
  assert.deepEqual(error, {
    type: "encrypted_pdf",
    detail: "Cannot read card.pdf: the password is wrong. Give the right one in the options and upload it again.",
  });
});

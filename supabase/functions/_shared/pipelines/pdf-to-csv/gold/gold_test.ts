import assert from "node:assert/strict";
import { runToEnd } from "../../testing.ts";
import { pdfToCsv } from "../index.ts";
import { GOLD_DOCUMENTS } from "./documents.ts";

for (const document of GOLD_DOCUMENTS) {
  Deno.test(`tables are read as they were set: ${document.name}`, async () => {
    const run = await runToEnd(pdfToCsv, { files: [{ name: "gold.pdf", data: await document.make() }] });
    const { tables } = JSON.parse(run.text("result.json"));
    assert.deepEqual(tables.map((table: { rows: string[][] }) => table.rows), document.tables);
  });
}

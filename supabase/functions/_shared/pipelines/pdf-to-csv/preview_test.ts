import assert from "node:assert/strict";
import { raceCard } from "../../../../../scripts/samples/race_card.ts";
import { openPdf } from "../../documents/pdf/open.ts";
import { runToEnd } from "../testing.ts";
import { pdfToCsv } from "./index.ts";
import { PdfToCsvOptions } from "./options.ts";
import { previewOf } from "./preview.ts";

Deno.test("a page's preview is what a job gives for that page alone", async () => {
  const data = new Uint8Array(await raceCard({ pages: 3, seed: 5 }));
  const file = {
    name: "card.pdf",
    bytes: data.length,
    readRange: (start: number, end: number) => Promise.resolve(data.slice(start, end)),
  };
  const pdf = await openPdf(file);
  try {
    for (const given of [{}, { headers: "join", delimiter: ";" }, { values: "en-US" }, { preset: "race-chart" }]) {
      const options = PdfToCsvOptions.parse({ ...given, pages: "2", zip: true });
      const job = runToEnd(pdfToCsv, { files: [{ name: "card.pdf", data }], options });
      const preview = await previewOf(await pdf.page(2), options);
      if (options.preset === "race-chart") {
        await assert.rejects(job, { type: "no_chart" });
        assert.deepEqual([preview.isChart, preview.tables], [false, []]);
        continue;
      }
      const done = await job;
      assert.equal(preview.csv, done.text("table.csv"));
      assert.equal(preview.tables.length, done.summary["tables"]);
    }
  } finally {
    await pdf.close();
  }
});

/** Takes the tables out of documents, one after another in one process; prints how many pages they had. */
import { pdfToCsv } from "../../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../../supabase/functions/_shared/pipelines/testing.ts";

let pages = 0;
for (const name of Deno.args) {
  const { summary } = await runToEnd(pdfToCsv, { files: [{ name, data: await Deno.readFile(name) }] });
  pages += Number(summary.pages);
}
console.log(pages);

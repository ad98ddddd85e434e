/** Takes the tables out of one document in one process; prints how many pages it had. */
import { pdfToCsv } from "../../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runOnDisk } from "../disk_run.ts";

console.log(Number((await runOnDisk(pdfToCsv, Deno.args[0]!, "application/pdf")).summary["pages"]));

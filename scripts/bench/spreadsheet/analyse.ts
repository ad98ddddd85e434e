/** Analyses a table in one process; prints what its steps took as JSON. */
import { spreadsheet } from "../../../supabase/functions/_shared/pipelines/spreadsheet/index.ts";
import { runOnDisk } from "../disk_run.ts";

console.log(JSON.stringify(await runOnDisk(spreadsheet, Deno.args[0]!, "text/csv")));

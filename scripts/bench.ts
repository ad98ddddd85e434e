/**
 * Measures Docmill on this machine: `npm run bench [-- name…] [--runs n]`. Without a name all benches run, one after another.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { describeMachine } from "./bench/machine.ts";
import type { Bench } from "./bench/bench.ts";

const BENCHES: Record<string, () => Promise<{ bench: Bench }>> = {
  pickup: () => import("./bench/pickup.ts"),
  realtime: () => import("./bench/realtime.ts"),
  api: () => import("./bench/api.ts"),
  stack: () => import("./bench/stack.ts"),
  "queue-sql": () => import("./bench/queue_sql.ts"),
  "queue-sql-peers": () => import("./bench/queue_sql_peers.ts"),
  "queue-idle-transaction": () => import("./bench/queue_idle_transaction.ts"),
  "queue-bloat": () => import("./bench/queue_bloat.ts"),
  "queue-system": () => import("./bench/queue_system.ts"),
  crash: () => import("./bench/crash.ts"),
  limits: () => import("./bench/limits.ts"),
  pages: () => import("./bench/pages.ts"),
  "pdf-to-csv": () => import("./bench/pdf_to_csv.ts"),
  ocr: () => import("./bench/ocr.ts"),
  "fillable-pdf": () => import("./bench/fillable_pdf.ts"),
  spreadsheet: () => import("./bench/spreadsheet.ts"),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "200" } },
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.find((name) => !(name in BENCHES));
const runs = Number(values.runs);
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) {
  console.error(
    `Cannot measure '${unknown ?? values.runs}'. Usage: npm run bench [-- ${
      Object.keys(BENCHES).join("|")
    }] [--runs n]`,
  );
  Deno.exit(2);
}

console.log(describeMachine());
for (const name of names) {
  const { bench } = await BENCHES[name]!();
  console.log(`\n## ${name}\n`);
  await bench({ runs, say: (text) => console.log(text) });
}
Deno.exit(0);

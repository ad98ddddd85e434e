/**
 * A long document, its pages small: what is kept of each page would show.
 *
 * @module
 */
import { raceCard } from "../../samples/race_card.ts";
import { measure } from "../process_cost.ts";
import { figure, table } from "../statistics.ts";
import { workerFlags } from "./worker_flags.ts";

const PAGES = 1000;

export async function readLong(say: (text: string) => void): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "docmill-bench-", suffix: ".pdf" });
  try {
    await Deno.writeFile(path, new Uint8Array(await raceCard({ pages: PAGES, seed: 1 })));
    const program = new URL("./extract.ts", import.meta.url).pathname;
    const run = (flags: string[]) =>
      measure([Deno.execPath(), "run", "--quiet", "--allow-all", ...flags, program, path]);
    const rows = [];
    for (const [name, flags] of [["as it is", []], ["with the worker's flags", await workerFlags()]] as const) {
      const { cpuSeconds, peakMb } = await run([...flags]);
      rows.push([name, ...[PAGES / cpuSeconds, peakMb].map(figure)]);
    }
    say(`\nA race card of ${PAGES} pages in one process, parts and outputs on the disk:\n`);
    say(table(["pdf-to-csv", "pages/s CPU", "peak MB"], rows));
  } finally {
    await Deno.remove(path);
  }
}

/**
 * Reads the same PDFs with the extractor and with what else is there, each in a process of its own, start included: pages a
 * second of CPU and peak memory, side by side in one run. Then a long document, and the same PDFs as jobs.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { DATA, documents } from "./pdf_to_csv/documents.ts";
import { readLong } from "./pdf_to_csv/long.ts";
import { findPrograms, OWN, PDFPLUMBER, type Program } from "./pdf_to_csv/programs.ts";
import { throughTheSystem } from "./pdf_to_csv/whole_system.ts";
import { canMeasure, type Cost, measure } from "./process_cost.ts";
import { figure, median, table } from "./statistics.ts";

const ROUNDS = 3;

export const bench: Bench = async ({ say }) => {
  if (!await canMeasure()) return say("There is no /usr/bin/time, which tells memory: nothing was measured.");
  const files = await documents();
  if (files.length === 0) say(`There are no documents in ${DATA}: only a document of our own is measured.`);
  else await readDocuments(files, say);
  await readLong(say);
};

async function readDocuments(files: readonly string[], say: (text: string) => void): Promise<void> {
  const { present, notes } = await findPrograms();
  // Also lets the system have the files at hand.
  const pages = Number((await measure([...present.get(OWN)!.command, ...files])).output);
  say(`${files.length} documents, ${pages} pages, one after another in one process; median of ${ROUNDS} rounds.\n`);
  await sideBySide(files, pages, present, say);
  say(`\n${notes.join("\n")}`);
  await throughTheSystem(files, pages, present.get(PDFPLUMBER), say);
}

async function sideBySide(
  files: readonly string[],
  pages: number,
  programs: ReadonlyMap<string, Program>,
  say: (text: string) => void,
): Promise<void> {
  const costs = new Map<string, Cost[]>([...programs.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { command, env }] of programs) costs.get(name)!.push(await measure([...command, ...files], env));
  }
  const middle = (name: string, of: "seconds" | "cpuSeconds" | "peakMb") =>
    median(costs.get(name)!.map((cost) => cost[of]));
  const own = pages / middle(OWN, "cpuSeconds");
  const rows = [...programs].map(([name, { does }]) => {
    const speed = pages / middle(name, "cpuSeconds"), wall = pages / middle(name, "seconds");
    return [name, does, ...[speed, 1000 / speed, wall, middle(name, "peakMb"), own / speed].map(figure)];
  });
  const headings = [
    "program",
    "does",
    "pages/s CPU",
    "CPU ms/page",
    "pages/s wall",
    "peak MB",
    "pdf-to-csv is × as fast",
  ];
  say(table(headings, rows));
}

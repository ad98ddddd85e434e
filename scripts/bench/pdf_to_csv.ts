/**
 * Reads the same PDFs with the extractor and with what else is installed, each in a process of its own, start included:
 * pages a second of CPU and peak memory, side by side in one run.
 *
 * Nothing but pdfplumber does the same work: pdfminer only lays out text, pdftotext only prints words and their places.
 *
 * @module
 */
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { raceCard } from "../samples/race-card.ts";
import type { Bench } from "./bench.ts";
import { canMeasure, type Cost, measure, succeeds } from "./process_cost.ts";
import { figure, median, table } from "./statistics.ts";

const FOLDERS = ["icdar2013", "tabula"];
const DATA = new URL("../../../shared/data/tables", import.meta.url).pathname;
const ROUNDS = 3;

interface Program {
  readonly does: string;
  readonly command: readonly string[];
  /** Ends well when the program is installed. */
  readonly probe: readonly string[];
}

const python = (module: string, body: string): Pick<Program, "command" | "probe"> => ({
  command: ["/usr/bin/python3", "-c", `import sys\n${body}`],
  probe: ["/usr/bin/python3", "-c", `import ${module}`],
});

const PROGRAMS: Record<string, Program> = {
  "pdf-to-csv": {
    does: "tables to CSV",
    command: [Deno.execPath(), "run", "--quiet", "--allow-all", import.meta.url],
    probe: [Deno.execPath(), "--version"],
  },
  pdfplumber: {
    does: "tables",
    ...python(
      "pdfplumber",
      "import pdfplumber\nfor name in sys.argv[1:]:\n with pdfplumber.open(name) as pdf:\n  for page in pdf.pages: page.extract_tables(); page.close()",
    ),
  },
  "pdfminer.six": {
    does: "text layout, no tables",
    ...python(
      "pdfminer",
      "from pdfminer.high_level import extract_pages\nfor name in sys.argv[1:]:\n for page in extract_pages(name): pass",
    ),
  },
  pdftotext: {
    does: "words, no tables",
    command: ["sh", "-c", 'for name; do pdftotext -tsv "$name" - >/dev/null; done', "pdftotext"],
    probe: ["sh", "-c", "command -v pdftotext"],
  },
};

/** A long document, its pages small: what is kept of each page would show. */
const LONG_PAGES = 1000;

export const bench: Bench = async ({ say }) => {
  await beside(say);
  if (await canMeasure()) await long(say);
};

async function long(say: (text: string) => void): Promise<void> {
  const path = await Deno.makeTempFile({ prefix: "docmill-bench-", suffix: ".pdf" });
  try {
    await Deno.writeFile(path, new Uint8Array(await raceCard({ pages: LONG_PAGES, seed: 1 })));
    const program = new URL("./pdf_to_csv/extract.ts", import.meta.url).pathname;
    const { scripts } = JSON.parse(await Deno.readTextFile(new URL("../../package.json", import.meta.url)));
    const [flags = ""] = /--v8-flags=\S+/.exec(scripts.worker) ?? [];
    const run = (more: string[]) => measure([Deno.execPath(), "run", "--quiet", "--allow-all", ...more, program, path]);
    const rows = [];
    for (
      const [name, cost] of [["as it is", await run([])], ["with the worker's flags", await run([flags])]] as const
    ) {
      rows.push([name, ...[LONG_PAGES / cost.cpuSeconds, cost.peakMb].map(figure)]);
    }
    say(`\nA race card of ${LONG_PAGES} pages in one process, parts and outputs on the disk:\n`);
    say(table(["pdf-to-csv", "pages/s CPU", "peak MB"], rows));
  } finally {
    await Deno.remove(path);
  }
}

async function beside(say: (text: string) => void): Promise<void> {
  const files = (await Promise.all(FOLDERS.map(pdfsIn))).flat();
  if (files.length === 0) return say(`There are no documents in ${DATA}: nothing was measured.`);
  if (!await canMeasure()) return say("There is no /usr/bin/time, which tells memory: nothing was measured.");
  const pages = await countPages(files);
  say(`${files.length} documents, ${pages} pages, one after another in one process; median of ${ROUNDS} rounds.\n`);
  const present: string[] = [], absent: string[] = [];
  for (const [name, { probe }] of Object.entries(PROGRAMS)) (await succeeds(probe) ? present : absent).push(name);
  const costs = new Map<string, Cost[]>(present.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of present) costs.get(name)!.push(await measure([...PROGRAMS[name]!.command, ...files]));
  }
  const middle = (name: string, of: "seconds" | "cpuSeconds" | "peakMb") =>
    median(costs.get(name)!.map((cost) => cost[of]));
  const own = pages / middle("pdf-to-csv", "cpuSeconds");
  const rows = present.map((name) => {
    const speed = pages / middle(name, "cpuSeconds");
    const wall = pages / middle(name, "seconds");
    return [name, PROGRAMS[name]!.does, ...[speed, wall, middle(name, "peakMb"), own / speed].map(figure)];
  });
  say(table(["program", "does", "pages/s CPU", "pages/s wall", "peak MB", "pdf-to-csv is × as fast"], rows));
  if (absent.length > 0) say(`\nNot installed here, so not measured: ${absent.join(", ")}.`);
}

async function pdfsIn(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(`${DATA}/${folder}`));
    return entries.map(({ name }) => `${DATA}/${folder}/${name}`).filter((path) => path.endsWith(".pdf")).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Converts all `files` and tells how many pages they had. */
async function countPages(files: readonly string[]): Promise<number> {
  let pages = 0;
  for (const name of files) {
    const { summary } = await runToEnd(pdfToCsv, { files: [{ name, data: await Deno.readFile(name) }] });
    pages += Number(summary.pages);
  }
  return pages;
}

if (import.meta.main) console.log(await countPages(Deno.args));

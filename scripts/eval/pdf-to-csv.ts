/**
 * Evaluates `pdf-to-csv` on the ICDAR 2013 and Tabula documents and on race charts, where they are present, and on documents
 * that are made up:
 *
 *     npm run eval -- pdf-to-csv [--data FOLDER] [--part icdar|stripped|tabula|racing|generated|hostile] [--only NAME] [--out FOLDER] [--show]
 *         [--each DOCUMENTS OF A FAMILY] [--first NUMBER] [--scans]
 *
 * `--scans` measures pictures of the documents, too, which takes minutes. `--show` prints each table's gold and found rows, `--out` keeps the results.
 *
 * @module
 */
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { namesIn, settingsOf } from "./data.ts";
import { evaluateCharts } from "./race_charts.ts";
import { plain } from "./adjacency.ts";
import { evaluateGenerated } from "./generated.ts";
import { FAMILIES } from "./generated/families.ts";
import { Random } from "./generated/random.ts";
import { evaluateHostile } from "./hostile_pdfs.ts";
import { keep } from "./keep.ts";
import { extractWithout } from "./stripped.ts";
import { evaluateScans, type ScanSource } from "./table_scans.ts";
import {
  type DocumentResult,
  type FoundTable,
  type GoldTable,
  judge,
  mean,
  percent,
  reportCalibration,
  reportDocuments,
  reportTotal,
  show,
} from "./table_scores.ts";

const PARTS = ["icdar", "stripped", "tabula", "racing", "generated", "hostile"] as const;

export async function evaluate(args: readonly string[]): Promise<number> {
  const { data, only, out, part, show: showRows, each, first, scans } = settingsOf(args, {
    out: { type: "string" },
    show: { type: "boolean", default: false },
    part: { type: "string", multiple: true, default: [...PARTS] },
    each: { type: "string", default: "5" },
    first: { type: "string", default: "1" },
    scans: { type: "boolean", default: false },
  });
  const icdar = `${data}/tables/icdar2013`;
  const present = await namesIn(icdar, ".pdf", only), names = present ?? [];
  if (!present) console.error(`There is no evaluation data in ${data}/tables: only what is made up is measured.`);
  const results = part.includes("icdar") ? await evaluateIcdar(icdar, names, out, showRows) : [];
  if (part.includes("stripped")) await evaluateStripped(icdar, names, showRows);
  if (part.includes("tabula")) await reportTabula(`${data}/tables/tabula`, only, out, showRows);
  if (part.includes("racing")) {
    await evaluateCharts(`${data}/racing`, await namesIn(`${data}/racing`, ".pdf", only) ?? [], out);
  }
  if (part.includes("generated")) {
    const wishes = { only, each: Number(each), first: Number(first), out, show: showRows };
    results.push(...await evaluateGenerated(wishes));
    if (part.includes("icdar") && present) {
      console.log("Both together:");
      reportCalibration(results);
    }
  }
  if (part.includes("hostile")) await evaluateHostile(`${data}/hostile`, only);
  if (scans) await evaluateScans(scanSources(icdar, names, only), showRows);
  else console.log("Scans were not measured: they take minutes. --scans measures them, too.");
  return 0;
}

/** The competition's documents of few pages, and one of each family of those made up. */
async function* scanSources(folder: string, names: readonly string[], only: string): AsyncGenerator<ScanSource> {
  for (const name of names) {
    const gold = (await goldsOf(`${folder}/${name}`))[0]!;
    const data = await Deno.readFile(`${folder}/${name}.pdf`);
    yield { set: "ICDAR 2013", name, data, gold };
  }
  for (const [family, make] of Object.entries(FAMILIES)) {
    // Their fonts are not embedded: whoever draws them has other ones, or none.
    if (family === "other scripts" || !`generated/${family}`.includes(only)) continue;
    const { data, tables } = await make(new Random(`${family} scan`));
    yield { set: "Generated", name: family, data, gold: tables };
  }
}

async function evaluateIcdar(
  folder: string,
  names: readonly string[],
  out: string | undefined,
  showRows: boolean,
): Promise<DocumentResult[]> {
  const results: DocumentResult[] = [];
  for (const name of names) {
    const found = await extract(`${folder}/${name}.pdf`, out);
    results.push(await judgeIcdar(`${folder}/${name}`, found, showRows));
  }
  if (results.length === 0) return results;
  reportDocuments(results);
  reportTotal("ICDAR 2013", results);
  reportCalibration(results);
  return results;
}

/** The competition accepts two readings of some documents: the better one counts. */
async function judgeIcdar(stem: string, found: FoundTable[], showRows: boolean): Promise<DocumentResult> {
  const golds = await goldsOf(stem);
  if (showRows) show(golds[0]!, found);
  const name = stem.split("/").at(-1)!;
  return golds.map((gold) => judge(name, gold, found)).sort((a, b) => b.right - a.right)[0]!;
}

async function evaluateStripped(folder: string, names: readonly string[], showRows: boolean): Promise<void> {
  for (const without of ["rules", "vertical rules"] as const) {
    const results: DocumentResult[] = [];
    for (const name of names) {
      const found = await extractWithout(without, name, await Deno.readFile(`${folder}/${name}.pdf`));
      results.push(await judgeIcdar(`${folder}/${name}`, found, showRows));
    }
    if (results.length === 0) continue;
    reportDocuments(results);
    reportTotal(`ICDAR 2013 without ${without}`, results);
  }
}

async function goldsOf(stem: string): Promise<GoldTable[][]> {
  const golds: GoldTable[][] = [];
  for (const file of [`${stem}.gold.json`, `${stem}.alt.gold.json`]) {
    const text = await Deno.readTextFile(file).catch(() => undefined);
    if (text) golds.push(JSON.parse(text).tables);
  }
  return golds;
}

async function extract(path: string, out?: string): Promise<FoundTable[]> {
  const data = await Deno.readFile(path), name = path.split("/").at(-1)!;
  const run = await runToEnd(pdfToCsv, { files: [{ name, data }] });
  const result = run.text("result.json");
  if (out) await keep(`${out}/${name.slice(0, -4)}.json`, result);
  return JSON.parse(result).tables;
}

async function reportTabula(folder: string, only: string, out: string | undefined, showRows: boolean): Promise<void> {
  const rates: number[] = [];
  for (const name of await namesIn(folder, ".pdf", only) ?? []) {
    const gold = (await goldsOf(`${folder}/${name}`))[0]!;
    const cells = (row: readonly string[]) => row.map(plain).filter((text) => text);
    const key = (row: readonly string[]) => cells(row).join("\u0001");
    const known = new Set(gold.flatMap((table) => table.rows).map(key));
    // Two blocks side by side are as well one table: its rows are two of the gold's.
    const halves = (row: readonly string[]) =>
      row.map((_, i) => [key(row.slice(0, i)), key(row.slice(i))]).find((both) =>
        both.every((half) => known.has(half))
      );
    const found = await extract(`${folder}/${name}.pdf`, out);
    const left = new Map<string, number>();
    for (const row of found.flatMap((table) => table.rows)) {
      const own = known.has(key(row)) ? [key(row)] : halves(cells(row)) ?? [];
      for (const each of own) left.set(each, (left.get(each) ?? 0) + 1);
    }
    const wanted = gold.flatMap((table) => table.rows);
    const right = wanted.filter((row) => {
      const count = left.get(key(row)) ?? 0;
      left.set(key(row), count - 1);
      return count > 0;
    }).length;
    rates.push(right / wanted.length);
    console.log(`${name.padEnd(36)} rows right ${right} of ${wanted.length}`);
    if (showRows) show(gold, found);
  }
  if (rates.length > 0) console.log(`Tabula's pairs: mean share of rows right ${percent(mean(rates))}`);
}

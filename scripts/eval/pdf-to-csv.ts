/**
 * Evaluates `pdf-to-csv` on the ICDAR 2013 and Tabula documents and on race charts, where they are present:
 *
 *     npm run eval -- pdf-to-csv [--data FOLDER] [--only NAME] [--out FOLDER] [--show]
 *
 * `--show` prints each table's gold and found rows, `--out` keeps the results.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { evaluateCharts } from "./race-charts.ts";
import { common, matchTables, plain, relationsOf, type Rows, score, sizeOf } from "./adjacency.ts";

interface GoldTable {
  readonly page: number;
  readonly rows: Rows;
}

interface FoundTable extends GoldTable {
  readonly confidence: number;
}

interface DocumentResult {
  readonly name: string;
  /** Each gold table's F1. */
  readonly tables: readonly number[];
  readonly right: number;
  readonly gold: number;
  readonly found: number;
  readonly missed: number;
  readonly invented: number;
  readonly exactCells: number;
  readonly goldCells: number;
  /** Each found table's confidence and the precision of its relations. */
  readonly calibration: readonly (readonly [number, number])[];
}

export async function evaluate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string", default: new URL("../../../shared/data", import.meta.url).pathname },
      only: { type: "string", default: "" },
      out: { type: "string" },
      show: { type: "boolean", default: false },
    },
  });
  const folder = `${values.data}/tables`;
  const names = await pdfsIn(`${folder}/icdar2013`);
  if (!names) {
    console.error(`There is no evaluation data in ${folder}: nothing was measured.`);
    return 0;
  }
  const results: DocumentResult[] = [];
  for (const name of names.filter((name) => name.includes(values.only))) {
    const found = await extract(`${folder}/icdar2013/${name}.pdf`, values.out);
    const golds = await goldsOf(`${folder}/icdar2013/${name}`);
    const best = golds.map((gold) => judge(name, gold, found)).sort((a, b) => b.right - a.right)[0]!;
    results.push(best);
    if (values.show) show(golds[0]!, found);
  }
  if (results.length > 0) report(results);
  await reportTabula(`${folder}/tabula`, values.only, values.out, values.show);
  const charts = (await pdfsIn(`${values.data}/racing`) ?? []).filter((name) => name.includes(values.only));
  await evaluateCharts(`${values.data}/racing`, charts, values.out);
  return 0;
}

async function pdfsIn(folder: string): Promise<string[] | undefined> {
  try {
    const files = await Array.fromAsync(Deno.readDir(folder));
    return files.map((file) => file.name).filter((name) => name.endsWith(".pdf")).map((name) => name.slice(0, -4))
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
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
  if (out) {
    await Deno.mkdir(out, { recursive: true });
    await Deno.writeTextFile(`${out}/${name.slice(0, -4)}.json`, result);
  }
  return JSON.parse(result).tables;
}

function judge(name: string, gold: readonly GoldTable[], found: readonly FoundTable[]): DocumentResult {
  const goldRelations = gold.map((table) => relationsOf(table.rows));
  const foundRelations = found.map((table) => relationsOf(table.rows));
  const matches = matchTables(goldRelations, foundRelations);
  let exactCells = 0, goldCells = 0;
  matches.forEach((match, i) => {
    const cells = cellCounts(gold[i]!.rows);
    goldCells += sizeOf(cells);
    if (match.found !== undefined) exactCells += common(cells, cellCounts(found[match.found]!.rows));
  });
  const used = new Map(matches.map((match) => [match.found, match.right]));
  return {
    name,
    tables: matches.map((match, i) =>
      score(
        match.right,
        sizeOf(goldRelations[i]!),
        match.found === undefined ? 0 : sizeOf(foundRelations[match.found]!),
      ).f1
    ),
    right: matches.reduce((sum, match) => sum + match.right, 0),
    gold: goldRelations.reduce((sum, relations) => sum + sizeOf(relations), 0),
    found: foundRelations.reduce((sum, relations) => sum + sizeOf(relations), 0),
    missed: matches.filter((match) => match.found === undefined).length,
    invented: found.length - matches.filter((match) => match.found !== undefined).length,
    exactCells,
    goldCells,
    calibration: found.map((
      table,
      i,
    ) => [table.confidence, (used.get(i) ?? 0) / Math.max(1, sizeOf(foundRelations[i]!))]),
  };
}

function cellCounts(rows: Rows): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of rows.flat().map(plain)) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const percent = (value: number): string => value.toFixed(3).replace(/^0/, "");
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const total = (results: readonly DocumentResult[], pick: (result: DocumentResult) => number): number =>
  results.reduce((sum, result) => sum + pick(result), 0);

function report(results: readonly DocumentResult[]): void {
  const f1 = (r: DocumentResult) => score(r.right, r.gold, r.found).f1;
  for (const r of [...results].sort((a, b) => f1(a) - f1(b))) {
    console.log(
      `${r.name.padEnd(10)} F1 ${percent(f1(r))}  tables ${r.tables.map(percent).join(" ")}` +
        `${r.missed ? `  missed ${r.missed}` : ""}${r.invented ? `  invented ${r.invented}` : ""}`,
    );
  }
  const tables = results.flatMap((r) => r.tables);
  const missed = total(results, (r) => r.missed), invented = total(results, (r) => r.invented);
  const detected = tables.length - missed;
  const micro = score(total(results, (r) => r.right), total(results, (r) => r.gold), total(results, (r) => r.found));
  const detection = score(detected, tables.length, detected + invented);
  console.log(
    `ICDAR 2013, ${results.length} documents, ${tables.length} tables: macro F1 ${percent(mean(tables))}, ` +
      `micro P ${percent(micro.precision)} R ${percent(micro.recall)} F1 ${percent(micro.f1)}, ` +
      `detection F1 ${percent(detection.f1)} (missed ${missed}, invented ${invented}), ` +
      `exact cells ${percent(total(results, (r) => r.exactCells) / total(results, (r) => r.goldCells))}`,
  );
  reportCalibration(results.flatMap((r) => r.calibration));
}

/** Whether a table's confidence says how many of its relations are right. */
function reportCalibration(pairs: readonly (readonly [number, number])[]): void {
  const bins = Array.from({ length: 5 }, (_, i) => pairs.filter(([said]) => Math.min(4, Math.floor(said * 5)) === i));
  const gap = bins.reduce(
    (sum, bin) => sum + bin.length * Math.abs(mean(bin.map(([said]) => said)) - mean(bin.map(([, was]) => was))),
    0,
  ) / Math.max(1, pairs.length);
  const shown = bins.map((bin) =>
    bin.length === 0
      ? "-"
      : `${bin.length}: ${percent(mean(bin.map((p) => p[0])))}/${percent(mean(bin.map((p) => p[1])))}`
  );
  console.log(`Confidence said/was by fifth: ${shown.join("  ")}; expected calibration error ${percent(gap)}`);
}

async function reportTabula(folder: string, only: string, out: string | undefined, showRows: boolean): Promise<void> {
  const rates: number[] = [];
  for (const name of (await pdfsIn(folder) ?? []).filter((name) => name.includes(only))) {
    const key = (row: readonly string[]) => row.map(plain).filter((text) => text).join("\u0001");
    const found = await extract(`${folder}/${name}.pdf`, out);
    const gold = (await goldsOf(`${folder}/${name}`))[0]!;
    const left = new Map<string, number>();
    for (const row of found.flatMap((table) => table.rows).map(key)) left.set(row, (left.get(row) ?? 0) + 1);
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

function show(gold: readonly GoldTable[], found: readonly FoundTable[]): void {
  for (const [title, tables] of [["gold", gold], ["found", found]] as const) {
    for (const table of tables) {
      console.log(`--- ${title}, page ${table.page}`);
      for (const row of table.rows) console.log(row.join(" | "));
    }
  }
}

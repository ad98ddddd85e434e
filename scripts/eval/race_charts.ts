/**
 * Evaluates the race-chart preset: rows are joined on race and program number, and a row is right when all of its core
 * columns are.
 *
 * @module
 */
import Papa from "papaparse";
import { pdfToCsv } from "../../supabase/functions/_shared/pipelines/pdf-to-csv/index.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { keep } from "./keep.ts";

type Row = Record<string, string>;

const CORE = ["date", "race", "horse", "jockey", "weight", "finish_position", "odds"];

export async function evaluateCharts(folder: string, names: readonly string[], out?: string): Promise<void> {
  let right = 0, gold = 0, found = 0;
  for (const name of names) {
    const data = await Deno.readFile(`${folder}/${name}.pdf`);
    const run = await runToEnd(pdfToCsv, { files: [{ name: `${name}.pdf`, data }], options: { preset: "race-chart" } });
    if (out) await keep(`${out}/${name}.csv`, run.text("table.csv"));
    const rows = read(run.text("table.csv")), expected = read(await Deno.readTextFile(`${folder}/${name}.gold.csv`));
    const byKey = new Map(rows.map((row) => [key(row), row]));
    const wrong = expected.flatMap((row) => differences(row, byKey.get(key(row))));
    for (const text of wrong) console.log(`  ${name}: ${text}`);
    right += expected.filter((row) => differences(row, byKey.get(key(row))).length === 0).length;
    gold += expected.length;
    found += rows.length;
  }
  if (gold > 0) console.log(`Race charts: ${right} of ${gold} rows right, ${found} found`);
}

function read(text: string): Row[] {
  return Papa.parse<Row>(text.replace(/^\ufeff/, "").trimEnd(), { header: true }).data;
}

const key = (row: Row): string => `${value(row["race"])}/${value(row["program_number"])}`;

function differences(gold: Row, found: Row | undefined): string[] {
  if (!found) return [`race ${gold["race"]} #${gold["program_number"]} is missing`];
  return CORE.filter((column) => {
    const unplaced = column === "finish_position" && gold["dnf"] === "1" && ["", "dnf"].includes(value(found[column]));
    return !unplaced && value(gold[column]) !== value(found[column]);
  }).map((column) => `race ${gold["race"]} #${gold["program_number"]} ${column}: ${found[column]} for ${gold[column]}`);
}

/** Numbers compare as numbers, other text without case, white space and punctuation. */
function value(text: string | undefined): string {
  const trimmed = (text ?? "").replace(/\s+/g, " ").trim();
  const number = trimmed.replace(/[$,*]/g, "");
  return /^[+-]?\d+(\.\d+)?$/.test(number) ? String(Number(number)) : trimmed.toLowerCase().replace(/[^\w.:]+/g, "");
}

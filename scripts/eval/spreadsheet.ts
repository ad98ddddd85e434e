/**
 * Evaluates `spreadsheet` on tables with facts that were computed independently, where they are present:
 *
 *     npm run eval -- spreadsheet [--data FOLDER] [--only NAME]
 *
 * @module
 */
import { spreadsheet } from "../../supabase/functions/_shared/pipelines/spreadsheet/index.ts";
import type {
  ColumnDescription,
  Profile,
  SheetDescription,
} from "../../supabase/functions/_shared/pipelines/spreadsheet/describe/schema.ts";
import { runToEnd } from "../../supabase/functions/_shared/pipelines/testing.ts";
import { JobError } from "../../supabase/functions/_shared/jobs/errors.ts";
import { nothingMeasured, settingsOf } from "./data.ts";

interface ColumnFacts {
  readonly name: string;
  readonly empty: number;
  readonly missing_words: number;
  readonly distinct: number;
  readonly type: string;
  readonly sum?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly mean?: number;
}

interface SheetFacts {
  readonly name: string;
  readonly [fact: string]: unknown;
}

interface Facts {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly header_line?: number | null;
  readonly rows?: number;
  readonly columns?: number;
  readonly names?: readonly string[];
  readonly ragged_rows?: number;
  readonly exact_duplicate_rows?: number;
  readonly column_facts?: readonly ColumnFacts[];
  readonly sheets?: readonly SheetFacts[];
  readonly expect?: string;
}

/** One fact: what it is, what was expected, what was found. */
interface Check {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly right: boolean;
}

export async function evaluate(args: readonly string[]): Promise<number> {
  const { data, only } = settingsOf(args, {});
  const folder = `${data}/spreadsheets`;
  const text = await Deno.readTextFile(`${folder}/facts.json`).catch(() => undefined);
  if (text === undefined) return nothingMeasured(folder);
  const all = Object.entries(JSON.parse(text) as Record<string, Facts>).filter(([name]) => name.includes(only));
  let right = 0, total = 0;
  for (const [name, facts] of all) {
    const checks = await checksOf(`${folder}/${name}`, facts);
    const wrong = checks.filter((check) => !check.right);
    right += checks.length - wrong.length;
    total += checks.length;
    console.log(`${name.padEnd(44)} ${checks.length - wrong.length} of ${checks.length}`);
    for (const { what, expected, found } of wrong.slice(0, 12)) {
      console.log(`    ${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`.slice(0, 160));
    }
  }
  console.log(`${all.length} files: ${right} of ${total} facts (${(100 * right / Math.max(1, total)).toFixed(2)} %)`);
  return 0;
}

async function checksOf(path: string, facts: Facts): Promise<Check[]> {
  const name = path.split("/").at(-1)!;
  let profile: Profile;
  try {
    const run = await runToEnd(spreadsheet, { files: [{ name, data: await Deno.readFile(path) }] });
    profile = JSON.parse(run.text("profile.json"));
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
    return [{ what: "outcome", expected: facts.expect ?? "completed", found: error.type, right: false }];
  }
  if (facts.expect !== undefined) return [{ what: "outcome", expected: facts.expect, found: "completed", right: true }];
  if (facts.sheets) return facts.sheets.flatMap((sheet, i) => sheetChecks(sheet, profile.sheets[i]));
  return textChecks(facts, profile.sheets[0]!);
}

const check = (what: string, expected: unknown, found: unknown, right = same(expected, found)): Check => ({
  what,
  expected,
  found,
  right,
});

function same(expected: unknown, found: unknown): boolean {
  if (typeof expected !== "number" || typeof found !== "number") return expected === found;
  return Math.abs(expected - found) <= 1e-6 * Math.max(1, Math.abs(expected));
}

const ENCODINGS: Record<string, string> = { "utf-16le": "utf-16", "utf-16be": "utf-16", "windows-1252": "cp1252" };

function textChecks(facts: Facts, sheet: SheetDescription): Check[] {
  const checks = [
    check("encoding", facts.encoding, ENCODINGS[sheet.encoding ?? ""] ?? sheet.encoding),
    check("delimiter", facts.delimiter, sheet.delimiter),
  ];
  if (facts.header_line !== 1) return checks;
  checks.push(
    check("rows", facts.rows, sheet.rows),
    check("columns", facts.columns, sheet.column_count),
    check("duplicates", facts.exact_duplicate_rows, sheet.duplicate_rows),
    check("names", facts.names?.join("|"), sheet.columns.map((column) => column.name).join("|")),
  );
  // A reader that understands backslashes finds fewer ragged rows than the one the facts come from.
  checks.push(
    check("ragged rows", facts.ragged_rows, sheet.ragged_rows, sheet.ragged_rows <= (facts.ragged_rows ?? 0)),
  );
  facts.column_facts?.forEach((column, i) => checks.push(...columnChecks(column, sheet.columns[i])));
  return checks;
}

function columnChecks(facts: ColumnFacts, column: ColumnDescription | undefined): Check[] {
  const of = (what: string) => `${facts.name}: ${what}`;
  if (!column) return [check(of("column"), "present", "absent")];
  const checks = [
    check(of("type"), facts.type, column.type, isType(facts.type, column.type)),
    check(of("empty"), facts.empty, column.empty),
    check(of("missing words"), facts.missing_words, column.missing_words),
    check(of("distinct"), facts.distinct, column.distinct),
  ];
  for (const fact of ["sum", "min", "max", "mean"] as const) {
    if (facts[fact] !== undefined) {
      checks.push(check(of(fact), facts[fact], column[fact], sameValue(facts[fact], column[fact])));
    }
  }
  return checks;
}

/** A moment may be written with or without its seconds and zone. */
function sameValue(expected: unknown, found: unknown): boolean {
  if (typeof expected !== "string" || typeof found !== "string") return same(expected, found);
  return expected.replace("T", " ").replace("Z", "") === found;
}

function isType(expected: string, found: string): boolean {
  if (expected === "text or other") return true;
  if (expected === "date") return found === "date" || found === "datetime";
  return expected.startsWith("code") ? found === "code" || found === "integer" : expected === found;
}

const CELL_FACTS = {
  used_rows: "used_rows",
  used_columns: "used_columns",
  cells_with_value: "with_value",
  numeric_cells: "numeric",
  sum_of_numeric_cells: "numeric_sum",
  formulas: "formulas",
  merged_ranges: "merged_ranges",
} as const;

function sheetChecks(facts: SheetFacts, sheet: SheetDescription | undefined): Check[] {
  if (!sheet) return [check(`${facts.name}: sheet`, "present", "absent")];
  const checks = [check("name", facts.name, sheet.name)];
  if (facts["state"] !== undefined) checks.push(check(`${facts.name}: state`, facts["state"], sheet.state));
  for (const [fact, field] of Object.entries(CELL_FACTS)) {
    if (facts[fact] === undefined) continue;
    checks.push(check(`${facts.name}: ${fact}`, facts[fact], sheet.cells?.[field as keyof typeof sheet.cells]));
  }
  return checks;
}

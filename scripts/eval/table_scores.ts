/**
 * What was found in documents against what should have been, document by document, worst first, and in all.
 *
 * @module
 */
import { common, matchTables, plain, relationsOf, type Rows, score, sizeOf } from "./adjacency.ts";

export interface GoldTable {
  readonly page: number;
  readonly rows: Rows;
  /** Where it stands; on several pages when it goes on. */
  readonly regions?: readonly { readonly page: number }[];
}

export interface FoundTable extends GoldTable {
  readonly confidence: number;
}

export interface DocumentResult {
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
  readonly calibration: readonly Calibrated[];
}

type Calibrated = readonly [said: number, was: number];

export function judge(name: string, gold: readonly GoldTable[], found: readonly FoundTable[]): DocumentResult {
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
  const sizeAt = (index: number | undefined) => index === undefined ? 0 : sizeOf(foundRelations[index]!);
  return {
    name,
    tables: matches.map((match, i) => score(match.right, sizeOf(goldRelations[i]!), sizeAt(match.found)).f1),
    right: matches.reduce((sum, match) => sum + match.right, 0),
    gold: goldRelations.reduce((sum, relations) => sum + sizeOf(relations), 0),
    found: foundRelations.reduce((sum, relations) => sum + sizeOf(relations), 0),
    missed: matches.filter((match) => match.found === undefined).length,
    invented: found.length - matches.filter((match) => match.found !== undefined).length,
    exactCells,
    goldCells,
    calibration: found.map((table, i) => [table.confidence, (used.get(i) ?? 0) / Math.max(1, sizeAt(i))]),
  };
}

function cellCounts(rows: Rows): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of rows.flat().map(plain)) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

export const percent = (value: number): string => value.toFixed(3).replace(/^0/, "");
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const total = (results: readonly DocumentResult[], pick: (result: DocumentResult) => number): number =>
  results.reduce((sum, result) => sum + pick(result), 0);

/** Of all relations; 1 where there are none and none were found. */
export function f1Of({ right, gold, found }: Pick<DocumentResult, "right" | "gold" | "found">): number {
  return gold + found === 0 ? 1 : score(right, gold, found).f1;
}

export function reportDocuments(results: readonly DocumentResult[]): void {
  for (const r of [...results].sort((a, b) => f1Of(a) - f1Of(b))) {
    console.log(
      `${r.name.padEnd(10)} F1 ${percent(f1Of(r))}  tables ${r.tables.map(percent).join(" ")}` +
        `${r.missed ? `  missed ${r.missed}` : ""}${r.invented ? `  invented ${r.invented}` : ""}`,
    );
  }
}

/** Macro over tables, micro over relations, detection, exact cells: one line. */
export function reportTotal(title: string, results: readonly DocumentResult[]): void {
  const tables = results.flatMap((r) => r.tables);
  const missed = total(results, (r) => r.missed), invented = total(results, (r) => r.invented);
  const detected = tables.length - missed;
  const micro = score(total(results, (r) => r.right), total(results, (r) => r.gold), total(results, (r) => r.found));
  const detection = score(detected, tables.length, detected + invented);
  console.log(
    `${title}, ${results.length} documents, ${tables.length} tables: macro F1 ${percent(mean(tables))}, ` +
      `micro P ${percent(micro.precision)} R ${percent(micro.recall)} F1 ${percent(micro.f1)}, ` +
      `detection F1 ${percent(detection.f1)} (missed ${missed}, invented ${invented}), ` +
      `exact cells ${percent(total(results, (r) => r.exactCells) / total(results, (r) => r.goldCells))}`,
  );
}

/** Whether a table's confidence says how many of its relations are right. */
export function reportCalibration(results: readonly DocumentResult[]): void {
  const pairs = results.flatMap((r) => r.calibration);
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

export function show(gold: readonly GoldTable[], found: readonly GoldTable[]): void {
  for (const [title, tables] of [["gold", gold], ["found", found]] as const) {
    for (const table of tables) {
      console.log(`--- ${title}, page ${table.page}`);
      for (const row of table.rows) console.log(row.join(" | "));
    }
  }
}

import assert from "node:assert/strict";
import Papa from "papaparse";
import { JobError } from "../../../jobs/errors.ts";
import { runToEnd } from "../../testing.ts";
import { GOLD_DOCUMENTS } from "../gold/documents.ts";
import { pdfToCsv } from "../index.ts";
import { raceChart } from "./chart_sample.ts";
import { lengthsOf } from "./lengths.ts";

const PRESET = { preset: "race-chart" };

async function chart(more: Record<string, unknown> = {}) {
  const run = await runToEnd(pdfToCsv, {
    files: [{ name: "chart.pdf", data: await raceChart() }],
    options: PRESET,
    ...more,
  });
  const rows = Papa.parse<Record<string, string>>(run.text("table.csv").trimEnd(), { header: true }).data;
  return { run, rows, byProgram: new Map(rows.map((row) => [row["program_number"], row])) };
}

const pick = (row: Record<string, string> | undefined, ...names: string[]) => names.map((name) => row?.[name]);

Deno.test("a race chart becomes one row a starter, with the race's facts on each", async () => {
  const { rows, byProgram } = await chart();
  assert.equal(rows.length, 6);
  assert.deepEqual(pick(byProgram.get("1A"), "horse", "jockey", "trainer", "weight", "odds", "favorite", "comments"), [
    "Quiet Kettle (GB)",
    "Norwick, Rosa",
    "Marchetta, Jo",
    "116",
    "0.95",
    "1",
    "bumped, held on",
  ]);
  assert.deepEqual(
    pick(
      byProgram.get("5"),
      "track_name",
      "date",
      "race",
      "distance_text",
      "surface",
      "track_condition",
      "purse",
      "winning_time",
    ),
    ["WILLOW BEND DOWNS", "2031-05-03", "4", "Six And One Half Furlongs", "Inner turf", "Firm", "45000", "1:15.88"],
  );
  assert.deepEqual(pick(byProgram.get("10"), "win_payoff", "place_payoff", "show_payoff"), ["", "48.20", "19.60"]);
});

Deno.test("a disqualified horse keeps the place it crossed in, and the others move up officially", async () => {
  const { byProgram } = await chart();
  const places = ["7", "1A", "10"].map((program) => pick(byProgram.get(program), "finish_crossed", "finish_position"));
  assert.deepEqual(places, [["1", "3"], ["2", "1"], ["3", "2"]]);
  assert.deepEqual(pick(byProgram.get("7"), "horse", "disqualified"), ["Amber Ledger", "1"]);
});

Deno.test("a dead heat is marked, and who did not finish has no place", async () => {
  const { byProgram } = await chart();
  assert.deepEqual(pick(byProgram.get("3"), "finish_position", "dead_heat"), ["4", "1"]);
  assert.deepEqual(pick(byProgram.get("5"), "finish_position", "dnf"), ["", "1"]);
});

Deno.test("superscripts are margins, and margins add up to lengths behind the winner", async () => {
  const { byProgram } = await chart();
  assert.deepEqual(pick(byProgram.get("1A"), "margin", "lengths_behind"), ["2 1/2", "0.3"]);
  assert.deepEqual(pick(byProgram.get("10"), "margin", "lengths_behind"), ["1/2", "2.8"]);
  assert.deepEqual(["Nose", "2 3/4", "1/2", "a lot"].map(lengthsOf), [0.05, 2.75, 0.5, undefined]);
});

Deno.test("scratched horses and cancelled races are told, and what adds up is not complained of", async () => {
  const { run } = await chart();
  const { races, warnings } = JSON.parse(run.text("races.json"));
  assert.deepEqual(races[0].scratched, ["Brisk Almanac", "Ivory Drummer (FR)"]);
  assert.equal(races[1].cancelled, true);
  assert.deepEqual(warnings, []);
  assert.equal(run.summary.message, "2 races with 6 starters.");
});

Deno.test("a chart is put together the same however it was sliced", async () => {
  const once = await chart(), slow = await chart({ scale: 0.01, repeatSteps: true });
  for (const [name, { bytes }] of once.run.outputs) assert.deepEqual(slow.run.outputs.get(name)?.bytes, bytes, name);
});

Deno.test("the preset is suggested where it fits, and refused where it does not", async () => {
  const run = await runToEnd(pdfToCsv, { files: [{ name: "chart.pdf", data: await raceChart() }] });
  assert.equal(run.summary.suggested_preset, "race-chart");
  const files = [{ name: "survey.pdf", data: await GOLD_DOCUMENTS[0]!.make() }];
  await assert.rejects(
    runToEnd(pdfToCsv, { files, options: PRESET }),
    (error: JobError) => error.type === "no_chart" && error.detail.includes("survey.pdf"),
  );
});

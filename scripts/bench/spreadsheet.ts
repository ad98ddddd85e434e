/**
 * A table of a million rows: analysed by the pipeline alone and described by pandas, each in a process of its own, in turn;
 * then sent through the whole system, and after it workbooks as large as they come.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { canMeasure, type Cost, measure, succeeds } from "./process_cost.ts";
import type { DiskRun } from "./disk_run.ts";
import { HOSTED_LIMITS } from "../stack/functions/limits.ts";
import { writeSales } from "./spreadsheet/sales.ts";
import { WORKBOOKS } from "./spreadsheet/workbooks.ts";
import { figure, median, quantile, table } from "./statistics.ts";
import { runWithinLimits } from "./within_limits.ts";

const ROWS = 1_000_000;
const ROUNDS = 3;
const PYTHON = "/usr/bin/python3";
/** The part of our analysis that pandas has words for. */
const DESCRIBE = `
import sys, pandas
table = pandas.read_csv(sys.argv[1], parse_dates=["day"])
table.describe(include="all", datetime_is_numeric=True)
table.isna().sum(), table.nunique(), table.duplicated().sum(), table.skew(numeric_only=True)
table.corr(numeric_only=True), table.sample(4096).corr(method="spearman", numeric_only=True)
for name in table: table[name].value_counts().head(20)
`;

export const bench: Bench = async ({ say }) => {
  if (!await canMeasure()) return say("There is no /usr/bin/time, which tells memory: nothing was measured.");
  const path = await Deno.makeTempFile({ prefix: "docmill-bench-", suffix: ".csv" });
  try {
    await writeSales(path, ROWS);
    const content = await Deno.readFile(path);
    const size = `${ROWS.toLocaleString("en")} rows, ${Math.round(content.length / 1e6)} MB`;
    await sideBySide(path, size, say);
    say("\nThrough the whole system, hosted limits enforced:\n");
    await runWithinLimits(size, { kind: "spreadsheet", files: [{ name: "sales.csv", content }] }, say);
  } finally {
    await Deno.remove(path);
  }
  await workbooks(say);
};

async function workbooks(say: (text: string) => void): Promise<void> {
  const rows: string[][] = [];
  for (const make of WORKBOOKS) {
    const { name, what, content } = await make();
    const done = await runWithinLimits(name, { kind: "spreadsheet", files: [{ name, content }] }, () => {});
    rows.push([
      `${(content.length / 1e6).toFixed(1)} MB: ${what}`,
      done.status,
      figure(done.seconds),
      `${done.invocations} in ${done.isolates}`,
      figure(done.highestCpuMs),
      figure(done.peakMemoryMb),
      String(done.broken),
    ]);
  }
  const { cpuSoftMs, memoryMb } = HOSTED_LIMITS;
  say("\nWorkbooks (XLSX) through the whole system, the same limits enforced:\n");
  say(table([
    "",
    "",
    "s",
    "invocations in isolates",
    `highest CPU of an invocation, ms (${cpuSoftMs} are allowed)`,
    `highest memory, MiB (${memoryMb} are allowed)`,
    "ended by a limit or an error",
  ], rows));
}

async function sideBySide(path: string, size: string, say: (text: string) => void): Promise<void> {
  const hasPandas = await succeeds([PYTHON, "-c", "import pandas"]);
  const ours: Cost[] = [], pandas: Cost[] = [];
  const program = new URL("./spreadsheet/analyse.ts", import.meta.url).pathname;
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await measure([Deno.execPath(), "run", "--quiet", "--allow-all", program, path]));
    if (hasPandas) pandas.push(await measure([PYTHON, "-c", DESCRIBE, path]));
  }
  const analysed = ours.map(({ output }): DiskRun => JSON.parse(output));
  const steps = analysed.flatMap((each) => each.steps);
  const row = (name: string, costs: readonly Cost[]) => [
    name,
    ...(["seconds", "cpuSeconds", "peakMb"] as const).map((what) => figure(median(costs.map((cost) => cost[what])))),
  ];
  say(`${size}, one process each, start included; median of ${ROUNDS} rounds.\n`);
  say(table(["", "s", "CPU s", "peak MB"], [
    row("spreadsheet: report, profile and cleaned table", ours),
    ...hasPandas ? [row("pandas: describe and the like, nothing written", pandas)] : [],
  ]));
  if (!hasPandas) say("\npandas is not installed here (Debian: python3-pandas), so it was not measured.");
  say(
    `\n${analysed[0]!.steps.length} steps: CPU of a step ${figure(median(steps))} ms in the middle, ` +
      `${figure(quantile(steps, 0.95))} ms for 95 of 100, ${
        figure(Math.max(...steps))
      } ms at most (700 are allowed). ` +
      `Parts: ${Math.round(analysed[0]!.written / 1e6)} MB written with the results, ` +
      `${Math.round(analysed[0]!.mostKept / 1e6)} MB at a time.`,
  );
}

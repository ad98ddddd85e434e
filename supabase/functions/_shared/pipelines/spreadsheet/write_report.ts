/**
 * The results: `profile.json` for programs, `report.html` for people, and a summary small enough for the job's row.
 *
 * @module
 */
import type { Comparison } from "./compare/schema.ts";
import type { Profile, SheetDescription } from "./describe/schema.ts";
import { findingsOf } from "./findings/index.ts";
import { reportHtml } from "./report/html.ts";
import type { SheetRun } from "./work_state.ts";

export type Summary = {
  sheets: number;
  rows: number;
  columns: number;
  findings: number;
  problems: number;
  /** The first findings, in words. */
  top_findings: string[];
  message: string;
};

export async function writeReport(
  run: SheetRun,
  sheets: readonly SheetDescription[],
  unreadable: Profile["unreadable"],
  comparison: Comparison | null,
): Promise<Summary> {
  const findings = sheets.flatMap((sheet) => findingsOf(sheet)).sort((a, b) => b.weight - a.weight);
  const profile: Profile = { version: 1, sheets: [...sheets], findings, comparison, unreadable };
  await run.write("profile.json", JSON.stringify(profile, null, 1), "application/json");
  await run.write("report.html", reportHtml(profile), "text/html");
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  const columns = sheets.reduce((sum, sheet) => sum + sheet.column_count, 0);
  const count = (amount: number, noun: string) => `${amount.toLocaleString("en")} ${noun}${amount === 1 ? "" : "s"}`;
  const tables = sheets.length > 1 ? ` in ${sheets.length} tables` : "";
  const problems = findings.filter((finding) => finding.severity === "problem").length;
  return {
    sheets: sheets.length,
    rows,
    columns,
    findings: findings.length,
    problems,
    top_findings: [...comparison?.sentences ?? [], ...findings.map((finding) => finding.text)].slice(0, 5)
      .map((text) => text.slice(0, 300)),
    message: `${count(rows, "row")} and ${count(columns, "column")}${tables}; ${count(findings.length, "finding")}.`,
  };
}

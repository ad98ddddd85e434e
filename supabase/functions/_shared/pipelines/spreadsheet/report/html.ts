/**
 * The report: one page that needs nothing but itself. It has no script, and its policy allows none.
 *
 * @module
 */
import type { Finding, Profile } from "../describe/schema.ts";
import { count, listed } from "../findings/words.ts";
import { type ToldFinding, toldOnce } from "../findings/told.ts";
import { comparisonSection } from "./comparison.ts";
import { escapeHtml } from "./escape.ts";
import { sheetSection } from "./sheet.ts";
import { STYLE } from "./style.ts";

const MOST_FINDINGS = 100;

export function reportHtml(profile: Profile): string {
  const files = [...new Set(profile.sheets.map((sheet) => sheet.file))];
  const title = files.length === 0 ? "Analysis" : listed(files, 3);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)} – analysis</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="soft">${escapeHtml(overview(profile))}</p>
${unreadable(profile)}${comparisonSection(profile.comparison)}
<h2>Findings</h2>
${findingsList(profile)}
${profile.sheets.map(sheetSection).join("\n")}
<p class="soft">Row 1 is the first row below the header; blank lines are not counted. All numbers are in profile.json.</p>
</main>
</body>
</html>
`;
}

function overview({ sheets, findings }: Profile): string {
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  const columns = sheets.reduce((sum, sheet) => sum + sheet.column_count, 0);
  const problems = findings.filter((finding) => finding.severity === "problem").length;
  const parts = [
    count(rows, "row"),
    count(columns, "column"),
    problems === 0 ? "no problems" : count(problems, "problem"),
  ];
  if (sheets.length > 1) parts.unshift(count(sheets.length, "table"));
  return parts.join(" · ");
}

function findingsList({ findings, sheets }: Profile): string {
  if (findings.length === 0) return "<p>Nothing stands out: the columns are whole and regular.</p>";
  const told = toldOnce(findings);
  const items = told.slice(0, MOST_FINDINGS).map((finding) => findingItem(finding, sheets.length > 1));
  const left = told.length - MOST_FINDINGS;
  return `<ol class="findings">${items.join("")}</ol>${
    left > 0 ? `<p class="soft">${count(left, "more finding")} in profile.json.</p>` : ""
  }`;
}

const MARKS: Record<Finding["severity"], string> = { problem: "Problem", notice: "Notice", fact: "Fact" };

function findingItem({ severity, text, rows, of }: ToldFinding, namesSheet: boolean): string {
  const where = [
    namesSheet ? listed(of) : "",
    rows.length > 0 ? `row${rows.length === 1 ? "" : "s"} ${listed(rows.map(String), 8)}` : "",
  ]
    .filter(Boolean).join(", ");
  return `<li><span class="mark ${severity}">${MARKS[severity]}</span><div>${escapeHtml(text)}${
    where ? `<br><span class="soft">${escapeHtml(where)}</span>` : ""
  }</div></li>`;
}

function unreadable({ unreadable }: Profile): string {
  if (unreadable.length === 0) return "";
  return `<h2>Not analysed</h2><ul>${unreadable.map((each) => `<li>${escapeHtml(each.detail)}</li>`).join("")}</ul>\n`;
}

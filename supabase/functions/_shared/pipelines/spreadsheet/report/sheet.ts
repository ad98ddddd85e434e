import type { SheetDescription } from "../describe/schema.ts";
import { count } from "../findings/words.ts";
import { columnCard } from "./column.ts";
import { escapeHtml } from "./escape.ts";

/** What a page can show; all of them are in profile.json. */
const MOST_COLUMNS = 200;
const MOST_CORRELATIONS = 12;

export function sheetSection(sheet: SheetDescription): string {
  const cards = sheet.columns.slice(0, MOST_COLUMNS).map((column) => columnCard(column, sheet.rows)).join("");
  const left = sheet.columns.length - MOST_COLUMNS;
  const more = left > 0 ? `<p class="soft">${count(left, "more column")} in profile.json.</p>` : "";
  return `<section><h2>${escapeHtml(sheet.name)}</h2><p class="soft origin">${escapeHtml(originOf(sheet))}</p>` +
    `<div class="columns">${cards}</div>${more}${correlationTable(sheet)}</section>`;
}

function originOf(sheet: SheetDescription): string {
  const parts = [count(sheet.rows, "row"), count(sheet.column_count, "column")];
  if (sheet.state === "hidden") parts.push("a hidden sheet");
  if (sheet.encoding) parts.push(sheet.encoding.replace("-sig", "").replace(/^utf/, "UTF"));
  const delimiters: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };
  if (sheet.delimiter) parts.push(`separated by ${delimiters[sheet.delimiter] ?? `“${sheet.delimiter}”`}`);
  if (sheet.title_rows > 0) parts.push(`${count(sheet.title_rows, "line")} above the header left out`);
  if (sheet.blank_rows > 0) parts.push(`${count(sheet.blank_rows, "blank line")} left out`);
  if (sheet.cells?.formulas) parts.push(`${count(sheet.cells.formulas, "formula")}, read by their last values`);
  return parts.join(" · ");
}

function correlationTable(sheet: SheetDescription): string {
  if (sheet.correlations.length === 0) return "";
  const names = { pearson: "Pearson", spearman: "Spearman", cramers_v: "Cramér's V" };
  const rows = sheet.correlations.slice(0, MOST_CORRELATIONS).map((each) =>
    `<tr><td>${escapeHtml(each.a)}</td><td>${escapeHtml(each.b)}</td><td>${names[each.method]}</td><td class="n">${
      each.value.toFixed(3)
    }</td><td class="n">${each.without_outliers?.toFixed(3) ?? ""}</td></tr>`
  );
  const sample = sheet.correlation_rows < sheet.rows
    ? `<p class="soft">From a sample of ${count(sheet.correlation_rows, "row")}.</p>`
    : "";
  return `<h3 class="together">What goes together</h3>${sample}<div class="scroll" tabindex="0" role="region" aria-label="Correlations of ${
    escapeHtml(sheet.name)
  }"><table><thead><tr><th scope="col">Column</th><th scope="col">with</th><th scope="col">Measure</th>` +
    `<th scope="col" class="n">Value</th><th scope="col" class="n">Without outliers</th></tr></thead><tbody>${
      rows.join("")
    }</tbody></table></div>`;
}

import type { ColumnDescription } from "../describe/schema.ts";
import { percent, shown } from "../findings/words.ts";
import { histogramSvg, topValuesList } from "./charts.ts";
import { escapeHtml } from "./escape.ts";

/** One column: what it is, its numbers, its picture. */
export function columnCard(column: ColumnDescription, rows: number): string {
  const isMeasured = column.quantiles !== null;
  const picture = isMeasured ? histogramSvg(column) : column.unique ? "" : topValuesList(column, rows);
  const facts = factsOf(column, rows).map(([term, value]) =>
    `<dt>${escapeHtml(term)}</dt><dd>${withWholeDates(escapeHtml(value))}</dd>`
  );
  return `<section class="card"><h3>${escapeHtml(column.name)}</h3><p class="soft">${escapeHtml(kindOf(column))}</p>` +
    `${picture}<dl>${facts.join("")}</dl></section>`;
}

/** A date is not broken at its hyphens. */
const withWholeDates = (html: string): string =>
  html.replaceAll(/\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?/g, '<span class="nb">$&</span>');

const KINDS: Record<ColumnDescription["type"], string> = {
  integer: "Whole numbers",
  number: "Numbers",
  boolean: "Yes or no",
  date: "Dates",
  datetime: "Dates with time",
  code: "Codes",
  text: "Text",
  empty: "Empty",
};

function kindOf(column: ColumnDescription): string {
  const notes = [KINDS[column.type]];
  if (column.unit) notes.push(column.unit === "percent" ? "in percent" : "with a currency");
  if (column.unique) notes.push("each row its own");
  if (column.personal) notes.push(`perhaps personal: ${column.personal.kind}`);
  return notes.join(", ");
}

function factsOf(column: ColumnDescription, rows: number): [string, string][] {
  const facts: [string, string][] = [];
  const about = column.distinct_error > 0 ? "about " : "";
  facts.push([
    "Missing",
    column.missing === 0 ? "none" : `${column.missing.toLocaleString("en")} (${percent(column.missing / rows)})`,
  ]);
  facts.push(["Different", about + column.distinct.toLocaleString("en")]);
  if (column.quantiles) {
    facts.push(["Range", `${shown(column.min)} to ${shown(column.max)}`]);
    facts.push(["Middle half", `${shown(column.quantiles.p25)} to ${shown(column.quantiles.p75)}`]);
    facts.push(["Median", shown(column.quantiles.p50)]);
  }
  if (typeof column.mean === "number") facts.push(["Mean", shown(column.mean)]);
  if (column.deviation !== null) facts.push(["Deviation", shown(column.deviation)]);
  if (column.sum !== null) facts.push(["Sum", shown(column.sum)]);
  if (column.length) {
    facts.push([
      "Length",
      column.length.min === column.length.max
        ? String(column.length.min)
        : `${column.length.min} to ${column.length.max}`,
    ]);
  }
  const pattern = column.patterns[0];
  if (pattern && pattern.share > 0.6 && column.distinct > 1) {
    facts.push(["Pattern", `${pattern.pattern} (${percent(pattern.share)})`]);
  }
  if (column.misfits > 0) facts.push(["Do not fit", column.misfits.toLocaleString("en")]);
  if (column.outliers?.count) facts.push(["Outliers", column.outliers.count.toLocaleString("en")]);
  return facts;
}

/**
 * What a reader should know first, in words, each with the numbers behind it and the rows to look at.
 *
 * @module
 */
import type { Finding, SheetDescription } from "../describe/schema.ts";
import { columnFindings } from "./columns.ts";
import { correlationFindings } from "./correlations.ts";
import { sheetFindings } from "./sheet.ts";

/** The weightiest first. */
export function findingsOf(sheet: SheetDescription): Finding[] {
  const found = [
    ...sheetFindings(sheet),
    ...sheet.columns.flatMap((column) => columnFindings(sheet, column)),
    ...correlationFindings(sheet),
  ];
  return found.map((finding) => ({ ...finding, weight: Math.round(finding.weight * 1000) / 1000 }))
    .sort((a, b) => b.weight - a.weight);
}

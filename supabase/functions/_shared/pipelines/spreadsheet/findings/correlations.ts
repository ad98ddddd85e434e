/** Findings about pairs of columns. */
import type { Correlation, Finding, SheetDescription } from "../describe/schema.ts";
import { quoted } from "./words.ts";

const STRONG = 0.7;
const MOST = 8;

/** One for each pair, by its strongest measure. */
export function correlationFindings(sheet: SheetDescription): Finding[] {
  const seen = new Set<string>();
  return sheet.correlations.flatMap((each): Finding[] => {
    const pair = `${each.a}\u0000${each.b}`;
    if (seen.has(pair) || strength(each) < STRONG) return [];
    seen.add(pair);
    return [finding(sheet, each)];
  }).slice(0, MOST);
}

const strength = (each: Correlation): number => Math.max(Math.abs(each.value), Math.abs(each.without_outliers ?? 0));

function finding(sheet: SheetDescription, each: Correlation): Finding {
  const { a, b, method, value, without_outliers: without } = each;
  const told = method === "pearson" && without !== null && Math.abs(without) > Math.abs(value) ? without : value;
  const number = told.toFixed(2);
  const how = method === "cramers_v"
    ? `${quoted(a)} and ${quoted(b)} go together: knowing one tells much of the other (Cramér's V ${number}).`
    : `${quoted(b)} ${told > 0 ? "rises" : "falls"} with ${quoted(a)} (${
      method === "pearson" ? "Pearson" : "Spearman"
    } ${number}${told === without ? ` without outliers, ${value.toFixed(2)} with them` : ""}).`;
  const isSame = Math.abs(told) > 0.9999;
  return {
    id: "correlation",
    severity: "fact",
    weight: isSame ? 0.5 : 0.3 + 0.25 * Math.abs(told),
    sheet: sheet.name,
    columns: [a, b],
    text: isSame ? `${how} One of them may be superfluous.` : how,
    numbers: { [method]: value, ...(without !== null && { without_outliers: without }), rows: each.rows },
    rows: [],
  };
}

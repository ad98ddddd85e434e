/** Findings about a table as a whole. */
import type { Finding, SheetDescription } from "../describe/schema.ts";
import { count, listed, percent, quoted } from "./words.ts";

export function sheetFindings(sheet: SheetDescription): Finding[] {
  const found: Finding[] = [];
  const add = (
    id: string,
    severity: Finding["severity"],
    weight: number,
    text: string,
    more: Partial<Pick<Finding, "numbers" | "rows" | "columns">> = {},
  ) => found.push({ id, severity, weight, sheet: sheet.name, columns: [], numbers: {}, rows: [], text, ...more });

  if (sheet.rows === 0) add("no-rows", "problem", 1, `${quoted(sheet.name)} has no rows of data.`);
  if (sheet.duplicate_rows > 0) {
    const share = sheet.duplicate_rows / sheet.rows;
    const about = sheet.duplicate_rows_exact ? "" : "About ";
    add(
      "duplicate-rows",
      share > 0.001 ? "problem" : "notice",
      0.75 + Math.min(0.2, share),
      `${about}${count(sheet.duplicate_rows, "row")} (${percent(share)}) repeat an earlier row exactly.`,
      {
        numbers: { duplicate_rows: sheet.duplicate_rows, share },
        rows: sheet.duplicate_examples.map((example) => example.row),
      },
    );
  }
  if (sheet.ragged_rows > 0) {
    add(
      "ragged-rows",
      "problem",
      0.85,
      `${count(sheet.ragged_rows, "row")} ${sheet.ragged_rows === 1 ? "has" : "have"} more or fewer cells than the ${
        count(sheet.column_count, "column")
      } of the table: a delimiter may be missing, or one too many.`,
      { numbers: { ragged_rows: sheet.ragged_rows }, rows: sheet.ragged_examples },
    );
  }
  if (sheet.stray_quotes > 0) {
    add(
      "stray-quotes",
      "problem",
      0.7,
      `${count(sheet.stray_quotes, "quotation mark")} stood where none belongs and ${
        sheet.stray_quotes === 1 ? "was" : "were"
      } read as text.`,
      { numbers: { stray_quotes: sheet.stray_quotes } },
    );
  }
  if (sheet.foreign_lines > 0) {
    add(
      "mixed-encoding",
      "problem",
      0.72,
      `${count(sheet.foreign_lines, "line")} ${
        sheet.foreign_lines === 1 ? "is" : "are"
      } not in the encoding of the rest and ${sheet.foreign_lines === 1 ? "was" : "were"} read as windows-1252.`,
      { numbers: { foreign_lines: sheet.foreign_lines } },
    );
  }
  if (sheet.cells && sheet.cells.errors > 0) {
    add(
      "error-cells",
      "problem",
      0.8,
      `${count(sheet.cells.errors, "cell")} hold${
        sheet.cells.errors === 1 ? "s" : ""
      } an error of a formula, such as #DIV/0!.`,
      { numbers: { error_cells: sheet.cells.errors } },
    );
  }
  if (sheet.rows > 1 && sheet.keys.length > 0) {
    add(
      "key",
      "fact",
      0.3,
      `${listed(sheet.keys.map(quoted))} ${
        sheet.keys.length === 1 ? "has" : "each have"
      } a value of its own in every row and could identify it.`,
      { columns: sheet.keys },
    );
  }
  if (!sheet.header && sheet.column_count > 0) {
    add(
      "no-header",
      "notice",
      0.5,
      "The first row looks like data, not like names: the columns are called column_1, column_2 and so on.",
    );
  }
  return found;
}

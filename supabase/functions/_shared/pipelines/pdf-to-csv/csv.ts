/**
 * Rows as CSV that a spreadsheet can open safely: a cell that it would take for a formula gets an apostrophe.
 *
 * @module
 */
import Papa from "papaparse";

/** Starts like a formula, white space aside, and is neither a number nor a dash that stands for "none". */
const FORMULA = /^\s*(?:[=@\t\r]|[+\-](?!\s?[$€£]?\d[\d.,'\s]*%?$|[\-.]*$|[.,]\d+%?$))/;

export function csvOf(rows: readonly (readonly string[])[], delimiter: string): string {
  if (rows.length === 0) return "";
  return Papa.unparse(rows as string[][], { delimiter, newline: "\r\n", escapeFormulae: FORMULA }) + "\r\n";
}

/**
 * Rows as CSV that a spreadsheet can open safely: a cell that it would take for a formula gets an apostrophe.
 *
 * @module
 */
/** Starts like a formula and is neither a number nor a dash that stands for "none". */
const FORMULA = /^\s*(?:[=@\t\r]|[+\-](?!\s?[$€£]?\d[\d.,'\s]*(?:[eE][+-]?\d+)?%?$|[\-.]*$|[.,]\d+%?$))/;
const FIRST_OF_FORMULA = "=@+-\t\r \u00a0\ufeff";
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function csvLine(cells: readonly string[]): string {
  let line = "";
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) line += ",";
    line += csvCell(cells[i]!);
  }
  return line + "\r\n";
}

function csvCell(cell: string): string {
  if (cell === "") return cell;
  const safe = FIRST_OF_FORMULA.includes(cell[0]!) && FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

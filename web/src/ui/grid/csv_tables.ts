import Papa from "papaparse";

export interface CsvTable {
  readonly rows: readonly (readonly string[])[];
  readonly columns: number;
}

/**
 * The tables of the beginning of a CSV file in which an empty line stands between tables.
 *
 * @param isWhole false when `text` stops somewhere: then its last row, which may be half a row, is left out
 */
export function parseTables(text: string, isWhole: boolean, delimiter = ","): CsvTable[] {
  const { data } = Papa.parse<string[]>(text, { header: false, delimiter });
  const rows = isWhole ? data : data.slice(0, -1);
  const tables: string[][][] = [[]];
  for (const row of rows) {
    const isBreak = row.length === 1 && row[0] === "";
    if (isBreak) tables.push([]);
    else tables.at(-1)!.push(row);
  }
  return tables
    .filter((table) => table.length > 0)
    .map((table) => ({ rows: table, columns: table.reduce((most, row) => Math.max(most, row.length), 0) }));
}

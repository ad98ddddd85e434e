/**
 * The data that a form is filled in with: a row for each copy, a column for each field.
 *
 * @module
 */
import Papa from "papaparse";
import { JobError } from "../../jobs/errors.ts";

/** Values by field name. */
export type Row = Readonly<Record<string, string>>;

/** The API names at most 1,000 files of a job. */
export const MAX_ROWS = 900;

/**
 * Reads JSON (an object, or an array of them) or CSV with a header line.
 *
 * @throws JobError `invalid_options`
 */
export function rowsOf(data: string): Row[] {
  const text = data.trim();
  if (text === "") return [];
  const rows = /^[[{]/.test(text) ? jsonRows(text) : csvRows(text);
  if (rows.length > MAX_ROWS) {
    throw new JobError(
      "invalid_options",
      `Cannot fill in ${rows.length} copies: ${MAX_ROWS} are the most of one job. Split the data over several jobs.`,
    );
  }
  return rows;
}

function jsonRows(text: string): Row[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new JobError("invalid_options", "Cannot read the data: it begins like JSON but is none. Correct it.", {
      cause,
    });
  }
  return (Array.isArray(value) ? value : [value]).map((row, index) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new JobError(
        "invalid_options",
        `Cannot read row ${index + 1} of the data: give an object of names and values.`,
      );
    }
    return Object.fromEntries(Object.entries(row).map(([name, each]) => [name.trim(), plain(each)]));
  });
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function csvRows(text: string): Row[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (name) => name.trim(),
  });
  if (!meta.fields?.length || data.length === 0) {
    throw new JobError("invalid_options", "Cannot read the data: give a line of field names and a line for each copy.");
  }
  return data.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => meta.fields!.includes(name)).map(([name, value]) => [
        name,
        plain(value),
      ]),
    )
  );
}

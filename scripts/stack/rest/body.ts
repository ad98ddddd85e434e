import { RestError } from "./errors.ts";

type Row = Record<string, unknown>;

/**
 * JSON of a request, read for the names in it. What goes into SQL is the text as it came: numbers may have more digits than
 * JavaScript keeps.
 */
export interface Rows {
  rows: Row[];
  /** A list of these rows. */
  text: string;
}

export interface Arguments {
  names: string[];
  /** An object of these arguments. */
  text: string;
}

/** The rows of a request's body: one object, a list of objects, or a form. */
export async function readRows(request: Request): Promise<Rows> {
  const type = request.headers.get("content-type") ?? "application/json";
  const text = await request.text();
  if (type.startsWith("application/x-www-form-urlencoded")) {
    const rows = [Object.fromEntries(new URLSearchParams(text))];
    return { rows, text: JSON.stringify(rows) };
  }
  const value = parse(text);
  if (Array.isArray(value) && value.every(isRow)) return { rows: value, text };
  if (isRow(value)) return { rows: [value], text: `[${text}]` };
  throw new RestError(400, "PGRST102", "Empty or invalid json");
}

/** The arguments of a call. No body is no arguments. */
export async function readArguments(request: Request): Promise<Arguments> {
  const text = await request.text() || "{}";
  const value = parse(text);
  if (isRow(value)) return { names: Object.keys(value), text };
  throw new RestError(400, "PGRST102", "Empty or invalid json");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RestError(400, "PGRST102", "Empty or invalid json");
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

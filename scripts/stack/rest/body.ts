import { RestError } from "./errors.ts";

type Row = Record<string, unknown>;

/** The rows of a request's body: one object, a list of objects, or a form. */
export async function readRows(request: Request): Promise<{ rows: Row[]; single: boolean }> {
  const type = request.headers.get("content-type") ?? "application/json";
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return { rows: [Object.fromEntries(new URLSearchParams(await request.text()))], single: true };
  }
  const value = await readJson(request);
  if (Array.isArray(value) && value.every(isRow)) return { rows: value, single: false };
  if (isRow(value)) return { rows: [value], single: true };
  throw new RestError(400, "PGRST102", "Empty or invalid json");
}

/** The arguments of a call. No body is no arguments. */
export async function readArguments(request: Request): Promise<Row> {
  const text = await request.text();
  const value = text === "" ? {} : parse(text);
  if (isRow(value)) return value;
  throw new RestError(400, "PGRST102", "Empty or invalid json");
}

async function readJson(request: Request): Promise<unknown> {
  return parse(await request.text());
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

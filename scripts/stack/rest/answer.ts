/**
 * Makes the response out of what a query gave.
 *
 * @module
 */
import { RestError } from "./errors.ts";
import type { QueryResult } from "./session.ts";

/** `0-9/100`: which rows these are, and of how many. */
export function contentRange(offset: number, rows: number, total: string | null): string {
  return `${rows === 0 ? "*" : `${offset}-${offset + rows - 1}`}/${total ?? "*"}`;
}

/** @throws RestError (416) when the first row wanted lies behind the last there is */
export function rangeStatus(offset: number, rows: number, total: string | null): number {
  if (total === null) return 200;
  if (offset > 0 && offset >= Number(total) && rows === 0) {
    const details = `An offset of ${offset} was requested, but there are only ${total} rows.`;
    throw new RestError(416, "PGRST103", "Requested range not satisfiable", details);
  }
  return rows < Number(total) ? 206 : 200;
}

/** The response, unless a function of the database has decided on another status or on further headers. */
export function respond(
  request: Request,
  status: number,
  body: string | null,
  headers: Record<string, string>,
  result: QueryResult,
): Response {
  const all = new Headers(headers);
  for (const [name, value] of raisedHeaders(result.headers)) all.append(name, value);
  const finalStatus = result.status === null ? status : Number(result.status);
  if (!Number.isInteger(finalStatus) || finalStatus < 200 || finalStatus > 599) {
    throw new RestError(500, "PGRST112", "response.status guc must be a valid status code");
  }
  const bodiless = request.method === "HEAD" || body === null || finalStatus === 204;
  if (bodiless && request.method !== "HEAD") all.delete("content-type");
  return new Response(bodiless ? null : body, { status: finalStatus, headers: all });
}

function raisedHeaders(text: string | null): [string, string][] {
  if (text === null) return [];
  try {
    return (JSON.parse(text) as Record<string, string>[]).flatMap((header) => Object.entries(header));
  } catch {
    const message =
      "response.headers guc must be a JSON array composed of objects with a single key and a string value";
    throw new RestError(500, "PGRST111", message);
  }
}

/**
 * PostgREST's errors: its own by code, and which HTTP status an error of Postgres gets.
 *
 * @module
 */

/** An error that PostgREST itself would report, or one of Postgres in PostgREST's form. */
export class RestError extends Error {
  override readonly name = "RestError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: unknown = null,
    readonly hint: string | null = null,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  toResponse(method = "GET"): Response {
    const headers = { "content-type": "application/json; charset=utf-8", ...this.headers };
    const body = JSON.stringify({ code: this.code, details: this.details, hint: this.hint, message: this.message });
    return new Response(method === "HEAD" ? null : body, { status: this.status, headers });
  }
}

/** @param parameter what names it, where that is known */
export function notEmbedded(name: string, parameter?: string): RestError {
  const hint = `Verify that '${name}' is included in the 'select' query parameter${parameter ? `: ${parameter}` : "."}`;
  return new RestError(400, "PGRST108", `'${name}' is not an embedded resource in this request`, null, hint);
}

/** What postgres.js throws, as far as it matters here. */
interface DatabaseError {
  code: string;
  message: string;
  detail?: string;
  hint?: string;
}

export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === "PostgresError";
}

/** Whether Postgres could not be reached, or went away. */
export function isConnectionError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^(CONNECT(ION)?_|ECONN)/.test(code);
}

const STATUS_BY_CODE: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "21000": 400,
  "22023": 400,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  P0001: 400,
};
const STATUS_BY_CLASS: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** @param anonymous a caller without a token, who could do better by signing in */
export function fromDatabase(error: DatabaseError, anonymous: boolean): RestError {
  const { code, message, detail = null, hint = null } = error;
  if (code === "PGRST") return raisedResponse(message, detail);
  const raised = /^PT([1-5]\d\d)$/.exec(code)?.[1];
  const status = raised !== undefined
    ? Number(raised)
    : code === "42501"
    ? (anonymous ? 401 : 403)
    : STATUS_BY_CODE[code] ?? STATUS_BY_CLASS[code.slice(0, 2)] ?? 400;
  return new RestError(status, code, message, detail, hint);
}

/** `raise sqlstate 'PGRST'`: the database writes the whole answer, as JSON in message and detail. */
function raisedResponse(message: string, detail: string | null): RestError {
  try {
    const body = JSON.parse(message);
    const { status, headers } = JSON.parse(detail ?? "");
    return new RestError(status, body.code, body.message, body.details ?? null, body.hint ?? null, headers);
  } catch {
    return new RestError(
      500,
      "PGRST121",
      "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error",
      "Invalid JSON value for MESSAGE or DETAIL",
    );
  }
}

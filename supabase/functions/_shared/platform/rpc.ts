/**
 * Calls to database functions through the project's REST API.
 *
 * Plain `fetch` and not supabase-js: an invocation of `process-job` has 0.7 s of CPU for everything, and loading that
 * client would cost it a tenth of that before the first byte is read.
 *
 * @module
 */
import { JobError } from "../jobs/errors.ts";

export type Rpc = <Result>(name: string, args: Record<string, unknown>) => Promise<Result>;

interface PostgrestError {
  message?: string;
  details?: string;
  hint?: string;
  code?: string;
}

export interface RpcOptions {
  readonly url: string;
  readonly apiKey: string;
  /** The caller's `Authorization` header, to act as the caller; without one the API key's role acts. */
  readonly authorization?: string | null;
  /** How long an answer is waited for. */
  readonly timeoutMs?: number;
}

/**
 * @returns a function that calls `name` with `args` and gives back its JSON result
 */
export function createRpc(options: RpcOptions): Rpc {
  return (name, args) => send(options, "POST", `rpc/${name}`, args);
}

const TIMEOUT_MS = 30_000;

/** One request to the REST API; its errors become {@link JobError}s. */
export async function send<Result>(
  { url, apiKey, authorization, timeoutMs = TIMEOUT_MS }: RpcOptions,
  method: string,
  path: string,
  body?: unknown,
): Promise<Result> {
  const headers: Record<string, string> = { "content-type": "application/json", apikey: apiKey };
  // A secret or publishable key is no JWT and must not stand in Authorization; a legacy key must.
  if (authorization) headers.authorization = authorization;
  else if (!apiKey.startsWith("sb_")) headers.authorization = `Bearer ${apiKey}`;

  let response: Response, text: string;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const init = body === undefined
      ? { method, headers, signal }
      : { method, headers, signal, body: JSON.stringify(body) };
    response = await fetch(`${url}/rest/v1/${path}`, init);
    text = await response.text();
  } catch (cause) {
    throw new JobError("database_unavailable", "The database does not answer.", { transient: true, cause });
  }
  if (response.ok) return (text === "" ? null : JSON.parse(text)) as Result;
  throw toError(response.status, text);
}

function toError(status: number, text: string): JobError {
  let error: PostgrestError = {};
  try {
    error = JSON.parse(text) as PostgrestError;
  } catch { /* not from PostgREST: a gateway's page */ }
  if (error.code === "P0001" && error.details) {
    const retryAfter = Number(error.hint) || undefined;
    return new JobError(error.details, error.message ?? "", retryAfter === undefined ? {} : { retryAfter });
  }
  if (status === 401) {
    return new JobError("unauthorized", "Sign in first: the access token is missing, wrong or expired.");
  }
  if (status === 403 || error.code === "42501") return new JobError("forbidden", "You may not do that.");
  if (error.code?.startsWith("22")) {
    return new JobError("invalid_request", error.message ?? "The request is not valid.");
  }
  return new JobError("database_error", "The database refused the request. Try again in a moment.", {
    transient: status >= 500 || status === 404 || status === 429,
    cause: `${status}: ${error.message ?? text.slice(0, 200)}`,
  });
}

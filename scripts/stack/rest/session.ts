/**
 * Runs a query as the caller: in a transaction that has the caller's role, claims and request, as PostgREST does it.
 *
 * @module
 */
import type { Sql } from "postgres";
import type { Claims } from "../context.ts";
import { literal } from "./sql_text.ts";

export interface Session {
  claims: Claims;
  request: Request;
  /** The schema that unqualified names mean first. */
  schema: string;
  extraSearchPath: string[];
  /** Settings of the role, such as `statement_timeout`, which switching to it does not bring along. */
  roleSettings: [name: string, value: string][];
  readOnly: boolean;
  timeZone?: string | undefined;
}

/** What every query ends in. All text, so that nothing depends on how a driver reads types. */
export interface QueryResult {
  body: string | null;
  /** Rows in this answer. */
  rows: string | null;
  /** Rows there are, when asked for. */
  total: string | null;
  /** What functions left in `response.status` and `response.headers`. */
  status: string | null;
  headers: string | null;
}

export const RESPONSE_SETTINGS = `nullif(current_setting('response.status', true), '') as status,
  nullif(current_setting('response.headers', true), '') as headers`;

/** The statement that puts a transaction into the caller's place. */
function preamble(session: Session): string {
  const { claims, request } = session;
  const { pathname } = new URL(request.url);
  const searchPath = [session.schema, ...session.extraSearchPath].map((name) => `"${name.replaceAll('"', '""')}"`);
  const settings: [string, string][] = [
    ["search_path", searchPath.join(", ")],
    ...session.roleSettings,
    ["role", claims.role],
    ["request.jwt.claims", JSON.stringify(claims)],
    ["request.method", request.method],
    ["request.path", pathname.replace(/^\/rest\/v1/, "")],
    ["request.headers", JSON.stringify(Object.fromEntries(request.headers))],
    ["request.cookies", "{}"],
  ];
  if (session.timeZone !== undefined) settings.push(["timezone", session.timeZone]);
  if (session.readOnly) settings.push(["transaction_read_only", "on"]);
  return `select ${
    settings.map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, true)`).join(", ")
  }`;
}

/** One message, hence one transaction and one round trip. */
export async function run(sql: Sql, session: Session, query: string): Promise<QueryResult> {
  const results = await sql.unsafe(`${preamble(session)};\n${query}`) as unknown as QueryResult[][];
  return results.at(-1)![0]!;
}

/**
 * Runs a query that `check` may refuse once its result is known. Then all that the query did is undone.
 *
 * @throws whatever `check` throws
 */
export async function runChecked(
  sql: Sql,
  session: Session,
  query: string,
  check: (result: QueryResult) => void,
): Promise<QueryResult> {
  return await sql.begin(async (tx) => {
    const results = await tx.unsafe(`${preamble(session)};\n${query}`) as unknown as QueryResult[][];
    const result = results.at(-1)![0]!;
    check(result);
    return result;
  });
}

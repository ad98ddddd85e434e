/**
 * The REST interface to tables and functions, as PostgREST serves it.
 *
 * @module
 */
import type { Sql } from "postgres";
import type { Claims, HttpService, StackContext } from "../context.ts";
import { listen } from "../listen.ts";
import { openPool } from "../pool.ts";
import { callRoutine } from "./calls.ts";
import { fromDatabase, isConnectionError, isDatabaseError, RestError } from "./errors.ts";
import { readSchemaCache, type SchemaCache } from "./schema_cache.ts";
import type { Session } from "./session.ts";
import { readTable, writeTable } from "./tables.ts";

/** What handlers of requests work with. */
export interface RestContext {
  sql: Sql;
  cache: SchemaCache;
  session: Session;
  schema: string;
  request: Request;
  url: URL;
  maxRows: number;
}

export async function createRest(ctx: StackContext): Promise<HttpService> {
  const { schemas, extraSearchPath, maxRows } = ctx.config.api;
  const sql = openPool(ctx.adminUrl.replace("supabase_admin", "authenticator"), {
    name: "rest",
    max: 10,
    // Every query is literal SQL, which nobody can prepare.
    prepare: false,
    settings: { standard_conforming_strings: "on" },
  });
  const admin = openPool(ctx.adminUrl, { name: "rest-schema", max: 2 });

  let cache: Promise<SchemaCache> | undefined;
  const loadCache = () =>
    cache ??= readSchemaCache(admin, schemas).catch((error) => {
      cache = undefined;
      throw error;
    });
  // A reload drops what is known; the next request reads anew, so that a migration of many statements costs one reading.
  const forget = () => {
    cache = undefined;
  };
  const listener = await listen(ctx.adminUrl, {
    name: "rest-schema",
    channel: "pgrst",
    onNotify: forget,
    onListening: forget,
  });
  await loadCache();

  async function handle(request: Request, claims: Claims): Promise<Response> {
    const url = new URL(request.url);
    const reading = request.method === "GET" || request.method === "HEAD";
    const schema = requestedSchema(request, reading, schemas);
    const known = await loadCache();
    const session: Session = {
      claims,
      request,
      schema,
      extraSearchPath,
      roleSettings: known.roleSettings.get(claims.role) ?? [],
      readOnly: reading,
    };
    const context: RestContext = { sql, cache: known, session, schema, request, url, maxRows };
    const [, routine, table] = /^\/rest\/v1\/(?:rpc\/([^/]+)|([^/]*))\/?$/.exec(url.pathname) ?? [];
    if (routine !== undefined) return await callRoutine(context, decodeURIComponent(routine));
    if (table === undefined) throw new RestError(404, "PGRST125", "Invalid path specified in request URL");
    if (reading) return await readTable(context, decodeURIComponent(table));
    return await writeTable(context, decodeURIComponent(table));
  }

  return {
    async handle(request, claims) {
      try {
        return await handle(request, claims);
      } catch (error) {
        if (error instanceof RestError) return error.toResponse(request.method);
        if (isDatabaseError(error)) return fromDatabase(error, claims.role === "anon").toResponse(request.method);
        if (!isConnectionError(error)) throw error;
        return new RestError(503, "PGRST001", "Database client error. Retrying the connection.").toResponse();
      }
    },
    async stop() {
      await listener.stop();
      await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
    },
  };
}

function requestedSchema(request: Request, reading: boolean, schemas: string[]): string {
  const wanted = request.headers.get(reading ? "accept-profile" : "content-profile") ?? schemas[0]!;
  if (schemas.includes(wanted)) return wanted;
  const hint = `Only the following schemas are exposed: ${schemas.join(", ")}`;
  throw new RestError(406, "PGRST106", `Invalid schema: ${wanted}`, null, hint);
}

/**
 * What the conformance suite runs against: the project that the environment names, or a throw-away embedded stack.
 *
 * | variable | of a project |
 * | --- | --- |
 * | `SUPABASE_URL` | where its API is reached |
 * | `SUPABASE_PUBLISHABLE_KEY`, `SUPABASE_SECRET_KEY` | its keys |
 * | `SUPABASE_DB_URL` | its database, as `postgres`: tests bring policies and tables of their own |
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres, { type Sql } from "postgres";
import { testStack } from "../testing.ts";

export interface Target {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** As `postgres`, the role of migrations. */
  readonly sql: Sql;
  close(): Promise<void>;
}

export interface TargetUser {
  id: string;
  token: string;
  client: SupabaseClient;
}

export async function openTarget(): Promise<Target> {
  const { databaseUrl, ...access } = Deno.env.has("SUPABASE_URL") ? namedProject() : await embeddedStack();
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} }) as unknown as Sql;
  return { ...access, sql, close: () => sql.end({ timeout: 1 }) };
}

/** A user of its own for a test, signed in. */
export async function newUser(
  target: Target,
  options: { realtime?: Record<string, unknown> } = {},
): Promise<TargetUser> {
  const auth = { persistSession: false, autoRefreshToken: false };
  const client = createClient(target.url, target.publishableKey, { auth, ...options });
  const { data, error } = await client.auth.signInAnonymously();
  if (error) throw error;
  await client.realtime.setAuth();
  return { id: data.user!.id, token: data.session!.access_token, client };
}

function namedProject() {
  const read = (name: string) => {
    const value = Deno.env.get(name);
    if (value === undefined) throw new Error(`${name} not set: with SUPABASE_URL the suite needs it too.`);
    return value;
  };
  return {
    url: read("SUPABASE_URL"),
    publishableKey: read("SUPABASE_PUBLISHABLE_KEY"),
    secretKey: read("SUPABASE_SECRET_KEY"),
    databaseUrl: read("SUPABASE_DB_URL"),
  };
}

async function embeddedStack() {
  const { url, keys, databaseUrl } = await testStack();
  return { url, publishableKey: keys.publishableKey, secretKey: keys.secretKey, databaseUrl };
}

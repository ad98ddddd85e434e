/**
 * What the conformance suite runs against: the project that the environment names, or a throw-away embedded stack.
 *
 * | variable | of a project |
 * | --- | --- |
 * | `SUPABASE_URL` | where its API is reached |
 * | `SUPABASE_PUBLISHABLE_KEY`, `SUPABASE_SECRET_KEY` | its keys |
 * | `SUPABASE_DB_URL` | its database, as `postgres`: tests bring policies and tables of their own |
 * | `SUPABASE_MAIL_URL` | its Mailpit, where the mails of Auth arrive; without it there are no tests of mail |
 * | `SUPABASE_CALLBACK_HOST` | this machine as seen from the database; without it there are no tests of pg_net |
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

const named = Deno.env.has("SUPABASE_URL");
/** Where Mailpit is; undefined for the embedded stack, which has a catcher of its own. */
export const mailUrl = Deno.env.get("SUPABASE_MAIL_URL");
/** By which name the database reaches servers of a test. */
export const callbackHost = Deno.env.get("SUPABASE_CALLBACK_HOST") ?? "127.0.0.1";
/** Registers a test that reads mails, where they can be read. */
export const mailTest: typeof Deno.test = named && mailUrl === undefined ? noTest() : Deno.test;
/** Registers a test that the database calls, where it can. */
export const callbackTest: typeof Deno.test = named && !Deno.env.has("SUPABASE_CALLBACK_HOST") ? noTest() : Deno.test;

export async function openTarget(): Promise<Target> {
  const { databaseUrl, ...access } = named ? namedProject() : await embeddedStack();
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

function noTest(): typeof Deno.test {
  return Object.assign(() => {}, Deno.test) as typeof Deno.test;
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

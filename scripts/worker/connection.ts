/**
 * Which Supabase a worker works for.
 *
 * @module
 */
import { STATE_DIR } from "../folders.ts";
import { findStack } from "../stack/state_folder.ts";

export interface Connection {
  readonly url: string;
  readonly secretKey: string;
  /** For a direct connection to the queue, faster than the API. */
  readonly databaseUrl?: string | undefined;
}

/** @throws {Error} that names the variable which is missing */
export async function findConnection(): Promise<Connection> {
  const url = Deno.env.get("SUPABASE_URL");
  if (url) {
    const secretKey = Deno.env.get("SUPABASE_SECRET_KEY") ?? Deno.env.get("SUPABASE_SERVICE_ROLE_KEY");
    if (!secretKey) throw new Error("SUPABASE_SECRET_KEY not set");
    return { url, secretKey, databaseUrl: Deno.env.get("SUPABASE_DB_URL") };
  }
  const running = await findStack(STATE_DIR);
  if (!running) throw new Error("SUPABASE_URL not set, and no stack is running on this checkout. Start one: npm start");
  return running;
}

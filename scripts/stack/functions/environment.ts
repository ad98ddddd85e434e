/**
 * The environment of a function: as hosted gives it, with the project's secrets.
 *
 * @module
 */
import { join } from "node:path";
import { functionConfig } from "../config.ts";
import type { StackContext } from "../context.ts";
import { parseDotenv } from "./dotenv.ts";

/** Reads `functions/.env` anew, so that a change holds from the next isolate on. */
export function environmentOf(ctx: StackContext, name: string): Record<string, string> {
  const { keys } = ctx;
  return {
    ...withoutReserved({
      ...ctx.functionDefaults,
      ...readSecrets(join(ctx.projectDir, "functions", ".env")),
      ...ctx.config.edgeRuntime.secrets,
      ...functionConfig(ctx.config, name).env,
    }),
    SUPABASE_URL: ctx.publicUrl,
    SUPABASE_DB_URL: ctx.databaseUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
    SUPABASE_JWKS: JSON.stringify(keys.jwks),
    SUPABASE_ANON_KEY: keys.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: keys.serviceRoleKey,
  };
}

function readSecrets(path: string): Record<string, string> {
  try {
    return parseDotenv(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new Error(`Cannot read the functions' secrets from ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Names that begin with `SUPABASE_` are the platform's own: hosted refuses secrets of such a name. */
function withoutReserved(secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => !name.startsWith("SUPABASE_")));
}

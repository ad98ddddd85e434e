/**
 * The environment, read once. A missing variable is named.
 *
 * @module
 */
import { z } from "zod";

const Keys = z.string().transform((text, context): string => {
  try {
    const key = (JSON.parse(text) as Record<string, unknown>).default;
    if (typeof key === "string") return key;
  } catch { /* told below */ }
  context.addIssue({ code: "custom", message: 'must be JSON with the key "default"' });
  return z.NEVER;
});

const Environment = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEYS: Keys.optional(),
  SUPABASE_ANON_KEY: z.string().optional(),
  SUPABASE_SECRET_KEYS: Keys.optional(),
  SUPABASE_SERVICE_ROLE_KEY: z.string().optional(),
  DOCMILL_CORS_ORIGINS: z.string().default("*"),
  DOCMILL_PUBLIC_URL: z.url().optional(),
  DOCMILL_WEB_URL: z.url().optional(),
});

export interface Config {
  readonly supabaseUrl: string;
  /** Where clients reach the project; differs from `supabaseUrl` where that is an address inside containers. */
  readonly publicUrl: string;
  /** Where the client is, for links in mails. */
  readonly webUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Origins that browsers may call from; `*` for any. */
  readonly corsOrigins: readonly string[];
}

/**
 * Parses an environment.
 *
 * @throws {Error} that names the variable which is missing or wrong
 */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new Error(environment[name] === undefined ? `${name} not set` : `${name} is wrong: ${issue?.message}`);
  }
  const env = parsed.data;
  const publishableKey = env.SUPABASE_PUBLISHABLE_KEYS ?? env.SUPABASE_ANON_KEY;
  const secretKey = env.SUPABASE_SECRET_KEYS ?? env.SUPABASE_SERVICE_ROLE_KEY;
  if (!publishableKey) throw new Error("SUPABASE_PUBLISHABLE_KEYS not set");
  if (!secretKey) throw new Error("SUPABASE_SECRET_KEYS not set");
  return {
    supabaseUrl: env.SUPABASE_URL,
    publicUrl: env.DOCMILL_PUBLIC_URL ?? env.SUPABASE_URL,
    webUrl: (env.DOCMILL_WEB_URL ?? env.DOCMILL_PUBLIC_URL ?? env.SUPABASE_URL).replace(/\/$/, ""),
    publishableKey,
    secretKey,
    corsOrigins: env.DOCMILL_CORS_ORIGINS.split(",").map((origin) => origin.trim()),
  };
}

let config: Config | undefined;

/** The configuration of this function, parsed on first use. */
export function getConfig(): Config {
  return config ??= parseConfig(Deno.env.toObject());
}

const LlmEnvironment = z.object({
  LLM_BASE_URL: z.url({ protocol: /^https?$/ }),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string(),
  LLM_INPUT_PRICE: z.coerce.number().nonnegative().optional(),
  LLM_OUTPUT_PRICE: z.coerce.number().nonnegative().optional(),
  LLM_MAX_CHARACTERS: z.coerce.number().int().min(1000).default(60_000),
  LLM_TIMEOUT_SECONDS: z.coerce.number().positive().max(120).default(45),
});

/** The variables that name a language model. */
export const LLM_VARIABLES: readonly string[] = Object.keys(LlmEnvironment.shape);

export interface LlmSettings {
  /** Where `/chat/completions` is, e.g. `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** Undefined for a server that asks for none. */
  readonly apiKey: string | undefined;
  readonly model: string;
  /** Dollars for a million tokens, where they are known. */
  readonly prices: { readonly input: number; readonly output: number } | undefined;
  /** Of a document; a longer one is cut in its midst. */
  readonly maxCharacters: number;
  /** For one answer. */
  readonly timeoutMs: number;
}

/**
 * @returns undefined when no language model is set
 * @throws {Error} that names the variable which is missing or wrong
 */
export function parseLlmSettings(environment: Record<string, string | undefined>): LlmSettings | undefined {
  // A variable that is set to nothing is not set.
  const given = Object.fromEntries(
    LLM_VARIABLES.map((name) => [name, environment[name] || undefined]),
  );
  if (Object.values(given).every((value) => value === undefined)) return undefined;
  const parsed = LlmEnvironment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new Error(given[name] === undefined ? `${name} not set` : `${name} is wrong: ${issue?.message}`);
  }
  const env = parsed.data;
  const { LLM_INPUT_PRICE: input, LLM_OUTPUT_PRICE: output } = env;
  return {
    baseUrl: env.LLM_BASE_URL.replace(/\/+$/, ""),
    apiKey: env.LLM_API_KEY,
    model: env.LLM_MODEL,
    prices: input === undefined || output === undefined ? undefined : { input, output },
    maxCharacters: env.LLM_MAX_CHARACTERS,
    timeoutMs: env.LLM_TIMEOUT_SECONDS * 1000,
  };
}

/** The language model's settings; needs none of the others, so that a worker has them, too. */
export function getLlmSettings(): LlmSettings | undefined {
  return parseLlmSettings(Deno.env.toObject());
}

/**
 * Reads the project's `config.toml`, the file that the Supabase CLI reads, into the values that the stack serves.
 * Keys that the stack does not know are left alone; a key that it knows and cannot use is an error that names it.
 *
 * @module
 */
import { join } from "node:path";
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { parseByteSize } from "./byte_size.ts";

const port = z.number().int().min(1).max(65535);
const bytes = z.union([z.string(), z.number()]).transform((value, context) => {
  const parsed = parseByteSize(value);
  if (parsed === undefined) {
    context.addIssue({ code: "custom", message: `must be a size such as "50MiB": current value is "${value}"` });
    return z.NEVER;
  }
  return parsed;
});
const HOUR = 3600;

/** A table of the file whose every key has a default, so that the table itself may be missing. */
function table<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.prefault(z.object(shape), {} as z.input<z.ZodObject<Shape>>);
}

const Api = table({
  port: port.default(54321),
  schemas: z.array(z.string()).default(["public", "graphql_public"]),
  extra_search_path: z.array(z.string()).default(["public", "extensions"]),
  max_rows: z.number().int().positive().default(1000),
}).transform((t) => ({
  port: t.port,
  schemas: t.schemas,
  extraSearchPath: t.extra_search_path,
  maxRows: t.max_rows,
}));

const Db = table({
  port: port.default(54322),
  major_version: z.literal(17, "must be 17, the version that the stack brings along").default(17),
  vault: z.record(z.string(), z.string()).default({}),
  migrations: table({ enabled: z.boolean().default(true) }),
  seed: table({ enabled: z.boolean().default(true), sql_paths: z.array(z.string()).default(["./seed.sql"]) }),
}).transform((t) => ({
  port: t.port,
  /** Secrets for `vault.secrets`, by name. */
  vault: t.vault,
  migrationsEnabled: t.migrations.enabled,
  seedPaths: t.seed.enabled ? t.seed.sql_paths : [],
}));

const Auth = table({
  site_url: z.string().default("http://127.0.0.1:3000"),
  additional_redirect_urls: z.array(z.string()).default([]),
  jwt_expiry: z.number().int().positive().max(168 * HOUR).default(HOUR),
  jwt_secret: z.string().min(16).optional(),
  jwt_issuer: z.string().optional(),
  publishable_key: z.string().optional(),
  secret_key: z.string().optional(),
  anon_key: z.string().optional(),
  service_role_key: z.string().optional(),
  enable_signup: z.boolean().default(true),
  enable_anonymous_sign_ins: z.boolean().default(false),
  refresh_token_reuse_interval: z.number().int().min(0).default(10),
  minimum_password_length: z.number().int().min(1).default(6),
  email: table({
    enable_signup: z.boolean().default(true),
    enable_confirmations: z.boolean().default(false),
    otp_length: z.number().int().min(6).max(10).default(6),
    otp_expiry: z.number().int().positive().default(HOUR),
  }),
}).transform((t) => ({
  siteUrl: t.site_url,
  additionalRedirectUrls: t.additional_redirect_urls,
  /** Seconds that an access token is valid. */
  jwtExpiry: t.jwt_expiry,
  jwtSecret: t.jwt_secret,
  jwtIssuer: t.jwt_issuer,
  publishableKey: t.publishable_key,
  secretKey: t.secret_key,
  anonKey: t.anon_key,
  serviceRoleKey: t.service_role_key,
  enableSignup: t.enable_signup,
  enableAnonymousSignIns: t.enable_anonymous_sign_ins,
  /** Seconds in which a used refresh token is still taken, for clients that lost the answer. */
  refreshTokenReuseInterval: t.refresh_token_reuse_interval,
  minimumPasswordLength: t.minimum_password_length,
  email: {
    enableSignup: t.email.enable_signup,
    enableConfirmations: t.email.enable_confirmations,
    otpLength: t.email.otp_length,
    otpExpiry: t.email.otp_expiry,
  },
}));

const Bucket = z.object({
  public: z.boolean().default(false),
  file_size_limit: bytes.optional(),
  allowed_mime_types: z.array(z.string()).optional(),
}).transform((t) => ({
  public: t.public,
  fileSizeLimit: t.file_size_limit,
  allowedMimeTypes: t.allowed_mime_types,
}));

const Storage = table({
  file_size_limit: bytes.default(50 * 1024 * 1024),
  buckets: z.record(z.string(), Bucket).default({}),
}).transform((t) => ({
  /** Bytes, over all buckets; a bucket's own limit can only be lower. */
  fileSizeLimit: t.file_size_limit,
  buckets: t.buckets,
}));

const Function = z.object({
  enabled: z.boolean().default(true),
  verify_jwt: z.boolean().default(true),
  entrypoint: z.string().optional(),
  import_map: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
}).transform((t) => ({
  enabled: t.enabled,
  verifyJwt: t.verify_jwt,
  /** Relative to the `supabase` folder; by default `functions/<name>/index.ts`. */
  entrypoint: t.entrypoint,
  /** Relative to the `supabase` folder; by default `functions/<name>/deno.json`. */
  importMap: t.import_map,
  env: t.env,
}));

const File = z.object({
  api: Api,
  db: Db,
  auth: Auth,
  storage: Storage,
  local_smtp: table({ smtp_port: port.optional() }),
  edge_runtime: table({
    policy: z.enum(["per_worker", "oneshot"]).default("per_worker"),
    secrets: z.record(z.string(), z.string()).default({}),
  }),
  functions: z.record(z.string(), Function).default({}),
}).transform((t) => ({
  api: t.api,
  db: t.db,
  auth: t.auth,
  storage: t.storage,
  mail: { smtpPort: t.local_smtp.smtp_port },
  edgeRuntime: t.edge_runtime,
  /** By name; a function that the file does not name has the defaults of {@link functionConfig}. */
  functions: t.functions,
}));

export type StackConfig = z.output<typeof File>;
export type FunctionConfig = z.output<typeof Function>;

/** The settings of a function, which hold also for one that `config.toml` does not name. */
export function functionConfig(config: StackConfig, name: string): FunctionConfig {
  return config.functions[name] ?? Function.parse({});
}

/**
 * Reads `config.toml` of a `supabase` folder.
 *
 * @param env looks up the variables that the file names as `env(NAME)`
 * @throws Error that names the file and the key when a value cannot be used
 */
export async function readConfig(
  projectDir: string,
  env: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Promise<StackConfig> {
  const path = join(projectDir, "config.toml");
  const text = await Deno.readTextFile(path).catch((cause) => {
    throw new Error(`Cannot read ${path}: the stack is started for a folder made by "supabase init".`, { cause });
  });
  return parseConfig(text, path, env);
}

/** {@link readConfig} on the text of the file; `path` only names it in errors. */
export function parseConfig(text: string, path: string, env: (name: string) => string | undefined): StackConfig {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (cause) {
    const line = cause instanceof TomlError ? ` (line ${cause.line})` : "";
    throw new Error(`Cannot read ${path}: it is not TOML${line}. ${String(cause).split("\n")[0]}`, { cause });
  }
  const result = File.safeParse(substituteEnv(raw, path, env));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Cannot use ${path}: ${problems.join("; ")}.`);
}

/** Tables whose values mean nothing to the stack itself: an unset variable there leaves the entry out. */
const OPTIONAL_TABLES =
  /^(db\.vault|edge_runtime\.secrets|functions\.[^.]+\.env)\.|^auth\.(external|sms|hook|email\.smtp)\./;

function substituteEnv(value: unknown, file: string, env: (name: string) => string | undefined, path = ""): unknown {
  if (Array.isArray(value)) return value.map((item, i) => substituteEnv(item, file, env, `${path}.${i}`));
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value)
      .map(([key, item]) => [key, substituteEnv(item, file, env, path === "" ? key : `${path}.${key}`)] as const)
      .filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries);
  }
  const name = typeof value === "string" ? /^env\((\w+)\)$/.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  const found = env(name);
  if (found !== undefined || OPTIONAL_TABLES.test(path)) return found;
  throw new Error(`Cannot use ${file}: ${path} names the variable ${name}, which is not set. Set ${name}.`);
}

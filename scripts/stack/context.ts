/**
 * What the parts of the embedded stack share. Each part is a module that takes a {@link StackContext} and gives back a
 * {@link Service}; `stack.ts` puts them together behind `gateway.ts`.
 *
 * @module
 */
import type { StackConfig } from "./config.ts";
import type { Keys } from "./keys.ts";

/** The claims of a JWT, or those that an API key stands for. */
export interface Claims {
  role: string;
  sub?: string;
  exp?: number;
  [claim: string]: unknown;
}

export interface StackContext {
  readonly config: StackConfig;
  readonly keys: Keys;
  /** Where clients reach the gateway, e.g. `http://127.0.0.1:54321`. */
  readonly publicUrl: string;
  /** Postgres as `supabase_admin`, a superuser: for the stack's own use, never for functions. */
  readonly adminUrl: string;
  /** Postgres as `postgres`, as hosted gives it to functions in `SUPABASE_DB_URL`. */
  readonly databaseUrl: string;
  /** The stack's one folder: data, objects, logs. */
  readonly stateDir: string;
  /** The project's `supabase` folder. */
  readonly projectDir: string;
  /** What functions find in their environment unless their own secrets say otherwise. */
  readonly functionDefaults?: Readonly<Record<string, string>>;
  readonly log: StackLog;
  /** Registers a child process to be ended when this process dies, however it dies. */
  guard(pid: number): void;
  /** Takes a child process that has ended off the guard's list. */
  unguard(pid: number): void;
}

export type StackLog = (source: string, level: "debug" | "info" | "warn" | "error", message: string) => void;

export interface Service {
  stop(): Promise<void>;
}

/** A service that answers HTTP behind the gateway, which has already verified the caller's key or token. */
export interface HttpService extends Service {
  /** `claims` are the caller's; a caller without a token has `{ role: "anon" }`. */
  handle(request: Request, claims: Claims): Promise<Response>;
}

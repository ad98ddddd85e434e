/**
 * Where the client finds its Supabase: the only place that reads the environment. A build for one project has the
 * values baked in; one build for any project reads `/config.json` from where it was loaded.
 *
 * @module
 */

declare global {
  interface ImportMeta {
    readonly env: Readonly<Record<string, string | undefined>>;
  }
}

export interface ClientConfig {
  /** Without a slash at the end. */
  readonly supabaseUrl: string;
  readonly publishableKey: string;
}

/** A setting is missing; the message names it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** @throws ConfigError when neither the build nor `/config.json` holds the publishable key. */
export async function loadConfig(): Promise<ClientConfig> {
  const builtIn = {
    supabaseUrl: import.meta.env.VITE_SUPABASE_URL,
    publishableKey: import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY,
  };
  const { supabaseUrl, publishableKey } = builtIn.publishableKey ? builtIn : await served();
  if (!publishableKey) {
    throw new ConfigError(
      "VITE_SUPABASE_PUBLISHABLE_KEY is not set. Set it when building the client, or serve a /config.json that has a " +
        '"publishableKey" beside the client.',
    );
  }
  return { supabaseUrl: (supabaseUrl ?? location.origin).replace(/\/$/, ""), publishableKey };
}

async function served(): Promise<Partial<ClientConfig>> {
  const response = await fetch("/config.json", { headers: { accept: "application/json" } });
  const isJson = response.headers.get("content-type")?.includes("json");
  return response.ok && isJson ? await response.json() : {};
}

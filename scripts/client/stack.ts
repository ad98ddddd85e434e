/**
 * Which Docmill a command talks to: the one named by the environment, else the stack that runs on this checkout, else one
 * started for the command alone.
 *
 * @module
 */
import { PROJECT_DIR, STATE_DIR } from "../folders.ts";
import { languageModel } from "../stack/language_model.ts";
import { startStack } from "../stack/stack.ts";
import { findStack } from "../stack/state_folder.ts";

export interface ReachedStack extends AsyncDisposable {
  readonly url: string;
  readonly publishableKey: string;
}

export async function useStack(): Promise<ReachedStack> {
  const url = Deno.env.get("SUPABASE_URL");
  if (url) {
    const publishableKey = Deno.env.get("SUPABASE_PUBLISHABLE_KEY") ?? Deno.env.get("SUPABASE_ANON_KEY");
    if (!publishableKey) throw new Error("SUPABASE_URL is set and SUPABASE_PUBLISHABLE_KEY is not: set both or none.");
    return { url, publishableKey, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const running = await findStack(STATE_DIR);
  if (running) return { ...running, [Symbol.asyncDispose]: () => Promise.resolve() };

  console.error("No stack is running here: starting one for this command.");
  const stateDir = await Deno.makeTempDir({ prefix: "docmill-" });
  const functionDefaults = languageModel();
  const stack = await startStack({
    projectDir: PROJECT_DIR,
    stateDir,
    ephemeral: true,
    durable: false,
    functionDefaults,
  });
  return { url: stack.url, publishableKey: stack.keys.publishableKey, [Symbol.asyncDispose]: () => stack.stop() };
}

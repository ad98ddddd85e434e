/**
 * The language model that whoever starts the stack has named in the environment.
 *
 * @module
 */
import { LLM_VARIABLES } from "../../supabase/functions/_shared/platform/config.ts";

/** Its variables, for functions: the rest of the environment is none of their business. */
export function languageModel(): Record<string, string> {
  const environment = Deno.env.toObject();
  return Object.fromEntries(LLM_VARIABLES.flatMap((name) => environment[name] ? [[name, environment[name]]] : []));
}

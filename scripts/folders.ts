/**
 * Where things are in the checkout.
 *
 * @module
 */
import { join } from "node:path";

export const ROOT = join(import.meta.dirname!, "..");
/** What the Supabase CLI calls the project: config.toml, migrations, functions. */
export const PROJECT_DIR = join(ROOT, "supabase");
/** Everything that a stack on this checkout keeps; ignored by git, removed by `npm run reset`. */
export const STATE_DIR = join(ROOT, ".docmill");
/** The built client. */
export const CLIENT_DIR = join(ROOT, "web", "dist");

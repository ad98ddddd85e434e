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
/**
 * Documents with known answers, one folder for each sort of them. They are no part of the project: only evaluations and
 * benches look at them, and say so where they are missing.
 */
export const EVALUATION_DATA = join(ROOT, "..", "shared", "data");
/** The built client. */
export const CLIENT_DIR = join(ROOT, "web", "dist");

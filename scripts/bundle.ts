/**
 * `npm run bundle`: makes what is deployed to hosted Supabase in `.docmill/hosted`, and weighs it:
 *
 *     npm run bundle
 *     npx supabase functions deploy --use-api --workdir .docmill/hosted
 *
 * Exit code 1 when a function is too heavy.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_DIR, STATE_DIR } from "./folders.ts";
import { bundleProject } from "./hosted/project.ts";
import { weigh } from "./hosted/weight.ts";
import { readConfig } from "./stack/config.ts";

const folder = join(STATE_DIR, "hosted");
const functions = await bundleProject(PROJECT_DIR, await readConfig(PROJECT_DIR), folder);
let fits = true;
for (const [name, files] of functions) {
  const weight = weigh(name, files);
  console.log(weight.sentence);
  fits &&= weight.fits;
}
if (!fits) console.error("Too heavy for hosted: load less, or read large files from the bucket `assets`.");
Deno.exit(fits ? 0 : 1);

/**
 * What `npm run worker` tells the JavaScript engine.
 *
 * @module
 */
import { join } from "node:path";
import { ROOT } from "../../folders.ts";

export async function workerFlags(): Promise<string[]> {
  const { scripts } = JSON.parse(await Deno.readTextFile(join(ROOT, "package.json")));
  return /--v8-flags=\S+/.exec(scripts.worker)?.slice() ?? [];
}

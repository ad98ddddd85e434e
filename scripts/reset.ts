/**
 * `npm run reset`: forgets everything that the embedded stack keeps: database, files, mails, logs. What it has only stored
 * to start faster stays, unless `--all` is given.
 *
 * @module
 */
import { join } from "node:path";
import { STATE_DIR } from "./folders.ts";
import { holdStateFolder } from "./stack/state_folder.ts";

try {
  const folder = await holdStateFolder(STATE_DIR);
  const kept = Deno.args.includes("--all") ? [] : ["cache"];
  const entries = await Array.fromAsync(Deno.readDir(STATE_DIR));
  const removed = entries.map((entry) => entry.name).filter((name) => !kept.includes(name) && name !== "lock");
  for (const name of removed) await Deno.remove(join(STATE_DIR, name), { recursive: true });
  await folder.release();
  console.log(removed.length === 0 ? `${STATE_DIR} was empty.` : `Cleared ${STATE_DIR}: ${removed.sort().join(", ")}.`);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}

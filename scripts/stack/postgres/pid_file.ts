import { join } from "node:path";
import { commandLine } from "../processes.ts";

/**
 * After a crash Postgres' pid file stays behind. Postgres sees through it, unless another process has got that id
 * meanwhile: after a restart of a container it regularly has. Then the file goes; a live server of this folder is an
 * error, since two servers on one folder destroy it.
 */
export async function removeStalePidFile(dataDir: string): Promise<void> {
  const path = join(dataDir, "postmaster.pid");
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) return;
  const pid = Number(text.split("\n")[0]);
  const command = await commandLine(pid);
  if (command === undefined) return;
  if (command.includes("postgres") && command.includes(dataDir)) {
    throw new Error(`Cannot start Postgres: process ${pid} already serves ${dataDir}. End it with "kill -INT ${pid}".`);
  }
  await Deno.remove(path);
}

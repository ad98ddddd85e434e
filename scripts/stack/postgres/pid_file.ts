import { join } from "node:path";
import { commandLine } from "../processes.ts";

/** How long a server whose stack was killed may take to shut down; the watchdog kills it after five seconds. */
const SHUTDOWN_MS = 8000;

/**
 * After a crash Postgres' pid file stays behind. Postgres sees through it, unless another process has got that id
 * meanwhile: after a restart of a container it regularly has. Then the file goes.
 *
 * A live server of this folder is what a killed stack has left, since its successor holds the folder's lock by now: the
 * watchdog is about to end it, and it is waited for. Two servers on one folder would destroy it.
 *
 * @throws Error when that server does not end
 */
export async function removeStalePidFile(dataDir: string): Promise<void> {
  const path = join(dataDir, "postmaster.pid");
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) return;
  const pid = Number(text.split("\n")[0]);
  const isServing = async () => {
    const command = await commandLine(pid);
    return command !== undefined && command.includes("postgres") && command.includes(dataDir);
  };
  const deadline = performance.now() + SHUTDOWN_MS;
  while (await isServing()) {
    if (performance.now() > deadline) {
      throw new Error(
        `Cannot start Postgres: process ${pid} already serves ${dataDir}. End it with "kill -INT ${pid}".`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // Of a process that is gone Postgres finds out more by the file: whether others still use its shared memory.
  if (await commandLine(pid) !== undefined) await Deno.remove(path);
}

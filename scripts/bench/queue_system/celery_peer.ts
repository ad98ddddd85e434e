/**
 * Celery on Redis, from Debian's packages, in its default settings and with a Redis that writes each change to the disk,
 * as Postgres does.
 *
 * @module
 */
import { join } from "node:path";
import { startGuard } from "../../stack/guard.ts";
import { freePort } from "../../stack/ports.ts";
import { pause } from "../clock.ts";
import { type Command, type Contender, processWorker } from "./contender.ts";

const PYTHON = "/usr/bin/python3";
const FOLDER = join(import.meta.dirname!, "programs");
const DURABLE = ["--appendonly", "yes", "--appendfsync", "always"];

/** @throws Error that says how to get it */
export async function celeryContenders(resources: AsyncDisposableStack): Promise<Contender[]> {
  const there = await succeeds(PYTHON, ["-c", "import celery, redis"]) && await succeeds("redis-server", ["--version"]);
  if (!there) throw new Error("install it: apt-get install redis-server python3-celery python3-redis");
  const contender = async (name: string, redisArgs: readonly string[]): Promise<Contender> => {
    const port = await startRedis(resources, redisArgs);
    const command = (args: readonly string[]): Command => ({
      program: PYTHON,
      args,
      cwd: FOLDER,
      env: {
        BROKER: `redis://127.0.0.1:${port}/0`,
        C_FORCE_ROOT: "1",
        PYTHONWARNINGS: "ignore",
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
    const worker = ["-m", "celery", "--app=celery_bench", "worker", "--concurrency=2", "--loglevel=ERROR"];
    return {
      name,
      sender: command(["celery_bench.py", "send"]),
      work: () => processWorker(command(worker)),
      remaining: async () => await count(port, "llen", "celery") + await count(port, "hlen", "unacked"),
    };
  };
  return [await contender("Celery, Redis", []), await contender("Celery, Redis synced", DURABLE)];
}

async function startRedis(resources: AsyncDisposableStack, args: readonly string[]): Promise<number> {
  const port = freePort();
  const folder = await Deno.makeTempDir({ prefix: "docmill-bench-redis-" });
  const child = new Deno.Command("redis-server", {
    args: ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--daemonize", "no", ...args],
    stdout: "null",
  }).spawn();
  const guard = startGuard();
  await guard.add(child.pid);
  await guard.addFolder(folder);
  resources.defer(async () => {
    await guard.close();
    child.kill("SIGTERM");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  });
  while (!await succeeds("redis-cli", ["-p", String(port), "ping"])) await pause(50);
  return port;
}

async function count(port: number, command: string, key: string): Promise<number> {
  const { stdout } = await new Deno.Command("redis-cli", { args: ["-p", String(port), command, key] }).output();
  return Number(new TextDecoder().decode(stdout).trim());
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

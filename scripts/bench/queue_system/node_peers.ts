/**
 * graphile-worker and pg-boss, on the stack's own Postgres, with a Node that is new enough for them: installed from npm
 * into a folder that only the bench uses.
 *
 * @module
 */
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { STATE_DIR } from "../../folders.ts";
import type { BenchStack } from "../bench_stack.ts";
import { type Contender, processWorker } from "./contender.ts";

const FOLDER = join(STATE_DIR, "bench", "peers");
const NODE = `node-${Deno.build.os}-${Deno.build.arch === "x86_64" ? "x64" : "arm64"}`;
const PACKAGES = ["graphile-worker@0.18.0", "pg-boss@12.35.0", `${NODE}@22.23.3`];
const PROGRAMS = ["protocol.mjs", "graphile-worker.mjs", "pg-boss.mjs"];

/** @throws Error that says why they cannot be had */
export async function nodeContenders({ sql, databaseUrl }: BenchStack): Promise<Contender[]> {
  await installPeers();
  const command = (program: string, mode: string, options: unknown) => ({
    program: join(FOLDER, "node_modules", NODE, "bin", "node"),
    args: [join(FOLDER, program), mode],
    cwd: FOLDER,
    env: {
      DATABASE_URL: databaseUrl,
      OPTIONS: JSON.stringify(options),
      NODE_ENV: "production",
      // graphile-worker writes a line for each finished job otherwise.
      NO_LOG_SUCCESS: "1",
    },
  });
  const count = async (query: string) => (await sql.unsafe<{ n: number }[]>(query))[0]!.n;
  const graphile = (name: string, settings: Record<string, unknown>): Contender => {
    const schema = name.replaceAll(/\W+/g, "_");
    const options = { ...settings, schema };
    return {
      name,
      sender: command("graphile-worker.mjs", "send", options),
      work: () => processWorker(command("graphile-worker.mjs", "work", options)),
      remaining: () => count(`select count(*)::int as n from ${schema}._private_jobs`),
    };
  };
  const boss = (name: string, options: Record<string, unknown>, secondsAJob = 0): Contender => {
    const all = { name: name.replaceAll(/\W+/g, "-"), ...options };
    const waits = `select count(*)::int as n from pgboss.job where name = '${all.name}' and state < 'completed'`;
    return {
      name,
      secondsAJob,
      sender: command("pg-boss.mjs", "send", all),
      work: () => processWorker(command("pg-boss.mjs", "work", all)),
      remaining: () => count(waits),
    };
  };
  return [
    // Its documentation's starting point for batching.
    graphile("graphile-worker, batched", {
      concurrentJobs: 10,
      localQueue: { size: 11 },
      completeJobBatchDelay: 250,
      failJobBatchDelay: 250,
    }),
    graphile("graphile-worker", { concurrentJobs: 10 }),
    boss("pg-boss, tuned", {
      boss: { useListenNotify: true },
      queue: { notify: true },
      work: { localConcurrency: 10, batchSize: 10, burstWhenBatchFull: true },
    }),
    boss("pg-boss", {}, 2),
  ];
}

/** @returns the folder of their packages */
export async function installPeers(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  for (const program of PROGRAMS) {
    await copyFile(join(import.meta.dirname!, "programs", program), join(FOLDER, program));
  }
  const { success, stderr } = await new Deno.Command("npm", {
    args: ["install", "--no-save", "--ignore-scripts", "--prefix", FOLDER, ...PACKAGES],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`npm cannot install ${PACKAGES.join(", ")}: ${new TextDecoder().decode(stderr)}`);
  return FOLDER;
}

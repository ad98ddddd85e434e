/**
 * The same documents as jobs through the whole system, beside pdfplumber reading them in one process: from the first upload
 * to the end of the last job, everything that a job costs included.
 *
 * @module
 */
import postgres from "postgres";
import { openFeed } from "../../client/feed.ts";
import { createJob } from "../../client/jobs.ts";
import { openSession } from "../../client/session.ts";
import { type Stack, startStack } from "../../stack/stack.ts";
import { now } from "../clock.ts";
import { measure } from "../process_cost.ts";
import { processWorker } from "../queue_system/contender.ts";
import { figure, median, table } from "../statistics.ts";
import type { Program } from "./programs.ts";
import { workerFlags } from "./worker_flags.ts";

const ROUNDS = 3;
const WORKER = new URL("../../worker.ts", import.meta.url).pathname;

/** Reads all files, and tells how many seconds that took. */
type Way = () => Promise<number>;

export async function throughTheSystem(
  files: readonly string[],
  pages: number,
  peer: Program | undefined,
  say: (text: string) => void,
): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const killed: string[] = [];
  const stack = resources.adopt(
    await startStack({
      ephemeral: true,
      durable: true,
      log: (source, level, message) => void (source === "process-job" && level === "error" && killed.push(message)),
    }),
    (each) => each.stop(),
  );
  const ways: Record<string, Way> = {
    "jobs, Edge functions": () => asJobs(stack, files, "edge"),
    "jobs, npm run worker": () => withWorker(stack, () => asJobs(stack, files, "worker")),
    ...peer &&
      { "pdfplumber, one process": async () => (await measure([...peer.command, ...files], peer.env)).seconds },
  };
  const seconds = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) seconds.get(name)!.push(await way());
  }
  const speeds = [...seconds].map(([name, all]) => [name, pages / median(all)] as const);
  const slowest = speeds.find(([name]) => name.startsWith("pdfplumber"))?.[1] ?? NaN;
  say(
    `\nThe same documents, each a job, sent at once through the whole stack, hosted limits enforced (${navigator.hardwareConcurrency} cores); pdfplumber takes one of them. Median of ${ROUNDS} rounds, ${killed.length} invocations ended by a limit or an error:\n`,
  );
  say(table(
    ["", "s", "pages/s wall", "× pdfplumber"],
    speeds.map(([name, speed]) => [name, ...[pages / speed, speed, speed / slowest].map(figure)]),
  ));
}

/** Uploads all files and waits until each has become a completed job. */
async function asJobs(stack: Stack, files: readonly string[], target: "edge" | "worker"): Promise<number> {
  const sql = postgres(stack.adminUrl, { max: 1, onnotice: () => {} });
  await sql`update queue.kinds set target = ${target} where kind = 'pdf-to-csv'`;
  await sql.end();
  const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
  const feed = await openFeed(session);
  const contents = await Promise.all(files.map(async (path) => ({ path, content: await Deno.readFile(path) })));
  const started = now();
  const ended = await Promise.all(contents.map(async ({ path, content }) => {
    const name = path.split("/").at(-1)!;
    return await feed.watch(await createJob(session, { kind: "pdf-to-csv", files: [{ name, content }] }));
  }));
  const seconds = (now() - started) / 1000;
  await feed.close();
  await session.close();
  const failed = ended.find((job) => job.status !== "completed");
  if (failed) throw new Error(`${failed.title} has ${failed.status}: ${failed.error?.detail}`);
  return seconds;
}

/** `npm run worker`, which has started before the time is taken, as a service has. */
async function withWorker(stack: Stack, work: Way): Promise<number> {
  const worker = processWorker({
    program: Deno.execPath(),
    args: ["run", "-A", ...await workerFlags(), WORKER, "--kinds", "pdf-to-csv"],
    env: { SUPABASE_URL: stack.url, SUPABASE_SECRET_KEY: stack.keys.secretKey, SUPABASE_DB_URL: stack.databaseUrl },
  });
  try {
    return await work();
  } finally {
    await worker.stop();
  }
}

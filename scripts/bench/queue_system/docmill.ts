/**
 * Ours: by the Edge (trigger, pg_net, process-job) and by `npm run worker` over a direct connection.
 *
 * @module
 */
import { join } from "node:path";
import type { BenchStack } from "../bench_stack.ts";
import type { Marks } from "../marks.ts";
import { type Contender, processWorker, type Working } from "./contender.ts";

const SENDER = join(import.meta.dirname!, "programs", "docmill.ts");

/** As many at once as graphile-worker works on, and as pg-boss and graphile-worker have in hand when they are tuned. */
const SLOTS = [10, 50];

export async function docmillContenders(stack: BenchStack): Promise<Contender[]> {
  const { sql } = stack;
  const { userId } = await stack.guest();
  const sender = (kind: string) => ({
    program: Deno.execPath(),
    args: ["run", "-A", SENDER, stack.databaseUrl, userId, kind],
  });
  const remaining = async (kind: string) => {
    const [row] = await sql<{ n: number }[]>`
      select (select count(*)::int from queue.waiting where kind = ${kind})
        + (select count(*)::int from queue.leases where kind = ${kind}) as n`;
    return row!.n;
  };
  const contenders: Contender[] = [];
  for (const amount of SLOTS) {
    const edge = `bench-edge-${amount}`;
    const worker = `bench-worker-${amount}`;
    const slots = { max_running: amount, max_per_owner: amount };
    await stack.addKind(edge, { ...slots, enabled: false });
    await stack.addKind(worker, { target: "worker", ...slots });
    contenders.push({
      name: `Docmill, Edge, ${amount} at once`,
      sender: sender(edge),
      async work() {
        await stack.warm(["process-job"]);
        await sql`update queue.kinds set enabled = true where kind = ${edge}`;
        await sql`select queue.dispatch(${edge})`;
        return {
          marks: stack.marks,
          stop: async () => void await sql`update queue.kinds set enabled = false where kind = ${edge}`,
        };
      },
      remaining: () => remaining(edge),
    }, {
      name: `Docmill, worker, ${amount} at once`,
      sender: sender(worker),
      work: () => startWorker(stack, worker, amount),
      remaining: () => remaining(worker),
    });
  }
  return contenders;
}

/** `npm run worker` for one kind. */
export function startWorker(
  { url, keys, databaseUrl, project }: BenchStack,
  kind: string,
  concurrency: number,
  marks?: Marks,
): Working {
  const command = {
    program: Deno.execPath(),
    args: ["run", "-A", "--no-lock", project.worker, "--kinds", kind, "--concurrency", String(concurrency)],
    cwd: project.folder,
    env: { SUPABASE_URL: url, SUPABASE_SECRET_KEY: keys.secretKey, SUPABASE_DB_URL: databaseUrl },
  };
  return processWorker(command, marks);
}

/** Kills the isolates of a function that this process's stack runs. @returns how many */
export function killFunction(name: string): number {
  let killed = 0;
  for (const { name: pid } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1];
      const isolate = Deno.readTextFileSync(`/proc/${pid}/cmdline`).includes(`/functions/${name}/index.ts`);
      if (Number(parent) !== Deno.pid || !isolate) continue;
      Deno.kill(Number(pid), "SIGKILL");
      killed++;
    } catch {
      // It has ended meanwhile.
    }
  }
  return killed;
}

/**
 * A session idle in a transaction while tens of thousands of jobs wait: too many to write their table anew. What a call
 * costs is told by the server's own CPU time, so nothing else on the machine matters.
 *
 * @module
 */
import type postgres from "postgres";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import { figure, median, table } from "../statistics.ts";
import { bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";
import { serverCpuOf } from "./server_cpu.ts";

const KIND = "bench";
const WAITING = 60_000;
const DONE = 24_000;
const STAGES = 4;
/** As a busy worker does (completions.ts). */
const UPKEEP_EVERY = 500;
const AT_ONCE = [1, 10];
const CALLS = UPKEEP_EVERY / 10;

export async function measureIdleBacklog(say: (text: string) => void): Promise<void> {
  await using database = await bareDatabase();
  const { sql } = database;
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await sql`insert into queue.kinds ${sql({ kind: KIND, ...limits })}`;
  const owners = await database.owners(10);
  await addWaiting(sql, KIND, owners, WAITING);
  const [working, sitting] = [database.connect(), database.connect()];
  const flow = await BusyWorker.start(working);
  await flow.goOn(UPKEEP_EVERY);

  const before = await flow.measure();
  const rows = [["nobody sits", ...before.flatMap((ms) => [figure(ms), "1.00×"])]];
  await sitting.begin("isolation level repeatable read", async (tx) => {
    await tx`select pg_current_xact_id(), count(*) from public.jobs`;
    for (let stage = 1; stage <= STAGES; stage++) {
      const amount = DONE / STAGES;
      await flow.goOn(amount);
      await addWaiting(sql, KIND, owners, amount);
      const now = await flow.measure();
      const name = `${(stage * amount).toLocaleString("en")} done behind it`;
      rows.push([name, ...now.flatMap((ms, i) => [figure(ms), `${figure(ms / before[i]!)}×`])]);
    }
  });
  await Promise.all([working.end(), sitting.end()]);
  say(`\n${WAITING.toLocaleString("en")} jobs waiting; ms of the server's CPU to complete jobs and begin as many:\n`);
  say(table(["", ...AT_ONCE.flatMap((amount) => [`${amount} at once`, "ratio"])], rows));
}

/** Completes jobs and begins the next over one connection. */
class BusyWorker {
  private constructor(
    private readonly sql: postgres.Sql,
    private readonly rpc: ReturnType<typeof createPostgresRpc>,
    private readonly cpuMs: () => number,
  ) {}

  static async start(sql: postgres.Sql): Promise<BusyWorker> {
    return new BusyWorker(sql, createPostgresRpc(sql), await serverCpuOf(sql));
  }

  async goOn(jobs: number): Promise<void> {
    for (let done = 0; done < jobs; done += UPKEEP_EVERY) {
      await this.#calls(50, UPKEEP_EVERY / 50);
      await this.#upkeep();
    }
  }

  async #upkeep(): Promise<void> {
    await this.sql`select pg_stat_force_next_flush()`;
    await this.rpc("compact_queue", {});
  }

  /** @returns the median of a call, in milliseconds of CPU, for each number of jobs at once */
  async measure(): Promise<number[]> {
    const medians = [];
    for (const amount of AT_ONCE) {
      medians.push(median(await this.#calls(amount, CALLS)));
      await this.#upkeep();
    }
    return medians;
  }

  async #calls(amount: number, calls: number): Promise<number[]> {
    let held = await this.rpc<Assignment[]>("claim_jobs", { p_kinds: [KIND], p_limit: amount });
    const costs = [];
    for (let call = 1; call <= calls; call++) {
      const jobs = held.map(({ job, token }) => ({ job_id: job.id, token, result: {}, step: {}, next: call < calls }));
      const before = this.cpuMs();
      const answers = await this.rpc<{ next: Assignment }[]>("complete_jobs", { p_jobs: jobs });
      if (call < calls) costs.push(this.cpuMs() - before);
      held = answers.map(({ next }) => next);
    }
    return costs;
  }
}

/**
 * A session idle in a transaction while tens of thousands of jobs wait: too many to write their table anew. Two servers do
 * the same, one of them with such a session. What a call costs is told by the server's own CPU time, so little else on the
 * machine matters.
 *
 * @module
 */
import type postgres from "postgres";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import { figure, median, table } from "../statistics.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
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
  await using quiet = await openBacklog();
  await using disturbed = await openBacklog();
  const rows: string[][] = [];
  const sitting = disturbed.database.connect();
  await sitting.begin("isolation level repeatable read", async (tx) => {
    await tx`select pg_current_xact_id(), count(*) from public.jobs`;
    for (let stage = 1; stage <= STAGES; stage++) {
      const amount = DONE / STAGES;
      const without = await quiet.measureAfter(amount);
      const behind = await disturbed.measureAfter(amount);
      const cells = behind.flatMap((ms, i) => [figure(without[i]!), figure(ms), `${figure(ms / without[i]!)}×`]);
      rows.push([`after ${(stage * amount).toLocaleString("en")} jobs`, ...cells]);
    }
  });
  await sitting.end();
  say(`\n${WAITING.toLocaleString("en")} jobs waiting; ms of the server's CPU to complete jobs and begin as many:\n`);
  say(table(["", ...AT_ONCE.flatMap((amount) => [`${amount} at once: without`, "behind it", "ratio"])], rows));
}

async function openBacklog(): Promise<Backlog> {
  const database = await bareDatabase();
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await database.sql`insert into queue.kinds ${database.sql({ kind: KIND, ...limits })}`;
  const owners = await database.owners(10);
  await addWaiting(database.sql, KIND, owners, WAITING);
  const connection = database.connect();
  const worker = await BusyWorker.start(connection);
  await worker.goOn(UPKEEP_EVERY);
  return new Backlog(database, owners, connection, worker);
}

/** Always as many jobs waiting, and one worker. */
class Backlog {
  constructor(
    readonly database: BareDatabase,
    private readonly owners: readonly string[],
    private readonly connection: postgres.Sql,
    private readonly worker: BusyWorker,
  ) {}

  /** @returns as {@link BusyWorker.measure}, once so many jobs more are done */
  async measureAfter(jobs: number): Promise<number[]> {
    await this.worker.goOn(jobs);
    await addWaiting(this.database.sql, KIND, this.owners, jobs);
    return await this.worker.measure();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.end();
    await this.database[Symbol.asyncDispose]();
  }
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

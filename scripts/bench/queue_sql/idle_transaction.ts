/**
 * A session that sits idle in a transaction keeps dead rows from being removed, the old weakness of queues in Postgres.
 * Two servers do the same work in short turns, one of them with such a session: so whatever else the machine does
 * meanwhile meets both alike.
 *
 * @module
 */
import { now, pause } from "../clock.ts";
import { figure, quantile, table } from "../statistics.ts";
import { startCompacting } from "./compacting.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";
import { Verbs } from "./operations.ts";

const KIND = "bench";
const WAITING = 1000;
const PACED_PER_SECOND = 100;
const TURN_SECONDS = 2;

/** @param seconds how long each of the two works at each pace */
export async function measureIdleTransaction(seconds: number, say: (text: string) => void): Promise<void> {
  const rows = [];
  for (const pace of [PACED_PER_SECOND, Infinity]) {
    await using quiet = await openFlow(pace);
    await using disturbed = await openFlow(pace);
    for (const flow of [quiet, disturbed]) await flow.run(TURN_SECONDS);
    const sitting = disturbed.database.connect();
    const [base, during] = await sitting.begin("isolation level repeatable read", async (tx) => {
      await tx`select pg_current_xact_id(), count(*) from public.jobs`;
      const times: [number[], number[]] = [[], []];
      for (let spent = 0; spent < seconds; spent += TURN_SECONDS) {
        times[0].push(...await quiet.run(TURN_SECONDS));
        times[1].push(...await disturbed.run(TURN_SECONDS));
      }
      return times;
    });
    await sitting.end();

    const lateHalf = (times: readonly number[]) => times.slice(times.length / 2);
    const series = {
      "without": base,
      "idle in transaction": during,
      "without, second half": lateHalf(base),
      "idle in transaction, second half": lateHalf(during),
    };
    const name = pace === Infinity ? "as fast as it goes" : `${pace} jobs/s`;
    for (const [what, times] of Object.entries(series)) {
      const to = what.includes("second") ? lateHalf(base) : base;
      const ratio = `${figure(quantile(times, 0.5) / quantile(to, 0.5))}×`;
      rows.push([
        `${name}: ${what}`,
        ...[0.5, 0.95].map((q) => figure(quantile(times, q))),
        ratio,
        String(times.length),
      ]);
    }
  }
  say(`Ms to complete a job and begin the next, ${seconds} s of work each, in turns of ${TURN_SECONDS} s:\n`);
  say(table(["", "p50", "p95", "ratio of p50", "jobs"], rows));
}

async function openFlow(pace: number): Promise<Flow> {
  const database = await bareDatabase();
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await database.sql`insert into queue.kinds ${database.sql({ kind: KIND, ...limits })}`;
  const owners = await database.owners(10);
  await addWaiting(database.sql, KIND, owners, WAITING);
  return new Flow(database, owners, pace);
}

/** Jobs that come and go over one connection. */
class Flow {
  readonly #connection;
  readonly #verbs: Verbs;
  readonly #compacting: AsyncDisposable;
  #count = 0;

  constructor(
    readonly database: BareDatabase,
    private readonly owners: readonly string[],
    private readonly pace: number,
  ) {
    this.#connection = database.connect();
    this.#verbs = new Verbs(this.#connection, KIND);
    this.#compacting = startCompacting(database.sql);
  }

  /** @returns the milliseconds that each took to complete and begin the next */
  async run(seconds: number): Promise<number[]> {
    const before = this.#verbs.times["complete and begin next"]?.length ?? 0;
    let job = await this.#verbs.claim();
    const started = now();
    for (let i = 0; now() - started < seconds * 1000; i++) {
      await this.#verbs.enqueue(this.owners[this.#count++ % this.owners.length]!);
      job = await this.#verbs.completeAndNext(job);
      await pause(Math.max(0, started + (i + 1) * 1000 / this.pace - now()));
    }
    await this.#verbs.complete(job);
    await this.#verbs.enqueue(this.owners[0]!);
    return this.#verbs.times["complete and begin next"]!.slice(before);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#compacting[Symbol.asyncDispose]();
    await this.#connection.end();
    await this.database[Symbol.asyncDispose]();
  }
}

/**
 * A session that sits idle in a transaction keeps dead rows from being removed, the old weakness of queues in Postgres.
 * Two servers do the same work in short turns, one of them with such a session: so whatever else the machine does
 * meanwhile meets both alike.
 *
 * @module
 */
import { Completions } from "../../../supabase/functions/_shared/engine/completions.ts";
import type { Assignment } from "../../../supabase/functions/_shared/engine/queue.ts";
import type { Rpc } from "../../../supabase/functions/_shared/platform/rpc.ts";
import { createPostgresRpc } from "../../worker/rpc_postgres.ts";
import { now, pause } from "../clock.ts";
import { figure, mean, quantile, table } from "../statistics.ts";
import { startCompacting } from "./compacting.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addWaiting } from "./fill.ts";

const KIND = "bench";
const WAITING = 1000;
const TURN_SECONDS = 2;

interface Pace {
  readonly name: string;
  /** Jobs completed together, and as many begun. */
  readonly atOnce: number;
  readonly perSecond: number;
}

const PACES: readonly Pace[] = [
  { name: "100 jobs/s", atOnce: 1, perSecond: 100 },
  { name: "as fast as it goes", atOnce: 1, perSecond: Infinity },
  { name: "ten at once, as fast as it goes", atOnce: 10, perSecond: Infinity },
];

/** @param seconds how long each of the two works at each pace */
export async function measureIdleTransaction(seconds: number, say: (text: string) => void): Promise<void> {
  const rows = [];
  for (const pace of PACES) {
    await using quiet = await openFlow(pace);
    await using disturbed = await openFlow(pace);
    for (const flow of [quiet, disturbed]) await flow.run(TURN_SECONDS);
    const sitting = disturbed.database.connect();
    const [without, behind] = await sitting.begin("isolation level repeatable read", async (tx) => {
      await tx`select pg_current_xact_id(), count(*) from public.jobs`;
      const times: [number[], number[]] = [[], []];
      for (let spent = 0; spent < seconds; spent += TURN_SECONDS) {
        times[0].push(...await quiet.run(TURN_SECONDS));
        times[1].push(...await disturbed.run(TURN_SECONDS));
      }
      return times;
    });
    await sitting.end();
    rows.push(
      row(`${pace.name}: without`, without, without, pace),
      row(`${pace.name}: behind it`, behind, without, pace),
    );
  }
  say(
    `Ms to complete jobs and begin as many, upkeep included, ${seconds} s of work each, in turns of ${TURN_SECONDS} s:\n`,
  );
  say(table(["", "p50", "p95", "mean", "ratio of p50", "of means", "jobs"], rows));
}

function row(name: string, times: readonly number[], base: readonly number[], { atOnce }: Pace): string[] {
  return [
    name,
    ...[quantile(times, 0.5), quantile(times, 0.95), mean(times)].map(figure),
    `${figure(quantile(times, 0.5) / quantile(base, 0.5))}×`,
    `${figure(mean(times) / mean(base))}×`,
    (times.length * atOnce).toLocaleString("en"),
  ];
}

async function openFlow(pace: Pace): Promise<Flow> {
  const database = await bareDatabase();
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await database.sql`insert into queue.kinds ${database.sql({ kind: KIND, ...limits })}`;
  const owners = await database.owners(10);
  await addWaiting(database.sql, KIND, owners, WAITING);
  return new Flow(database, owners, pace);
}

/** Jobs that come and go over one connection, as a worker completes them. */
class Flow {
  readonly #connection;
  readonly #rpc: Rpc;
  readonly #completions: Completions;
  readonly #compacting: AsyncDisposable;
  #added = 0;

  constructor(
    readonly database: BareDatabase,
    private readonly owners: readonly string[],
    private readonly pace: Pace,
  ) {
    this.#connection = database.connect();
    this.#rpc = createPostgresRpc(this.#connection);
    this.#completions = new Completions(this.#rpc);
    this.#compacting = startCompacting(database.sql);
  }

  /** @returns the milliseconds that it took each time to complete jobs and begin as many */
  async run(seconds: number): Promise<number[]> {
    const { atOnce, perSecond } = this.pace;
    const times = [];
    let held = await this.#rpc<Assignment[]>("claim_jobs", { p_kinds: [KIND], p_limit: atOnce });
    const started = now();
    for (let i = 1; now() - started < seconds * 1000; i++) {
      await this.#add(atOnce);
      const sent = now();
      held = await this.#complete(held, true);
      times.push(now() - sent);
      await pause(Math.max(0, started + i * atOnce * 1000 / perSecond - now()));
    }
    await this.#complete(held, false);
    await this.#add(atOnce);
    return times;
  }

  async #complete(held: readonly Assignment[], goesOn: boolean): Promise<Assignment[]> {
    const answers = await Promise.all(held.map((job) => this.#completions.add(job, {}, {}, goesOn)));
    return answers.flatMap((answer) => "next" in answer ? answer.next ?? [] : []);
  }

  async #add(amount: number): Promise<void> {
    const owners = Array.from({ length: amount }, () => this.owners[this.#added++ % this.owners.length]!);
    await this.#connection`
      insert into public.jobs (owner, kind, title) select owner, ${KIND}, 'bench' from unnest(${owners}::uuid[]) owner`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#compacting[Symbol.asyncDispose]();
    await this.#connection.end();
    await this.database[Symbol.asyncDispose]();
  }
}

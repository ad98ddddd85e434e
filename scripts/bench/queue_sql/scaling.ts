/**
 * What the verbs cost while few or many jobs wait, and with many done: it shall make no difference.
 *
 * @module
 */
import { now } from "../clock.ts";
import { figure, median, table } from "../statistics.ts";
import { type BareDatabase, bareDatabase } from "./database.ts";
import { addFinished, addWaiting } from "./fill.ts";
import { Verbs } from "./operations.ts";

const KIND = "bench";
const CONNECTIONS = 4;

interface Level {
  readonly name: string;
  readonly owners: number;
  readonly waiting: number;
  readonly finished: number;
}

const LEVELS: readonly Level[] = [
  { name: "1,000 waiting", owners: 100, waiting: 1000, finished: 0 },
  { name: "100,000 waiting", owners: 100, waiting: 100_000, finished: 0 },
  { name: "1,000,000 waiting", owners: 100, waiting: 1_000_000, finished: 0 },
  { name: "1,000,000 waiting, 10,000 owners", owners: 10_000, waiting: 1_000_000, finished: 0 },
  { name: "1,000 waiting, 1,000,000 done", owners: 100, waiting: 1000, finished: 1_000_000 },
];

type Times = Record<string, number[]>;

interface Measured {
  readonly name: string;
  readonly database: BareDatabase;
  readonly owners: readonly string[];
  readonly times: Times;
  readonly perSecond: number[];
}

/**
 * Measures all levels in turn, round by round, each in a server of its own: so whatever else the machine does meanwhile
 * meets all of them alike.
 */
export async function measureScaling(rounds: number, calls: number, say: (text: string) => void): Promise<void> {
  await using servers = new AsyncDisposableStack();
  const measured: Measured[] = [];
  for (const level of LEVELS) measured.push(await prepare(servers.use(await bareDatabase()), level));
  // The first round makes plans and fills caches.
  for (let round = 0; round <= rounds; round++) {
    for (const { database, owners, times, perSecond } of measured) {
      const verbs = await callAll(database, owners, calls);
      const rate = await throughput(database, owners, calls);
      if (round === 0) continue;
      for (const [verb, values] of Object.entries(verbs)) (times[verb] ??= []).push(...values);
      perSecond.push(rate);
    }
  }
  report(measured, say);
}

async function prepare(database: BareDatabase, level: Level): Promise<Measured> {
  const { sql } = database;
  const limits = { target: "worker", max_running: 10_000, max_per_owner: 10_000 };
  await sql`insert into queue.kinds ${sql({ kind: KIND, ...limits })}`;
  const owners = await database.owners(level.owners);
  await addFinished(sql, KIND, owners, level.finished);
  await addWaiting(sql, KIND, owners, level.waiting);
  return { name: level.name, database, owners, times: {}, perSecond: [] };
}

function report(measured: readonly Measured[], say: (text: string) => void): void {
  const [base] = measured;
  const verbs = Object.keys(base!.times);
  const medians = ({ times }: Measured) => verbs.map((verb) => median(times[verb]!));
  say(`Median ms of a call from one connection, ${base!.times[verbs[0]!]!.length} calls each:\n`);
  say(table(["", ...verbs], measured.map((each) => [each.name, ...medians(each).map(figure)])));
  say("\nThe same as ratios to the first row:\n");
  const ratios = (each: Measured) => medians(each).map((value, i) => `${figure(value / medians(base!)[i]!)}×`);
  say(table(["", ...verbs], measured.slice(1).map((each) => [each.name, ...ratios(each)])));
  say(`\nWhole jobs (enqueue, complete and begin the next) over ${CONNECTIONS} connections, median of the rounds:\n`);
  const rate = ({ perSecond }: Measured) => median(perSecond);
  say(table(
    ["", "jobs/s", "ratio"],
    measured.map((each) => [each.name, figure(rate(each)), `${figure(rate(each) / rate(base!))}×`]),
  ));
}

async function callAll(database: BareDatabase, owners: readonly string[], calls: number): Promise<Times> {
  const connection = database.connect();
  const verbs = new Verbs(connection, KIND);
  await callEach(database, verbs, owners, calls);
  await connection.end();
  return verbs.times;
}

/** Leaves as many jobs waiting as there were. */
async function callEach({ sql }: BareDatabase, verbs: Verbs, owners: readonly string[], calls: number): Promise<void> {
  const owner = (i: number) => owners[i % owners.length]!;
  for (let i = 0; i < calls; i++) await verbs.enqueue(owner(i));
  const jobs = [];
  for (let i = 0; i < calls; i++) jobs.push(await verbs.claim());
  for (const job of jobs) await verbs.checkpoint(job, 1);
  for (const job of jobs) await verbs.complete(job);

  for (let i = 0; i < calls; i++) await verbs.enqueue(owner(i));
  let job = await verbs.claim();
  for (let i = 1; i < calls; i++) job = await verbs.completeAndNext(job);
  await verbs.complete(job);

  // The same jobs by the way of the Edge: the end of one leases the next and rings for it.
  for (let i = 0; i < calls; i++) await verbs.enqueue(owner(i));
  await sql`update queue.kinds set target = 'edge', max_running = 1 where kind = ${KIND}`;
  await sql`select queue.dispatch(${KIND})`;
  for (let i = 0; i < calls; i++) {
    const [rung] = await sql<{ id: string; token: string }[]>`
      select job_id as id, token from queue.leases where begun_at is null`;
    job = await verbs.begin(rung!);
    if (i === calls - 1) await sql`update queue.kinds set target = 'worker', max_running = 10000 where kind = ${KIND}`;
    await verbs.complete(job, i === calls - 1 ? "last" : "complete and ring");
  }
  delete verbs.times["last"];
  await sql`truncate net.http_request_queue`;
}

async function throughput(database: BareDatabase, owners: readonly string[], calls: number): Promise<number> {
  const started = now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async (_, worker) => {
    const connection = database.connect();
    const verbs = new Verbs(connection, KIND);
    let job = await verbs.claim();
    for (let i = 0; i < calls; i++) {
      await verbs.enqueue(owners[(i * CONNECTIONS + worker) % owners.length]!);
      job = await verbs.completeAndNext(job);
    }
    await verbs.complete(job);
    await verbs.enqueue(owners[worker]!);
    await connection.end();
  }));
  return CONNECTIONS * calls / ((now() - started) / 1000);
}

/**
 * The queue's verbs beside those of pg-boss, each in a server of its own and over one connection of the same client, in
 * turns: so whatever else the machine does meanwhile meets both alike.
 *
 * @module
 */
import { now } from "../clock.ts";
import { figure, median, table } from "../statistics.ts";
import { openDocmill } from "./docmill_store.ts";
import { openPgBoss } from "./pg_boss_store.ts";

/** A job in somebody's hands, as its system knows it. */
export type Held = unknown;

/** A queue in a database, seen by one who puts jobs in and one who does them. */
export interface Store extends AsyncDisposable {
  readonly name: string;
  enqueue(): Promise<void>;
  /** Takes up to `amount` jobs in one call. */
  dispatch(amount: number): Promise<Held[]>;
  /** Records the end of jobs in one call. */
  complete(held: Held[]): Promise<void>;
  /** Records the end of jobs and takes as many others, as its workers do. */
  completeAndDispatch(held: Held[]): Promise<Held[]>;
}

const AT_ONCE = [1, 10, 50];
const ROUNDS = 7;
const ENQUEUE = "enqueue, one by one";

type Rates = Map<string, number[]>;

/** @param jobs of each round and size */
export async function measureBeside(jobs: number, say: (text: string) => void): Promise<void> {
  await using stores = new AsyncDisposableStack();
  const measured = [];
  for (const open of [openDocmill, openPgBoss]) {
    measured.push({ store: stores.use(await open()), rates: new Map() as Rates });
  }
  // The first round makes plans and fills caches.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { store, rates } of measured) {
      for (const amount of AT_ONCE) await measure(store, jobs, amount, rates);
      if (round === 0) rates.clear();
    }
  }
  const [ours, theirs] = measured;
  const names = [...ours!.rates.keys()];
  const rate = (rates: Rates, name: string) => median(rates.get(name)!);
  const whole = (rates: Rates, amount: number) =>
    1 / (1 / rate(rates, ENQUEUE) + 1 / rate(rates, `complete and dispatch, ${amount} at once`));
  const row = (
    name: string,
    mine: number,
    other: number,
  ) => [name, figure(mine), figure(other), `${figure(mine / other)}×`];
  say(`Jobs per second over one connection, median of ${ROUNDS} rounds of ${jobs} jobs:\n`);
  say(table(
    ["", ours!.store.name, theirs!.store.name, "ratio"],
    [
      ...names.map((name) => row(name, rate(ours!.rates, name), rate(theirs!.rates, name))),
      ...AT_ONCE.map((amount) =>
        row(`the whole of a job, ${amount} at once`, whole(ours!.rates, amount), whole(theirs!.rates, amount))
      ),
    ],
  ));
}

async function measure(store: Store, jobs: number, amount: number, rates: Rates): Promise<void> {
  const record = async (verb: string, work: () => Promise<void>) => {
    const started = now();
    await work();
    const name = verb === "enqueue" ? ENQUEUE : `${verb}, ${amount} at once`;
    const list = rates.get(name) ?? [];
    rates.set(name, [...list, jobs / ((now() - started) / 1000)]);
  };
  const calls = Math.ceil(jobs / amount);
  const enqueue = async () => {
    for (let i = 0; i < calls * amount; i++) await store.enqueue();
  };

  const taken: Held[][] = [];
  await record("enqueue", enqueue);
  await record("dispatch", async () => {
    for (let i = 0; i < calls; i++) taken.push(await store.dispatch(amount));
  });
  await record("complete", async () => {
    for (const held of taken) await store.complete(held);
  });

  await enqueue();
  await record("complete and dispatch", async () => {
    let held = await store.dispatch(amount);
    for (let i = 1; i < calls; i++) held = await store.completeAndDispatch(held);
    await store.complete(held);
  });
}

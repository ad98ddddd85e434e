/**
 * pg-boss in the comparison of verbs: its own code and statements, over the same client as ours, unprepared as it sends them.
 *
 * @module
 */
import { join } from "node:path";
import { installPeers } from "../queue_system/node_peers.ts";
import type { Store } from "./beside.ts";
import { bareDatabase } from "./database.ts";

const QUEUE = "bench";

interface Boss {
  start(): Promise<unknown>;
  stop(options: { graceful: boolean }): Promise<void>;
  on(event: "error", report: (error: unknown) => void): void;
  createQueue(name: string): Promise<void>;
  send(name: string, data: unknown): Promise<string>;
  fetch(name: string, options: { batchSize: number }): Promise<{ id: string }[]>;
  complete(name: string, ids: string[]): Promise<unknown>;
}

export async function openPgBoss(): Promise<Store> {
  const module = await import(join(await installPeers(), "node_modules", "pg-boss", "dist", "index.js"));
  const database = await bareDatabase();
  const connection = database.connect();
  const db = {
    executeSql: async (text: string, values: never[] = []) => ({ rows: await connection.unsafe(text, values) }),
  };
  // No supervision: what it does beside the verbs is not measured.
  const boss: Boss = new module.PgBoss({ db, supervise: false, schedule: false });
  boss.on("error", console.error);
  await boss.start();
  await boss.createQueue(QUEUE);
  const dispatch = (amount: number) => boss.fetch(QUEUE, { batchSize: amount });
  const complete = async (held: unknown[]) => {
    await boss.complete(QUEUE, (held as { id: string }[]).map(({ id }) => id));
  };
  return {
    name: "pg-boss",
    enqueue: async () => void await boss.send(QUEUE, {}),
    dispatch,
    complete,
    async completeAndDispatch(held) {
      await complete(held);
      return await dispatch(held.length);
    },
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: false });
      await connection.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

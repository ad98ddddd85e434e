/**
 * The queue alone, in SQL, while a session sits idle in a transaction.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureIdleBacklog } from "./queue_sql/idle_backlog.ts";
import { measureIdleTransaction } from "./queue_sql/idle_transaction.ts";

const SECONDS_A_RUN = 0.2;

export const bench: Bench = async ({ runs, say }) => {
  await measureIdleTransaction(Math.ceil(runs * SECONDS_A_RUN), say);
  await measureIdleBacklog(say);
};

/**
 * The queue alone, in SQL, while a session sits idle in a transaction.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureIdleTransaction } from "./queue_sql/idle_transaction.ts";

const SECONDS_A_RUN = 0.2;

export const bench: Bench = ({ runs, say }) => measureIdleTransaction(Math.ceil(runs * SECONDS_A_RUN), say);

/**
 * The queue alone, in SQL: no functions, no HTTP.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureBloat } from "./queue_sql/bloat.ts";
import { measureIdleTransaction } from "./queue_sql/idle_transaction.ts";
import { measureScaling } from "./queue_sql/scaling.ts";

const ROUNDS = 5;

export const bench: Bench = async ({ runs, say }) => {
  await measureScaling(ROUNDS, runs, say);
  say("");
  await measureIdleTransaction(runs / 10, say);
  await measureBloat(runs * 5000, say);
};

/**
 * The queue alone, in SQL, from a thousand to a million jobs.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureScaling } from "./queue_sql/scaling.ts";

const ROUNDS = 5;

export const bench: Bench = ({ runs, say }) => measureScaling(ROUNDS, runs, say);

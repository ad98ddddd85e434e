/**
 * The queue alone, in SQL, beside pg-boss.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureBeside } from "./queue_sql/beside.ts";

export const bench: Bench = ({ runs, say }) => measureBeside(runs, say);

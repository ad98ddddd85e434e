/**
 * What a million jobs leave behind.
 *
 * @module
 */
import type { Bench } from "./bench.ts";
import { measureBloat } from "./queue_sql/bloat.ts";

const JOBS_A_RUN = 5000;

export const bench: Bench = ({ runs, say }) => measureBloat(runs * JOBS_A_RUN, say);

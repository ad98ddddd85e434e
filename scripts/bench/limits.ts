/**
 * Whether long work stays within hosted limits: a race card of 300 pages through the product's own pipeline.
 *
 * @module
 */
import { raceCard } from "../samples/race_card.ts";
import type { Bench } from "./bench.ts";
import { runWithinLimits } from "./within_limits.ts";

const PAGES = 300;

export const bench: Bench = async ({ say }) => {
  const content = new Uint8Array(await raceCard({ pages: PAGES, seed: 1 }));
  const job = { kind: "pdf-to-csv", files: [{ name: "card.pdf", content }] } as const;
  await runWithinLimits(`${PAGES} pages, ${Math.round(content.length / 1024)} kB`, job, say);
};

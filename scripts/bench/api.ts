/**
 * How long `POST /jobs` takes to answer, one request after another, on a system that does the jobs meanwhile (they do nothing).
 *
 * @module
 */
import { raceCard } from "../samples/race_card.ts";
import type { Bench } from "./bench.ts";
import { startBenchStack } from "./bench_stack.ts";
import { now, pause } from "./clock.ts";
import { latencies } from "./statistics.ts";

const REST_MS = 50;
const WARM_UP = 5;

export const bench: Bench = async ({ runs, say }) => {
  await using stack = await startBenchStack();
  await stack.sql`update queue.kinds set max_created_per_minute = 100000`;
  await stack.warm(["jobs", "process-job"]);
  const session = await stack.guest();
  const content = new Uint8Array(await raceCard({ races: 2, seed: 1 }));
  const path = `${session.userId}/card.pdf`;
  const { error } = await session.supabase.storage.from("inputs").upload(path, content);
  if (error) throw new Error(`Cannot upload: ${error.message}`);

  const post = async (init: { json: unknown } | { body: FormData }) => {
    const sent = now();
    const response = await session.call("POST", "jobs", init);
    await response.json();
    return now() - sent;
  };
  const form = () => {
    const body = new FormData();
    body.set("kind", "pdf-to-csv");
    body.set("file", new File([content], "card.pdf"));
    return { body };
  };
  const json = () => ({ json: { kind: "pdf-to-csv", files: [{ path, name: "card.pdf" }] } });
  const read = async () => {
    const sent = now();
    await (await session.call("GET", "jobs?limit=20")).json();
    return now() - sent;
  };

  const times = {
    "POST /jobs, JSON": [] as number[],
    [`POST /jobs, multipart (${Math.round(content.length / 1024)} kB)`]: [] as number[],
    "GET /jobs?limit=20": [] as number[],
  };
  const measures = [() => post(json()), () => post(form()), read];
  for (let i = -WARM_UP; i < runs; i++) {
    for (const [place, series] of Object.values(times).entries()) {
      const ms = await measures[place]!();
      if (i >= 0) series.push(ms);
      await pause(REST_MS);
    }
  }
  say(latencies(times));
};

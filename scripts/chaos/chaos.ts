/**
 * Load and faults at random, then the reckoning: every job that was accepted has exactly one outcome, and what came out of it
 * is what comes out without faults.
 *
 * @module
 */
import postgres from "postgres";
import { openFeed } from "../client/feed.ts";
import { createJob, downloadFile } from "../client/jobs.ts";
import { openSession, type Session } from "../client/session.ts";
import { raceCard } from "../samples/race_card.ts";
import type { Stack } from "../stack/stack.ts";
import { FAULTS } from "./faults.ts";

export interface ChaosOptions {
  readonly seconds: number;
  readonly clients: number;
  /** How long a client waits before its next job. */
  readonly pauseMs: number;
  /** Seconds between faults, on average. */
  readonly every: number;
  readonly say: (text: string) => void;
}

export interface Reckoning {
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  /** Jobs without an end, with two ends, or with another result than an undisturbed run's; empty when all is well. */
  readonly wrong: readonly string[];
  readonly faults: number;
  /** From the last fault until every job had ended. */
  readonly settledSeconds: number;
}

const PAGES = 12;
/** No job has ended for so long: several leases, sweeps and backoffs. */
const GIVEN_UP_AFTER_MS = 120_000;

export async function runChaos(
  stack: Stack,
  { seconds, clients, pauseMs, every, say }: ChaosOptions,
): Promise<Reckoning> {
  const file = { name: "card.pdf", content: new Uint8Array(await raceCard({ pages: PAGES, seed: 5 })) };
  const sql = postgres(stack.adminUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
  try {
    const expected = await undisturbed(session, file);
    const until = performance.now() + seconds * 1000;
    const accepted = new Set<string>();
    const load = Array.from({ length: clients }, () => keepSending(session, file, accepted, until, pauseMs));
    const faults = await breakThings(sql, until, every, say);
    await Promise.all(load);
    const lastFault = performance.now();
    say(`${accepted.size} jobs accepted, ${faults} faults; waiting for every job's end`);
    await untilAllEnded(sql, accepted);
    const settledSeconds = (performance.now() - lastFault) / 1000;
    return { ...await reckon(stack, sql, accepted, expected), faults, settledSeconds };
  } finally {
    await session.close();
    await sql.end({ timeout: 1 });
  }
}

type Upload = { name: string; content: Uint8Array<ArrayBuffer> };

async function undisturbed(session: Session, file: Upload): Promise<string> {
  const feed = await openFeed(session);
  const job = await feed.watch(await createJob(session, { kind: "pdf-to-csv", files: [file] }));
  await feed.close();
  const table = job.files.find((each) => each.name === "table.csv");
  if (!table) throw new Error(`The undisturbed job ${job.status}: ${job.error?.detail}`);
  return new TextDecoder().decode(await downloadFile(session, job, table));
}

/** A client that goes on sending, whatever it meets: only an answer with a job id counts as accepted. */
async function keepSending(
  session: Session,
  file: Upload,
  accepted: Set<string>,
  until: number,
  pauseMs: number,
): Promise<void> {
  while (performance.now() < until) {
    try {
      accepted.add(await createJob(session, { kind: "pdf-to-csv", files: [file] }));
    } catch {
      // Refused or broken off: nothing was promised.
    }
    await pause(pauseMs);
  }
}

async function breakThings(
  sql: postgres.Sql,
  until: number,
  every: number,
  say: (text: string) => void,
): Promise<number> {
  let count = 0;
  while (performance.now() < until) {
    await pause(every * 1000 * (0.5 + Math.random()));
    const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)]!;
    say(fault.name);
    await fault.run(sql).catch(() => {/* the fault hit the one who did it */});
    count++;
  }
  return count;
}

/** Waits for as long as jobs go on ending: how long all of them take is the machine's affair. */
async function untilAllEnded(sql: postgres.Sql, accepted: Set<string>): Promise<void> {
  let least = Infinity;
  let lastProgress = performance.now();
  while (least > 0 && performance.now() - lastProgress < GIVEN_UP_AFTER_MS) {
    const rows = await sql`
      select count(*)::int as open from public.jobs
      where id = any (${[...accepted]}) and status in ('queued', 'processing')`.catch(() => []);
    if (rows[0] && rows[0].open < least) {
      least = rows[0].open;
      lastProgress = performance.now();
    }
    await pause(250);
  }
}

async function reckon(stack: Stack, sql: postgres.Sql, accepted: Set<string>, expected: string) {
  const rows = await sql`
    select j.id, j.status, j.error, f.bucket, f.path,
      (select count(*)::int from public.job_events e where e.job_id = j.id and e.type in ('completed', 'failed', 'cancelled')) as ends
    from public.jobs j left join public.job_files f on f.job_id = j.id and f.name = 'table.csv' and f.role = 'output'
    where j.id = any (${[...accepted]})`;
  const wrong: string[] = [];
  const found = new Set(rows.map((row) => row.id as string));
  for (const id of accepted) if (!found.has(id)) wrong.push(`${id} is gone`);
  for (const row of rows) {
    if (row.ends !== 1) wrong.push(`${row.id} is ${row.status} and has ${row.ends} ends`);
    else if (row.status === "failed") wrong.push(`${row.id} failed: ${row.error?.type}`);
    else if (row.status === "completed" && await readObject(stack, row.bucket, row.path) !== expected) {
      wrong.push(`${row.id} has another result than an undisturbed run`);
    }
  }
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  return { accepted: accepted.size, completed: count("completed"), failed: count("failed"), wrong };
}

async function readObject(stack: Stack, bucket: string, path: string): Promise<string> {
  const response = await fetch(`${stack.url}/storage/v1/object/authenticated/${bucket}/${path}`, {
    headers: { apikey: stack.keys.secretKey, authorization: `Bearer ${stack.keys.secretKey}` },
  });
  return await response.text();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

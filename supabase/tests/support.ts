/**
 * What the system's tests share: one embedded stack a process, guests, and a way to wait for something to become true.
 *
 * @module
 */
import assert from "node:assert/strict";
import { openFeed } from "../../scripts/client/feed.ts";
import { createJob, type NewJob } from "../../scripts/client/jobs.ts";
import { openSession, type Session } from "../../scripts/client/session.ts";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { testStack } from "../../scripts/stack/testing.ts";
import type { Job, JobDetail } from "../functions/_shared/jobs/job.ts";

export interface Guest extends Session, AsyncDisposable {}

/** A new user of the shared stack. */
export async function guest(): Promise<Guest> {
  const stack = await testStack();
  const session = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
  return { ...session, [Symbol.asyncDispose]: () => session.close() };
}

/** A race card as an upload. */
export async function card(races: number): Promise<{ name: string; content: Uint8Array<ArrayBuffer> }> {
  return { name: "card.pdf", content: new Uint8Array(await raceCard({ races, seed: 7 })) };
}

export async function cardJob(races: number): Promise<NewJob> {
  return { kind: "pdf-to-csv", files: [await card(races)] };
}

/** Sends a job and waits for its end, told by Realtime. */
export async function runJob(
  session: Session,
  job: NewJob,
  onChange: (job: Job) => void = () => {},
): Promise<JobDetail> {
  const feed = await openFeed(session);
  try {
    return await feed.watch(await createJob(session, job), onChange);
  } finally {
    await feed.close();
  }
}

/** The same of a job that should be completed; says what went wrong when it is not. */
export async function completeJob(...job: Parameters<typeof runJob>): Promise<JobDetail> {
  const ended = await runJob(...job);
  assert.equal(ended.status, "completed", ended.error?.detail ?? "no error was told");
  return ended;
}

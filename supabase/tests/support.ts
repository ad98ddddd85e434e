/**
 * What the system's tests share: one embedded stack a process, guests, and a way to wait for something to become true.
 *
 * @module
 */
import { openFeed } from "../../scripts/client/feed.ts";
import { createJob } from "../../scripts/client/jobs.ts";
import { openSession, type Session } from "../../scripts/client/session.ts";
import { raceCard } from "../../scripts/samples/race-card.ts";
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

/** Sends a job and waits for its end, told by Realtime. */
export async function runJob(
  session: Session,
  files: { name: string; content: Uint8Array<ArrayBuffer> }[],
  onChange: (job: Job) => void = () => {},
): Promise<JobDetail> {
  const feed = await openFeed(session);
  try {
    return await feed.watch(await createJob(session, { kind: "pdf-to-csv", files }), onChange);
  } finally {
    await feed.close();
  }
}
